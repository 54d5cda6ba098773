"""How the page of an address is found: in memory, then on disk, then rendered, one render of an address at a time.

A page that may be wrong is never given while a right one can be made; when none can (the database is down), the last good
one is, up to its next planned change, and never one that shows what was taken away since.
"""

from __future__ import annotations

from pathlib import Path
from time import time

from django.conf import settings

from articles.page_cache import availability
from articles.page_cache.disk import Disk
from articles.page_cache.flights import Flights
from articles.page_cache.generations import COUNTER, here
from articles.page_cache.marking import LONGEST_STALE
from articles.page_cache.memory import Memory
from articles.page_cache.metrics import HIT, MISS, REFUSED, STALE
from articles.page_cache.pages import Page
from articles.page_cache.release import release
from articles.page_cache.rendering import Answer, Application, built_now
from articles.page_cache.sending import prepare

MEGABYTE = 1024 * 1024


class Shelves:
    """What one process knows of all pages. `longest` is the age in seconds up to which a page may be good."""

    def __init__(self, application: Application):
        self.application = application
        self.release = release()
        self.memory = Memory(settings.PAGE_CACHE_MEMORY * MEGABYTE)
        self.longest = float(settings.PAGE_CACHE_MAX_AGE)
        self.open()

    def open(self) -> None:
        """The map of the machine, and what lies beside it. Raises OSError where there can be none."""
        folder = Path(settings.PAGE_CACHE_FOLDER)
        self.generations = here()
        self.numbers = self.generations.numbers
        self.disk = Disk(folder, settings.PAGE_CACHE_DISK * MEGABYTE, self.generations)
        self.flights = Flights(folder)

    def find(self, key: str) -> tuple[Page | Answer, int]:
        """The page of `key`, and how it was come by."""
        down = availability.is_down()
        page = self.memory.pages.get(key)
        if down and page is not None and page.stood_in == (int(time()), self.numbers[COUNTER]):
            return page, STALE
        known = self.known_good(key)
        if known is not None:
            return known, HIT
        if down and (old := self.stand_in(key)):
            return old, STALE
        with self.flights.lead(key) as other:
            if other is None:
                with self.flights.alone_here(key, self.patience_for(key), lambda: self.known_good(key) is not None):
                    return self.renew(key)
        if not down and (old := self.merely_old(key)):
            return old, STALE
        other.wait(settings.PAGE_CACHE_PATIENCE)
        return self.renew(key)

    def patience_for(self, key: str) -> float:
        """Seconds to wait for another process that renders the page; none where an old copy will do."""
        return 0 if self.merely_old(key) else settings.PAGE_CACHE_PATIENCE

    def renew(self, key: str) -> tuple[Page | Answer, int]:
        """Ask Django, unless somebody else just did; what it says decides what becomes of the copies."""
        if known := self.known_good(key):
            return known, HIT
        answer, page = built_now(self.application, key, settings.PAGE_CACHE_PATIENCE, self.generations, self.release)
        if page is not None:
            if page.until > time():
                self.keep(page)
            return page, MISS
        if answer.code < 500:  # it moved, is gone, or never was
            self.memory.drop(key)
            self.disk.drop(key)
            return answer, MISS
        if old := self.stand_in(key):
            return old, STALE
        return answer, REFUSED

    def keep(self, page: Page) -> None:
        self.memory.put(page)
        self.disk.put(page)

    def known_good(self, key: str) -> Page | None:
        """The page from memory, else as another process left it on disk, if it is good now."""
        second = int(time())
        page = self.memory.pages.get(key)
        if page is not None and self.is_good(page, second):
            return page
        page = self.disk.get(key)
        if page is not None and self.is_good(page, second):
            self.memory.put(page)
            return page
        return None

    def is_good(self, page: Page, second: int) -> bool:
        """Whether nothing happened to what it shows. Makes it ready to be sent in this second."""
        counter = self.numbers[COUNTER]  # read before the slots: what is written meanwhile is met the next time
        if not (page.built + self.longest > second and self.is_of_here(page, second)):
            return False
        if not self.generations.are_unchanged(page.slots, page.seen):
            return False
        if page.second != second:
            prepare(page, second, "hit")
        page.checked = counter
        return True

    def is_of_here(self, page: Page, second: int) -> bool:
        """Whether it was made by this release, on this start of the machine, not later than now, and may still be shown."""
        return (
            page.machine == self.generations.machine
            and page.release == self.release
            and page.built < second + 2
            and second < page.until
        )

    def merely_old(self, key: str) -> Page | None:
        """A copy in memory that nothing speaks against but its age: others get it while one renders the next."""
        page, second = self.memory.pages.get(key), int(time())
        if page is None or second - page.built > 2 * self.longest or not self.is_of_here(page, second):
            return None
        return page if self.generations.are_unchanged(page.slots, page.seen) else None

    def stand_in(self, key: str) -> Page | None:
        """The copy that is sent while none can be made: of another release if need be, but of before its next planned
        change, and with nothing on it that was taken away. It must be on disk: there all processes drop what is gone.
        """
        page, second = self.memory.pages.get(key), int(time())
        if page is None or not self.disk.has(page):
            page = self.disk.get(key)
        if page is None or page.machine != self.generations.machine or page.built > second + 2:
            return None
        if not (second < page.until and second - page.built < LONGEST_STALE):
            return None
        counter = self.numbers[COUNTER]
        if not self.generations.are_there(page.slots, page.seen):
            return None
        page.stood_in = (second, counter)
        if self.memory.pages.get(key) is not page:
            self.memory.put(page)
        return page
