"""Serving pictures from the public storage, for the embedded default. In production the proxy in front does it."""

from __future__ import annotations

import logging
import re
from pathlib import PurePosixPath
from threading import Lock

from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpRequest
from django.utils.http import quote_etag
from django.views.decorators.http import condition

from articles.methods import READ, answers
from articles.pictures.decoding import Refused
from articles.pictures.models import Picture
from articles.pictures.renditions import NAME, SHAPES, ensure, public_storage, renditions_of

logger = logging.getLogger(__name__)

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
POLICY = "sandbox; default-src 'none'"
_making = Lock()


def etag(request: HttpRequest, path: str) -> str | None:
    """A name follows from content, so the name is the mark. None for a file that is not there."""
    return quote_etag(path) if is_there(path) else None


@answers(*READ)
@condition(etag_func=etag)
def media(request: HttpRequest, path: str) -> FileResponse:
    """The public file at `path`, cacheable for ever; a rendition that is missing is made first. Anything else is 404."""
    if not is_there(path) and not made_now(path):
        raise Http404("No such picture.")
    response = FileResponse(public_storage().open(path), content_type=CONTENT_TYPES[PurePosixPath(path).suffix])
    response["Cache-Control"] = FOREVER
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = POLICY
    response["Cross-Origin-Resource-Policy"] = "cross-origin"  # feed readers show our pictures on their own pages
    # Pictures are compressed already: named so, the middleware that compresses pages leaves them alone.
    response["Content-Encoding"] = "identity"
    return response


def is_allowed(path: str) -> bool:
    """Whether `path` may name a public file at all: plain parts, none hidden, an extension of the table."""
    return PLAIN_PATH.fullmatch(path) is not None and PurePosixPath(path).suffix in CONTENT_TYPES


def is_there(path: str) -> bool:
    try:
        return is_allowed(path) and public_storage().exists(path)
    except (SuspiciousFileOperation, OSError, ValueError):
        return False


def made_now(path: str) -> bool:
    """Make the renditions of the picture that `path` names, when it is one of them; whether the file is there then.

    Happens after a focal point moved or files were lost. One at a time: a page asks for several at once.
    """
    name = NAME.fullmatch(path)
    picture = Picture.objects.filter(digest__startswith=name["digest"]).first() if name else None
    if picture is None or path not in {r.name for shape in SHAPES for r in renditions_of(picture, shape)}:
        return False
    try:
        with _making:
            ensure(picture)
    except (Refused, OSError):
        logger.exception("Renditions of picture %s could not be made; is its master still there?", picture.pk)
        return False
    return True
