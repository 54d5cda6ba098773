"""Errors of the interface, in words a programmer can act on: application/problem+json (RFC 9457)."""

from __future__ import annotations

from http import HTTPStatus

from django.http import JsonResponse

CONTENT_TYPE = "application/problem+json"


class Problem(Exception):
    """An answer that is an error. `errors` says for each parameter what is wrong with it."""

    def __init__(self, status: int, detail: str, errors: dict[str, list[str]] | None = None):
        super().__init__(detail)
        self.status, self.detail, self.errors = status, detail, errors or {}

    def as_response(self) -> JsonResponse:
        data = {
            "type": "about:blank",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": self.detail,
            **({"errors": self.errors} if self.errors else {}),
        }
        response = JsonResponse(
            data, status=self.status, content_type=CONTENT_TYPE, json_dumps_params={"ensure_ascii": False}
        )
        response["Cache-Control"] = "no-store"
        return response
