"""What a public response shows, and how long it may be kept. Knows tags and moments, no models.

A view says what it shows (`shows(response, "article:12", "front")`) and until when that holds (`holds_until`).
No purge reaches a browser, so its copy is asked about each time (`max-age=0`): with the ETag that costs one 304.
`stale-if-error` lets who stands in front go on while nothing answers, never across the page's next planned change.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial, wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.utils import timezone
from django.utils.http import http_date, parse_http_date

from articles.methods import READ, answers

TAGS_HEADER = "Surrogate-Key"  # Fastly and Varnish; tags parted by spaces
CDN_TAGS_HEADER = "Cache-Tag"  # Cloudflare and others; tags parted by commas
UNTIL_HEADER = "X-Page-Until"
PUBLIC = "public, max-age=0, stale-if-error={}"
LONGEST_STALE = 86_400  # seconds that a page may be served while nothing newer can be made
# What others are told of it: few steps, so that nobody reads from them when a planned story comes.
STALE_STEPS = (LONGEST_STALE, 21_600, 3_600, 600, 60, 0)
STORABLE_STATUS = frozenset({200})


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


def public_page(
    view: Callable[..., HttpResponseBase] | None = None, *, parameters: Collection[str] | None = ()
) -> Callable[..., Any]:
    """Mark a view's good answers as the same for everyone. Never with a cookie, never for an error, never a form.

    Such a page is only ever read: GET and HEAD. Its answer depends on the path and on the query's `parameters`, and on
    nothing else that is sent: of `request.GET` the view sees these alone. None for a view that judges every parameter
    itself, and answers those it does not know by an error.
    """
    if view is None:
        return partial(public_page, parameters=parameters)
    read = answers(*READ)(view)
    known = None if parameters is None else frozenset(parameters)

    @wraps(read)
    def marked(request: HttpRequest, *args, **kwargs):
        with seeing_only(request, known):
            response = read(request, *args, **kwargs)
        if hasattr(request, "frame_shown"):
            tags, until = request.frame_shown
            holds_until(shows(response, *tags), until)
        holds_until(response, getattr(request, "drawing_ends", None))
        if request.method in {"GET", "HEAD"} and response.status_code in STORABLE_STATUS and not response.cookies:
            response.headers.setdefault("Cache-Control", PUBLIC.format(seconds_stale(response)))
        else:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    marked.public_parameters = known  # type: ignore[attr-defined]  # ours, read by addresses.py
    return marked


@contextmanager
def seeing_only(request: HttpRequest, known: Collection[str] | None) -> Iterator[None]:
    """Take out of the request's query, for this time, what the view does not know."""
    query = request.GET
    if known is not None and any(name not in known for name in query):
        kept = QueryDict(mutable=True, encoding=query.encoding)
        for name, values in query.lists():
            if name in known:
                kept.setlist(name, values)
        request.GET = kept  # type: ignore[assignment]  # a request's own query is one of these, too
    try:
        yield
    finally:
        request.GET = query


def seconds_stale(response: HttpResponseBase) -> int:
    """For how long others may let the page stand in for a newer one: never to its next planned change."""
    until = response.get(UNTIL_HEADER)
    left = LONGEST_STALE if until is None else parse_http_date(until) - timezone.now().timestamp()
    return next((step for step in STALE_STEPS if step <= left), 0)


def tags_of(objects: Iterable[object]) -> list[str]:
    """The tags that these objects name themselves by their `cache_tags()`, each once."""
    return list(dict.fromkeys(tag for item in objects for tag in item.cache_tags()))  # type: ignore[attr-defined]  # a duck's promise, kept by a test over all models
