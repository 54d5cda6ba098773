"""A limit on the size of a request's body, kept before anything of the body is parsed.

The check stands in a middleware because Django's CSRF check, which comes before any view, already parses the form.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

from django.http import HttpRequest, HttpResponseBase

READ_FOR_KEEPING = 256 * 1024  # bytes of a body that is too large, read to give its words back
FIELDS_FOR_KEEPING = 50
# A server that answers before it has read the body closes the connection, and the browser then shows an error of its
# own in place of our page. What is beyond this is no comment that a person pasted.
READ_TO_THE_END = 4 * 1024 * 1024

Answer = Callable[[HttpRequest], HttpResponseBase]


def body_limit(limit: int, *, too_large: Answer, without_length: Answer):
    """Mark a view: a body of more than `limit` bytes is answered by `too_large(request)` and never parsed.

    One that comes in chunks, without its length, is answered by `without_length(request)`: Django reads nothing of it,
    so the form would seem to be empty.
    """

    def mark(view):
        view.body_limit, view.too_large, view.without_length = limit, too_large, without_length
        return view

    return mark


class BodyLimitMiddleware:
    """Keeps the limits that `body_limit` sets. Stands before CsrfViewMiddleware."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args: list[Any], kwargs: dict[str, Any]):
        limit = getattr(view, "body_limit", None)
        if limit is not None and "HTTP_TRANSFER_ENCODING" in request.META and not request.META.get("CONTENT_LENGTH"):
            return view.without_length(request)
        if limit is None or content_length(request) <= limit:
            return None
        response = view.too_large(request)
        drain(request)
        return response


def content_length(request: HttpRequest) -> int:
    """The announced length of the body; 0 when absent or not a number, in which case the server hands none over."""
    announced = request.META.get("CONTENT_LENGTH") or ""
    return int(announced) if announced.isascii() and announced.isdigit() and len(announced) < 20 else 0


def drain(request: HttpRequest) -> None:
    """Read on, and throw away, so that the answer arrives; up to 4 MB."""
    left = READ_TO_THE_END
    while left > 0 and (chunk := request.read(min(left, 65_536))):
        left -= len(chunk)


def kept_fields(request: HttpRequest, names: list[str]) -> dict[str, str]:
    """These fields of an unparsed urlencoded body, as far as its first 256 KB hold them; "" for those they do not."""
    if request.content_type != "application/x-www-form-urlencoded":
        return dict.fromkeys(names, "")
    body = request.read(READ_FOR_KEEPING).decode("ascii", errors="replace")
    try:
        fields = parse_qs(body, max_num_fields=FIELDS_FOR_KEEPING, errors="replace")
    except ValueError:
        fields = {}
    return {name: fields.get(name, [""])[-1] for name in names}
