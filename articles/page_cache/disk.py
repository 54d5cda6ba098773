"""The pages on disk, one file each: for the other workers, for after a restart, and for when the database is down.

A disk that is full or broken costs the copies, never an answer.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import tempfile
from pathlib import Path

from articles.page_cache.generations import ON_DISK, Generations
from articles.page_cache.pages import Page, from_bytes, to_bytes

logger = logging.getLogger(__name__)
KEPT = 0.8  # of the room, after making some
LONGEST_PAGE = 4 * 1024 * 1024  # bytes, in all its encodings; what is larger is not kept


class Disk:
    def __init__(self, folder: Path, room: int, generations: Generations):
        self.folder = folder / "pages"
        self.room = room
        self.generations = generations

    def path_of(self, key: str) -> Path:
        name = hashlib.sha256(key.encode()).hexdigest()
        return self.folder / name[:2] / f"{name[2:]}.page"

    def get(self, key: str) -> Page | None:
        """The page, if there is one and it is whole; read once, it counts as used."""
        path = self.path_of(key)
        try:
            page = from_bytes(path.read_bytes())
            os.utime(path)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return page if page is not None and page.key == key else None

    def has(self, page: Page) -> bool:
        return self.path_of(page.key).exists()

    def put(self, page: Page) -> None:
        """Written beside and renamed: who reads sees the old page or the new one. A failure leaves none."""
        path = self.path_of(page.key)
        content = to_bytes(page)
        before = size_of(path)
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(content)
                Path(name).replace(path)
            except OSError:
                Path(name).unlink(missing_ok=True)
                raise
        except OSError as error:
            logger.warning("a page could not be kept on disk: %s", error)
            self.drop(page.key)
            return
        self.generations.add(ON_DISK, [len(content) - before])
        if self.generations.numbers[ON_DISK] > self.room:
            self.make_room()

    def drop(self, key: str) -> None:
        path = self.path_of(key)
        size = size_of(path)
        with contextlib.suppress(OSError):
            path.unlink()
            self.generations.add(ON_DISK, [-size])

    def make_room(self) -> None:
        """Delete the files that were not used the longest, and count again what is there."""
        found = []
        for path in self.folder.glob("*/*"):
            with contextlib.suppress(OSError):
                state = path.stat()
                found.append((state.st_mtime, state.st_size, path))
        used = sum(size for _moment, size, _path in found)
        for _moment, size, path in sorted(found):
            if used <= self.room * KEPT:
                break
            with contextlib.suppress(OSError):
                path.unlink()
                used -= size
        self.generations.add(ON_DISK, [used - self.generations.numbers[ON_DISK]])


def size_of(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
