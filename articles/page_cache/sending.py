"""How a page is sent: its headers for one second, its encoding for who asks, a 304 for who holds it already."""

from __future__ import annotations

import gzip
from typing import Any

from django.conf import settings

from articles.page_cache.addresses import Environ
from articles.page_cache.marking import UNTIL_HEADER
from articles.page_cache.negotiation import coding_of, copy_known, takes_gzip
from articles.page_cache.pages import Headers, Page, is_compressible
from articles.page_cache.rendering import Answer

# Of a page's headers, what a 304 repeats (RFC 9110, 15.4.5), in lower case.
REPEATED = {"cache-control", "content-location", "expires", "vary", "surrogate-control", "cdn-cache-control"}
WORTH_PACKING = 200  # bytes


def prepare(page: Page, second: int, how: str) -> None:
    """The header lists to be sent in this second, for each encoding: of a 200 and of a 304."""
    age = max(0, second - int(page.built))
    said = [*page.headers, *shared_lifetimes(page, second, age), ("Age", str(age)), ("X-Cache", how)]
    brief = [pair for pair in said if pair[0].lower() in REPEATED or pair[0] in {"Age", "X-Cache"}]
    page.ready = [
        ("200 OK", [*said, *each.headers], [*brief, ("ETag", each.etag)], [each.body]) for each in page.variants
    ]
    page.second = second if how == "hit" else -1
    page.used = second


def send(page: Page, environ: Environ, start_response: Any) -> list[bytes] | None:
    """The body, for a HEAD an empty list; None when who asks holds the page already and was told so by a 304."""
    coding = coding_of(environ.get("HTTP_ACCEPT_ENCODING", ""))
    ready = page.ready
    if coding >= len(ready):
        coding = 0
    status, headers, _brief, body = ready[coding]
    if "HTTP_IF_NONE_MATCH" in environ:
        held = copy_known(page, environ["HTTP_IF_NONE_MATCH"])
        if held is not None:
            start_response("304 Not Modified", ready[held][2].copy())
            return None
    start_response(status, headers.copy())  # a copy: servers may add to the list
    return body if environ["REQUEST_METHOD"] == "GET" else []


def send_answer(answer: Answer, environ: Environ, start_response: Any) -> list[bytes]:
    """What is not kept: sent to the one who asked, compressed for who takes that."""
    own = {"content-length", "content-encoding", "etag", "vary", UNTIL_HEADER.lower()}
    body, headers = answer.body, [pair for pair in answer.headers if pair[0].lower() not in own]
    if is_compressible(answer.get("content-type")) and len(body) > WORTH_PACKING:
        headers.append(("Vary", "Accept-Encoding"))
        if takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")):
            body = gzip.compress(body, 6, mtime=0)
            headers.append(("Content-Encoding", "gzip"))
    start_response(answer.status, [*headers, ("Content-Length", str(len(body))), ("X-Cache", "miss")])
    return [body] if environ["REQUEST_METHOD"] == "GET" else []


def shared_lifetimes(page: Page, second: int, age: int) -> Headers:
    """What a CDN that is purged may do with the page. It counts from the page's age, and never to beyond its next change."""
    if not settings.PAGE_CACHE_PURGE_URLS:
        return []
    left = min(86_400, page.until - second)
    fresh = int(min(settings.PAGE_CACHE_MAX_AGE, left))
    value = f"max-age={age + fresh}, stale-if-error={int(left) - fresh}"
    return [("Surrogate-Control", value), ("CDN-Cache-Control", value)]


def without_plans(start_response: Any) -> Any:
    """`start_response` without the header that names a page's next planned change: that is for us, and told to nobody."""

    def start(status: str, headers: Headers, *more: Any) -> Any:
        return start_response(status, [pair for pair in headers if pair[0] != UNTIL_HEADER], *more)

    return start
