"""Two workers of one machine in one process, and Django without any cache, asked for the same addresses."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from django.core.wsgi import get_wsgi_application
from django.urls import reverse

from articles.page_cache import addresses
from articles.page_cache.layer import PageCache
from articles.page_cache.rendering import render
from tests.test_canary import ARGUMENTS

# Of the cache's own making, or of one answer; all others must be those that Django sends.
OURS = {"content-length", "content-encoding", "etag", "vary", "age", "x-cache", "x-page-until"}
# They promise others how long a page may stand in, in steps of minutes and hours.
OF_THE_MOMENT = {"cache-control"}
FILES_AND_LINKS = {"media", "preview", "preview_approve"}  # of pictures without files, and of people: no public pages
BROWSER = {"HTTP_ACCEPT_ENCODING": "gzip, deflate, br, zstd", "HTTP_USER_AGENT": "Mozilla/5.0"}


@dataclass
class Said:
    status: int
    headers: list[tuple[str, str]]
    body: bytes
    named: dict[str, str] = field(init=False)

    def __post_init__(self):
        self.named = {name.lower(): value for name, value in self.headers}

    def get(self, name: str) -> str:
        return self.named.get(name.lower(), "")

    @property
    def how(self) -> str:
        return self.get("X-Cache")

    def same(self) -> tuple[int, dict[str, str], bytes]:
        """What must be equal, whoever answered."""
        return self.status, {k: v for k, v in self.named.items() if k not in OURS | OF_THE_MOMENT}, self.body


def ask(application, path: str, *, method: str = "GET", host: str = "testserver", **sent) -> Said:
    """`path` with its query, as a server hands it on: without any header but those `sent`, in WSGI's names."""
    path, _mark, query = path.partition("?")
    environ = addresses.environ_of(path) | {
        "REQUEST_METHOD": method,
        "QUERY_STRING": query,
        "HTTP_HOST": host,
        "REMOTE_ADDR": "192.0.2.7",
        **sent,
    }
    said = []
    result = application(environ, lambda status, headers, exc_info=None: said.append((status, headers)))
    try:
        body = b"".join(result)
    finally:
        if hasattr(result, "close"):
            result.close()
    status, headers = said[-1]
    return Said(int(status[:3]), list(headers), body)


def fresh(path: str) -> Said:
    """What Django makes of `path` now."""
    answer = render(get_wsgi_application(), path, 60)
    return Said(answer.code, answer.headers, answer.body)


def worker() -> PageCache:
    return PageCache(get_wsgi_application())


def public_addresses(*, without: Collection[str] = ()) -> list[str]:
    """Every public page of everything that is in the database, in one order; but for those of the names `without`."""
    found = []
    for name, arguments in ARGUMENTS.items():
        for kwargs in arguments() if name not in {*FILES_AND_LINKS, *without} else ():
            path = reverse(name, kwargs=kwargs)
            if addresses.parameters_of(path) is not False:
                found.append(path)
    return sorted(dict.fromkeys(found))
