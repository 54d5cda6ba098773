"""Making pages before anybody asks for them: after a deploy, which makes all copies old."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from django.conf import settings

from articles.page_cache.addresses import parameters_of
from articles.page_cache.layer import PageCache
from articles.page_cache.metrics import HIT, MISS
from articles.page_cache.pages import Page

LINK = re.compile(r'<loc>([^<]+)</loc>|href="(/[^"#?]*)"')


def warm(cache: PageCache, beginnings: Iterable[str], most: int) -> Iterator[tuple[str, bool]]:
    """Make the pages that `beginnings` name and link to, `most` of them: pairs of address and whether it is kept now.

    What is good already is left as it is. Workers that run find the pages on disk.
    """
    waiting = deque(dict.fromkeys(beginnings))
    seen = set(waiting)
    for _number in range(most):
        if not waiting:
            return
        path = waiting.popleft()
        page, how = cache.find(path)
        kept = isinstance(page, Page) and how in {HIT, MISS}
        yield path, kept
        if kept and isinstance(page, Page):
            found = [link for link in links_of(page.variants[0].body.decode(errors="replace")) if link not in seen]
            waiting.extend(dict.fromkeys(found))
            seen.update(found)


def links_of(text: str) -> Iterator[str]:
    """The pages of this site that a page or a sitemap names."""
    own = urlsplit(settings.SITE_URL).netloc
    for absolute, path in LINK.findall(text):
        parts = urlsplit(absolute)
        found = path or (parts.path if parts.netloc == own else "")
        if found and parameters_of(found) is not False:
            yield found
