"""What a public response shows, and how long it may be kept. Knows tags and moments, no models.

A view says what it shows (`shows(response, "article:12", "front")`) and until when that holds (`holds_until`).
A verb says what it changed (`purge("article:12")`); listeners of `purged` hear of it once the transaction committed.
Until pages are stored here, nothing may be reused without asking: `max-age=0` and an ETag make a browser's copy cost
one 304, and `stale-if-error` lets a proxy in front go on serving while the database is down.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import wraps

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import Signal
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.http import http_date, parse_http_date

from articles.methods import READ, answers

TAGS_HEADER = "Surrogate-Key"  # Fastly and Varnish; tags parted by spaces
CDN_TAGS_HEADER = "Cache-Tag"  # Cloudflare and others; tags parted by commas
UNTIL_HEADER = "X-Page-Until"
PUBLIC = "public, max-age=0, stale-if-error=86400"
STORABLE_STATUS = frozenset({200})

purged = Signal()  # sent with `tags`, a frozenset of str, after commit


def purge(*tags: str) -> None:
    """Announce that everything that shows one of `tags` is out of date. Heard after commit, never after a rollback."""
    names = frozenset(tags)
    if names:
        transaction.on_commit(lambda: purged.send(sender=None, tags=names))


def watch(*models: type) -> None:
    """The net under the verbs: saving or deleting a row of these models purges the tags the row names itself."""
    for model in models:
        for signal in (post_save, post_delete):
            signal.connect(_row_changed, sender=model, dispatch_uid=f"page_cache.{model.__name__}.{id(signal)}")


def _row_changed(sender, instance, **kwargs) -> None:
    if not kwargs.get("raw"):
        purge(*instance.cache_tags())


def shows(response: HttpResponseBase, *tags: str) -> HttpResponseBase:
    """Add `tags` to what `response` says it shows. Front and list pages name few, coarse tags."""
    names = dict.fromkeys([*response.get(TAGS_HEADER, "").split(), *tags])
    response[TAGS_HEADER] = " ".join(names)
    response[CDN_TAGS_HEADER] = ",".join(names)
    return response


def holds_until(response: HttpResponseBase, moment: datetime | None) -> HttpResponseBase:
    """Say when the page changes by itself: the next planned publication or end. The earliest said counts, None not."""
    if moment is not None:
        said = response.get(UNTIL_HEADER)
        if said is None or moment.timestamp() < parse_http_date(said):
            response[UNTIL_HEADER] = http_date(moment.timestamp())
    return response


def frame_shows(request: HttpRequest, *tags: str, until: datetime | None = None) -> None:
    """Note what the frame around any page turned out to show; `public_page` adds it to the answer of the view."""
    request.frame_shown = (tags, until)  # type: ignore[attr-defined]  # ours, for the time of this request


def drawing_ends(request: HttpRequest | None, moment: datetime | None) -> None:
    """Note while a page is drawn that something on it may be shown until `moment` only; `public_page` says so."""
    if request is not None and moment is not None:
        earliest = min(getattr(request, "drawing_ends", moment), moment)
        request.drawing_ends = earliest  # type: ignore[attr-defined]  # ours, for the time of this request


def moment_of(request: HttpRequest) -> datetime:
    """The moment whose pages `request` asks for: now, unless somebody of the desk looks at another one."""
    return getattr(request, "moment", None) or timezone.now()


def public_page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Mark a view's good answers as the same for everyone. Never with a cookie, never for an error, never a form.

    Such a page is only ever read: GET and HEAD.
    """
    read = answers(*READ)(view)

    @wraps(read)
    def marked(request: HttpRequest, *args, **kwargs):
        response = read(request, *args, **kwargs)
        if hasattr(request, "frame_shown"):
            tags, until = request.frame_shown
            holds_until(shows(response, *tags), until)
        holds_until(response, getattr(request, "drawing_ends", None))
        if request.method in {"GET", "HEAD"} and response.status_code in STORABLE_STATUS and not response.cookies:
            response.headers.setdefault("Cache-Control", PUBLIC)
        else:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return marked


def tags_of(objects: Iterable[object]) -> list[str]:
    """The tags that these objects name themselves by their `cache_tags()`, each once."""
    return list(dict.fromkeys(tag for item in objects for tag in item.cache_tags()))  # type: ignore[attr-defined]  # a duck's promise, kept by a test over all models
