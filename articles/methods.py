"""Which methods a public address answers to, said before anything looks for the token of a form.

Django's check of forged forms stands before every view and would answer a POST to a page that takes none with 403, a
cookie and advice about tokens. Whoever asks that way is told the truth instead: 405, and what may be asked.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.views.decorators.http import require_http_methods

READ = ("GET", "HEAD")


def answers(*methods: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Mark a view as one that takes `methods` and OPTIONS, and nothing else: 405 with Allow, or 204 for OPTIONS."""

    def mark(view: Callable[..., Any]) -> Callable[..., Any]:
        guarded = require_http_methods(methods)(view)
        guarded.methods = methods  # type: ignore[attr-defined]  # ours, read by MethodsMiddleware
        return guarded

    return mark


class MethodsMiddleware:
    """Keeps what `answers` promises. Stands before CsrfViewMiddleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args: list[Any], kwargs: dict[str, Any]):
        methods = getattr(view, "methods", None)
        if methods is None or request.method in methods:
            return None
        allowed = (*methods, "OPTIONS")
        response: HttpResponse = HttpResponseNotAllowed(allowed)
        if request.method == "OPTIONS":
            response = HttpResponse(status=204, headers={"Allow": ", ".join(allowed)})
        response["Cache-Control"] = "no-store"
        return response
