"""Serving pictures from the public storage, for the embedded default. In production the proxy in front does it."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import quote_etag
from django.views.decorators.http import condition

from articles.methods import READ, answers
from articles.pictures.on_demand import Busy, made_now
from articles.pictures.renditions import public_storage

# The type goes by this table and never by the content: nothing served here can be a page or a script.
CONTENT_TYPES = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}
PLAIN_PATH = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")
FOREVER = "public, max-age=31536000, immutable"  # a name never gets another content
MASTERS = "masters/"  # what renditions are cut from: larger than any page shows, so no page names one
POLICY = "sandbox; default-src 'none'"
RETRY_SECONDS = "5"


def etag(request: HttpRequest, path: str) -> str | None:
    """A name follows from content, so the name is the mark. None for a file that is not there."""
    return quote_etag(path) if is_there(path) else None


@answers(*READ)
@condition(etag_func=etag)
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """The public file at `path`, cacheable for ever; a rendition that is missing is made first. Anything else is 404.

    503 when so many are being made that this one cannot be in a few seconds.
    """
    try:
        if not is_there(path) and not made_now(path):
            raise Http404("No such picture.")
    except Busy:
        return HttpResponse(status=503, headers={"Retry-After": RETRY_SECONDS, "Cache-Control": "no-store"})
    response = FileResponse(public_storage().open(path), content_type=CONTENT_TYPES[PurePosixPath(path).suffix])
    response["Cache-Control"] = FOREVER
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = POLICY
    response["Cross-Origin-Resource-Policy"] = "cross-origin"  # feed readers show our pictures on their own pages
    # Pictures are compressed already: named so, the middleware that compresses pages leaves them alone.
    response["Content-Encoding"] = "identity"
    return response


def is_allowed(path: str) -> bool:
    """Whether `path` may name a public file at all: plain parts, none hidden, an extension of the table, no master."""
    is_plain = PLAIN_PATH.fullmatch(path) is not None and not path.startswith(MASTERS)
    return is_plain and PurePosixPath(path).suffix in CONTENT_TYPES


def is_there(path: str) -> bool:
    try:
        return is_allowed(path) and public_storage().exists(path)
    except (SuspiciousFileOperation, OSError, ValueError):
        return False
