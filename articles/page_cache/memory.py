"""The pages of one process, by every spelling of their address that was met lately. Bounded in bytes and in spellings."""

from __future__ import annotations

import threading

from articles.page_cache.pages import Page

Spelling = tuple[str, ...]
MOST_SPELLINGS = 20_000
KEPT = 0.9  # of the room, after making some


class Memory:
    """Reading is a plain look into `spellings` or `pages`; what writes takes the lock."""

    def __init__(self, room: int):
        self.room = room
        self.used = 0
        self.pages: dict[str, Page] = {}
        self.spellings: dict[Spelling, Page] = {}
        self.lock = threading.Lock()

    def put(self, page: Page) -> None:
        with self.lock:
            self._drop(page.key)
            if page.size > self.room // 4:
                return
            self.pages[page.key] = page
            self.used += page.size
            if self.used > self.room:
                self._make_room()

    def drop(self, key: str) -> None:
        with self.lock:
            self._drop(key)

    def spell(self, spelling: Spelling, page: Page) -> None:
        """Remember that a request spelt so is for `page`. Whoever sends ever new spellings only makes us forget them."""
        with self.lock:
            if len(self.spellings) >= MOST_SPELLINGS:
                self.spellings.clear()
            if self.pages.get(page.key) is page:
                self.spellings[spelling] = page

    def _drop(self, key: str) -> None:
        page = self.pages.pop(key, None)
        if page is not None:
            self.used -= page.size
            page.checked = -1  # whoever finds it by its spelling looks again

    def _make_room(self) -> None:
        """Pages of a query go first, of which there is no end, then those that were not asked for the longest."""
        for page in sorted(self.pages.values(), key=lambda page: (not page.has_query, page.used, page.built)):
            if self.used <= self.room * KEPT:
                break
            self._drop(page.key)
        self.spellings = {spelling: page for spelling, page in self.spellings.items() if page.key in self.pages}
