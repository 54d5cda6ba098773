"""The page cache in front of Django, as a WSGI application: a hit is answered here, all else goes in.

How a page is found says finding.py, how it is sent sending.py.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from time import time
from typing import Any

from django.conf import settings

from articles.page_cache import hearing, metrics, telling
from articles.page_cache.addresses import Environ, is_as_secure, is_our_host, key_of
from articles.page_cache.finding import Shelves
from articles.page_cache.generations import COUNTER
from articles.page_cache.memory import Spelling
from articles.page_cache.metrics import BYPASS, HIT, NOT_MODIFIED
from articles.page_cache.pages import Page
from articles.page_cache.rendering import Answer, Application
from articles.page_cache.sending import prepare, send, send_answer, without_plans

READ = frozenset({"GET", "HEAD"})
UNHEARD = 5  # seconds that a page is good for while nobody listens to other machines


class PageCache(Shelves):
    def __init__(self, application: Application):
        super().__init__(application)
        self.counts = metrics.zeros()
        self.second = -1
        self.way = settings.SECURE_PROXY_SSL_HEADER[0] if settings.SECURE_PROXY_SSL_HEADER else "wsgi.url_scheme"
        self.session = f"{settings.SESSION_COOKIE_NAME}="

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        second = int(time())
        if second != self.second:
            self.each_second(second)
        if environ["REQUEST_METHOD"] not in READ:
            return self.pass_on(environ, start_response)
        spelling = (
            environ["PATH_INFO"],
            environ["QUERY_STRING"],
            environ.get("HTTP_HOST", ""),
            environ.get(self.way, ""),
        )
        page = self.memory.spellings.get(spelling)
        if page is not None and page.second == second and page.checked == self.numbers[COUNTER]:
            self.counts[HIT] += 1
            return self.sent(page, environ, start_response)
        return self.look(spelling, environ, start_response)

    def each_second(self, second: int) -> None:
        """What need not be asked for each request: whether the map is still the one, and whether others are heard."""
        self.second = second
        metrics.flush(self.generations, self.counts)
        if not self.generations.is_current():
            with contextlib.suppress(OSError):  # then the old one goes on being good for this process
                self.open()
        if settings.PAGE_CACHE_PURGE_URLS:
            telling.go_on()  # commands write letters, too
        self.longest = settings.PAGE_CACHE_MAX_AGE
        if hearing.is_wanted():
            hearing.listen()
            if not hearing.is_heard(self.generations):
                self.longest = min(self.longest, UNHEARD)

    def look(self, spelling: Spelling, environ: Environ, start_response: Any) -> Iterable[bytes]:
        """The way of a request whose spelling is not known, or whose page was not looked at in this second."""
        path, query, host, _way = spelling
        key = None
        if not environ.get("SCRIPT_NAME") and is_our_host(host) and is_as_secure(environ):
            has_session = self.session in environ.get("HTTP_COOKIE", "")
            key = key_of(path, query, has_session=has_session)
        if key is None:
            self.counts[BYPASS] += 1
            return self.pass_on(environ, start_response)
        found, how = self.find(key)
        self.counts[how] += 1
        if isinstance(found, Answer):
            return send_answer(found, environ, start_response)
        if how != HIT:
            prepare(found, int(time()), metrics.NAMES[how])
        elif not query or key_of(path, query, has_session=True):  # whoever asks so means this page
            self.memory.spell(spelling, found)
        return self.sent(found, environ, start_response)

    def sent(self, page: Page, environ: Environ, start_response: Any) -> list[bytes]:
        body = send(page, environ, start_response)
        if body is None:
            self.counts[NOT_MODIFIED] += 1
            return []
        return body

    def pass_on(self, environ: Environ, start_response: Any) -> Any:
        return self.application(environ, without_plans(start_response))
