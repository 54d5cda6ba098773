"""A limit on the size of a request's body, kept before anything of the body is parsed.

The check stands in a middleware because Django's CSRF check, which comes before any view, already parses the form.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, parse_qsl, unquote_to_bytes

from django.http import HttpRequest, HttpResponseBase, QueryDict

READ_FOR_KEEPING = 256 * 1024  # bytes of a body that is too large, read to give its words back
FIELDS_FOR_KEEPING = 50
# A server that answers before it has read the body closes the connection, and the browser then shows an error of its
# own in place of our page. What is beyond this is no comment that a person pasted.
READ_TO_THE_END = 4 * 1024 * 1024

Answer = Callable[[HttpRequest], HttpResponseBase]


def body_limit(limit: int, *, too_large: Answer, without_length: Answer, other_encoding: Answer | None = None):
    """Mark a view: a body of more than `limit` bytes is answered by `too_large(request)` and never parsed.

    A form that comes without its length, in chunks say, is answered by `without_length(request)`: Django reads nothing of it,
    so the form would seem to be empty. A form that names another encoding than UTF-8, of which Django reads nothing
    either, is answered by `other_encoding(request)` where there is one.
    """

    def mark(view):
        view.body_limit, view.too_large, view.without_length = limit, too_large, without_length
        view.other_encoding = other_encoding
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
        if limit is not None and request.method == "POST" and not request.META.get("CONTENT_LENGTH"):
            return view.without_length(request)
        if limit is None:
            return None
        if content_length(request) <= limit:
            return self._in_another_encoding(request, view)
        response = view.too_large(request)
        drain(request)
        return response

    def _in_another_encoding(self, request: HttpRequest, view) -> HttpResponseBase | None:
        other = getattr(view, "other_encoding", None)
        if other is None or (request.encoding or "utf-8").lower() == "utf-8":
            return None
        if encoding_of(request) != "utf-8":
            return other(request)
        request.encoding = "utf-8"  # named “utf8”, which Django takes for another one
        return None


def content_length(request: HttpRequest) -> int:
    """The announced length of the body; 0 when absent or not a number, in which case the server hands none over."""
    announced = request.META.get("CONTENT_LENGTH") or ""
    return int(announced) if announced.isascii() and announced.isdigit() and len(announced) < 20 else 0


def encoding_of(request: HttpRequest) -> str:
    """The encoding that an urlencoded form names for itself, as Python calls it; "utf-8" for all else."""
    if request.content_type != "application/x-www-form-urlencoded":
        return "utf-8"
    try:
        return codecs.lookup((request.content_params or {}).get("charset", "utf-8")).name
    except LookupError:
        return "utf-8"  # which Django takes it for, too


def is_utf8(request: HttpRequest) -> bool:
    """Whether every byte of an urlencoded form is, as the page asked for; of other forms Django sees to it."""
    if request.content_type != "application/x-www-form-urlencoded":
        return True
    try:
        unquote_to_bytes(request.body).decode()
    except UnicodeDecodeError:
        return False
    return True


def form_of(request: HttpRequest) -> QueryDict:
    """What was posted. Bytes that are no UTF-8 are read as Windows-1252, which old programs write; the rest stays as it is.

    That is a guess, good enough to give somebody's words back and not to post them.
    """
    if is_utf8(request):
        return request.POST
    escaped = "".join(chr(byte) if byte < 128 else f"%{byte:02X}" for byte in request.body)
    form = QueryDict(mutable=True)
    for name, value in parse_qsl(escaped, keep_blank_values=True, errors=GUESSED):
        form.appendlist(name, value)
    return form


def _guess(error: UnicodeError) -> tuple[str, int]:
    """For bytes that begin no UTF-8: the first of them as a letter of Windows-1252. An encoding's way with errors."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.start + 1].decode("windows-1252", "replace"), error.start + 1


GUESSED = "newsroom-guessed"
codecs.register_error(GUESSED, _guess)


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
        fields = parse_qs(body, max_num_fields=FIELDS_FOR_KEEPING, errors="replace", encoding=encoding_of(request))
    except ValueError:
        fields = {}
    return {name: fields.get(name, [""])[-1] for name in names}
