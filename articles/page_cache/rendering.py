"""A page from Django: asked for by its address alone, looked through, and made into what is kept, or into an answer only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.utils.http import parse_http_date

from articles.page_cache.addresses import environ_of
from articles.page_cache.availability import waiting_at_most
from articles.page_cache.generations import Generations, now
from articles.page_cache.marking import CDN_TAGS_HEADER, TAGS_HEADER, UNTIL_HEADER
from articles.page_cache.pages import Headers, Page, encoded

Application = Callable[..., Any]
# Ours to say, or of one connection.
NOT_KEPT = {
    *("content-length", "content-encoding", "etag", "vary", "age", "x-cache", "date", "connection"),
    *("keep-alive", "transfer-encoding", UNTIL_HEADER.lower()),
}
MAY_VARY_BY = {"", "accept-encoding"}


@dataclass(frozen=True)
class Answer:
    """What Django said."""

    status: str
    headers: Headers
    body: bytes

    @property
    def code(self) -> int:
        return int(self.status[:3])

    def get(self, name: str) -> str:
        """All values of a header, in lower case's sense, parted by commas; "" without one."""
        return ",".join(value for known, value in self.headers if known.lower() == name)


def render(application: Application, key: str, patience: float) -> Answer:
    """Ask Django for the page of `key`."""
    said: list[tuple[str, Headers]] = []

    def start_response(status: str, headers: Headers, exc_info: Any = None) -> None:
        said.append((status, headers))

    with waiting_at_most(patience):
        result = application(environ_of(key), start_response)
        try:
            body = b"".join(result)
        finally:
            if hasattr(result, "close"):
                result.close()
    status, headers = said[-1]
    return Answer(status, list(headers), body)


def may_be_kept(answer: Answer) -> bool:
    """Whether it is a good answer, the same for everyone. Whatever the view says of itself, a cookie makes it private."""
    control = {word.partition("=")[0].strip() for word in answer.get("cache-control").lower().split(",")}
    varies = {word.strip() for word in answer.get("vary").lower().split(",")}
    return (
        answer.code == HTTPStatus.OK
        and "public" in control
        and not control & {"private", "no-store", "no-cache"}
        and not answer.get("set-cookie")
        and varies <= MAY_VARY_BY
        and answer.get("content-encoding") in {"", "identity"}
    )


def page_of(answer: Answer, key: str, *, seen: int, built: float, generations: Generations, release: str) -> Page:
    """What is kept of a good answer. `seen` and `built` are from before it was asked for."""
    is_packed = bool(answer.get("content-encoding"))  # "identity": compressed in itself, as pictures are
    until = answer.get(UNTIL_HEADER.lower())
    tags = answer.get(TAGS_HEADER.lower()).split() or answer.get(CDN_TAGS_HEADER.lower()).split(",")
    variants = encoded(answer.body, "" if is_packed else answer.get("content-type"))
    vary = [("Vary", "Accept-Encoding")] if len(variants) > 1 else []
    return Page(
        key=key,
        headers=[*(pair for pair in answer.headers if pair[0].lower() not in NOT_KEPT), *vary],
        tags=tuple(tag for tag in tags if tag),
        variants=variants,
        seen=seen,
        machine=generations.machine,
        release=release,
        built=built,
        until=float(parse_http_date(until)) if until else float("inf"),
    )


def built_now(application: Application, key: str, patience: float, generations: Generations, release: str):
    """(answer, page): the page is None for an answer that must not be kept. The order of the first two lines is the point."""
    seen, built = generations.counter, now()
    answer = render(application, key, patience)
    page = None
    if may_be_kept(answer):
        page = page_of(answer, key, seen=seen, built=built, generations=generations, release=release)
    return answer, page
