"""Tag generations: which pages of this machine are out of date, in one small file that all its processes map.

Every purge takes the next number and writes it into the slots of its tags. A page remembers the number read before it
was built, and is good while no slot of its tags holds a greater one: so tags need not be known beforehand, and a page
built from old rows while an edit commits is thrown away. Tags that share a slot cost a needless rebuild, no more.
The slots come twice: what was changed, and what was taken away (`gone`), which is not served while the database is down.
The file also carries what the workers tell each other: whether the database is down, who listened when, their counts.
"""

from __future__ import annotations

import contextlib
import fcntl
import mmap
import os
import secrets
import struct
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from zlib import crc32

from django.conf import settings

MAGIC = 0x4E455753_00000002  # with the layout's number
SLOTS = 65_536
COUNTER, MACHINE, HEARD, DOWN_SINCE, DOWN_UNTIL, ON_DISK, BEGUN = range(1, 8)  # numbers of the head, 8 bytes each
COUNTS = 16  # where the counters of metrics begin
RECENT = 64  # where the numbers of the last purges stand
RECENT_PURGES = 256
CHANGED = 512
GONE = CHANGED + SLOTS
SIZE = 8 * (GONE + SLOTS)
EVERYTHING = 0
FOR_EVER = 1 << 63  # greater than any number of a purge
BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


class Generations:
    """The map. Reading needs no lock; writing takes the file's."""

    def __init__(self, folder: Path):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.path = folder / "generations"
        self.fd = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        with self.locked():
            fresh = os.fstat(self.fd).st_size < SIZE
            if fresh:
                reserve(self.fd)
            self.map = mmap.mmap(self.fd, SIZE)
            self.numbers = memoryview(self.map).cast("Q")
            if self.numbers[0] != MAGIC or self.numbers[COUNTS - 1] != boot():
                self.begin()
        self.inode = os.fstat(self.fd).st_ino

    def begin(self) -> None:
        """Nothing that is kept on disk is known to be good: another machine number says so.

        After a power cut the file may be older than the pages, so a new start of the machine is such a case too.
        """
        self.map[: 8 * RECENT] = bytes(8 * RECENT)
        self.map[8 * RECENT :] = bytes(SIZE - 8 * RECENT)
        self.numbers[MACHINE] = secrets.randbits(62) | 1
        self.numbers[COUNTER] = 1
        self.numbers[COUNTS - 1] = boot()
        self.numbers[0] = MAGIC

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """The one writer of the machine. A descriptor of its own, so that threads exclude each other as well."""
        own = opened_again(self.fd, self.path)
        try:
            fcntl.flock(own, fcntl.LOCK_EX)
            self.finish()
            yield
        finally:
            os.close(own)

    def finish(self) -> None:
        """A process that died while it wrote a purge took the rest of its tags along: nothing is known to be good."""
        if hasattr(self, "numbers") and self.numbers[BEGUN] > self.numbers[COUNTER]:
            following = self.numbers[BEGUN]
            self.numbers[CHANGED + EVERYTHING] = self.numbers[GONE + EVERYTHING] = following
            self.numbers[COUNTER] = following

    def retire(self) -> None:
        """Another map is in its place: whoever still looks at this one finds no page good, until they open the other."""
        with self.locked():
            self.numbers[CHANGED + EVERYTHING] = FOR_EVER
            self.numbers[COUNTER] += 1

    def is_current(self) -> bool:
        """Whether the file that is mapped is still the one that others would open."""
        try:
            return self.path.stat().st_ino == self.inode
        except OSError:
            return False

    @property
    def machine(self) -> int:
        return self.numbers[MACHINE]

    @property
    def counter(self) -> int:
        return self.numbers[COUNTER]

    def bump(self, tags: Iterable[str], *, gone: bool = False, number: int = 0) -> None:
        """Purge. A purge whose `number` was written down lately is not written twice."""
        slots = slots_of(tags)[1:]
        with self.locked():
            if number:
                place = RECENT + number % RECENT_PURGES
                if self.numbers[place] == number:
                    return
            following = self.numbers[BEGUN] = self.numbers[COUNTER] + 1
            for slot in slots:  # before the counter: who reads the new counter finds the slots written
                self.numbers[CHANGED + slot] = following
                if gone:
                    self.numbers[GONE + slot] = following
            if number:
                self.numbers[place] = number
            self.numbers[COUNTER] = following

    def bump_everything(self) -> None:
        """Purges may have been missed: nothing is known to be good."""
        with self.locked():
            self.numbers[COUNTER] += 1
            self.numbers[CHANGED + EVERYTHING] = self.numbers[COUNTER]

    def are_unchanged(self, slots: tuple[int, ...], since: int) -> bool:
        numbers = self.numbers
        return all(numbers[CHANGED + slot] <= since for slot in slots)

    def are_there(self, slots: tuple[int, ...], since: int) -> bool:
        """Whether nothing of it was taken away since."""
        numbers = self.numbers
        return all(numbers[GONE + slot] <= since for slot in slots)

    def read_time(self, place: int) -> float:
        """A moment that a worker told the others, in seconds of the clock; 0 for never."""
        return self.numbers[place] / 1000

    def tell_time(self, place: int, moment: float) -> None:
        self.numbers[place] = int(moment * 1000)

    def add(self, place: int, amounts: Iterable[int]) -> None:
        """Add to the numbers from `place` on; none falls below 0."""
        with self.locked():
            for offset, amount in enumerate(amounts):
                self.numbers[place + offset] = max(0, self.numbers[place + offset] + amount)

    def close(self) -> None:
        self.numbers.release()
        self.map.close()
        os.close(self.fd)


def opened_again(fd: int, path: Path) -> int:
    """The file of `fd` by another descriptor, wherever it lies by now: whether its folder was deleted or locked."""
    try:
        return os.open(f"/proc/self/fd/{fd}", os.O_RDWR | os.O_CLOEXEC)
    except OSError:  # no such thing on this system
        return os.open(path, os.O_RDWR | os.O_CLOEXEC)


def reserve(fd: int) -> None:
    """Room for the map. A full disk is an error here, and not a dead process at the first write into a hole."""
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(fd, 0, SIZE)
    else:
        os.ftruncate(fd, SIZE)


def slots_of(tags: Iterable[str]) -> tuple[int, ...]:
    """The slot of everything first, which every page has and only a purge of everything writes; then those of `tags`."""
    return (EVERYTHING, *sorted({1 + crc32(tag.encode()) % (SLOTS - 1) for tag in tags}))


def boot() -> int:
    """A number of this start of the machine; 1 where nobody tells it."""
    try:
        (number,) = struct.unpack("<Q", bytes.fromhex(BOOT_ID.read_text().strip().replace("-", ""))[:8])
    except (OSError, ValueError):
        return 1
    return int(number) >> 1 | 1


_maps: dict[Path, Generations] = {}


def here() -> Generations:
    """The map of PAGE_CACHE_FOLDER; opened anew when somebody removed the file. Raises OSError where there can be none.

    While there can be no new one, the old one goes on: the workers share it still.
    """
    folder = Path(settings.PAGE_CACHE_FOLDER)
    found = _maps.get(folder)
    if found is not None and found.is_current():
        return found
    try:
        made = Generations(folder)
    except OSError:
        if found is None:
            raise
        return found
    _maps[folder] = made
    if found is not None:
        found.retire()
    return made


def now() -> float:
    """Seconds of the clock; the one place where the page cache asks it."""
    return time.time()
