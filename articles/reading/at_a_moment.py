"""The site at a moment: whoever works at the desk reads `?at=2026-11-27T18:00` as the site was, or will be, then.

Any public page will do, the front page included: visibility is a question of time, and every view asks it of
`page_cache.moment_of(request)`. For everybody else the parameter does not exist: same bytes, no session looked at.
Such a page is marked by a bar, its links keep the moment, nobody stores it and no robot keeps it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from articles.page_cache import CDN_TAGS_HEADER, TAGS_HEADER, UNTIL_HEADER
from articles.publishing import rights
from articles.publishing.times import NotAMoment, in_words, read_moment, with_offset
from articles.reading.links import rewritten

PARAMETER = "at"
NOT_A_PAGE = (settings.STATIC_URL, settings.MEDIA_URL)


class SiteAtAMoment:
    """Middleware, after the one that knows who is signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if PARAMETER not in request.GET or not is_of_the_desk(request):
            return self.get_response(request)
        problem = None
        try:
            request.moment = read_moment(request.GET[PARAMETER])  # read by page_cache.moment_of
        except NotAMoment as error:
            problem = error
        return marked(self.get_response(request), request, problem)


def is_of_the_desk(request: HttpRequest) -> bool:
    """Whether this is a public page, asked for by staff who may see what is not public. No session, no look-up."""
    if request.method not in {"GET", "HEAD"} or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    if request.path.startswith((reverse("admin:index"), *NOT_A_PAGE)):
        return False
    return request.user.is_active and request.user.is_staff and rights.may(request.user, "view")


def marked(response: HttpResponseBase, request: HttpRequest, problem: NotAMoment | None) -> HttpResponseBase:
    """`response` as the desk's alone: never stored, never indexed; a page with its bar, a redirect with its moment."""
    for header in (TAGS_HEADER, CDN_TAGS_HEADER, UNTIL_HEADER):
        response.headers.pop(header, None)
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    value = "" if problem else request.GET[PARAMETER]
    if value and "Location" in response.headers:
        response["Location"] = at_the_moment(response["Location"], value)
    if response.get("Content-Type", "").startswith("text/html") and not response.streaming:
        page = response.content.decode(response.charset)
        if value:
            page = rewritten(page, lambda address: at_the_moment(address, value), {PARAMETER: value})
        head, body = (
            render_to_string(f"reading/_at_{part}.html", bar_of(request, problem)) for part in ("head", "bar")
        )
        page = page.replace("</head>", f"{head}</head>", 1)
        opening, body_tag, rest = page.partition("<body>")
        response.content = (f"{opening}{body_tag}{body}{rest}" if body_tag else page).encode(response.charset)
        if "Content-Length" in response.headers:
            response["Content-Length"] = str(len(response.content))
    return response


def bar_of(request: HttpRequest, problem: NotAMoment | None) -> dict[str, object]:
    """What the bar says: the moment in words, a form for another one, the way back to now; for a time that comes twice,
    a link to either moment.
    """
    kept = request.GET.copy()
    del kept[PARAMETER]
    moment: datetime | None = getattr(request, "moment", None)
    return {
        "problem": problem or "",
        "twice": [
            (with_offset(each), at_the_moment(request.get_full_path(), each.isoformat(timespec="minutes")))
            for each in (problem.moments if problem else [])
        ],
        "words": in_words(moment, weekday=True) if moment else "",
        "is_ahead": bool(moment and moment > timezone.now()),
        "value": timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M") if moment else request.GET[PARAMETER],
        "zone": timezone.get_current_timezone_name(),
        "path": request.path,
        "kept": [(name, value) for name, values in kept.lists() for value in values],
        "now": f"{request.path}?{kept.urlencode()}" if kept else request.path,
    }


def at_the_moment(address: str, value: str) -> str:
    """`address` with the parameter, when it is a page of this site; any other as it is."""
    parts, own = urlsplit(address), urlsplit(settings.SITE_URL)
    is_ours = parts.netloc == own.netloc if parts.netloc else address.startswith(("/", "?"))
    if not is_ours or parts.path.startswith((reverse("admin:index"), *NOT_A_PAGE)):
        return address
    query = QueryDict(parts.query, mutable=True)
    query[PARAMETER] = value
    return urlunsplit(parts._replace(query=query.urlencode(safe=":")))
