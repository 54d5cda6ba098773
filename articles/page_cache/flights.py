"""One render of an address at a time: within a process by an event, among the processes of the machine by a locked file."""

from __future__ import annotations

import contextlib
import fcntl
import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from zlib import crc32

STRIPES = 256  # files; two addresses that share one wait for each other, which costs time alone
LOOK_AGAIN = 0.003  # seconds


class Flights:
    def __init__(self, folder: Path):
        self.folder = folder / "locks"
        self.under_way: dict[str, threading.Event] = {}

    @contextlib.contextmanager
    def lead(self, key: str) -> Iterator[threading.Event | None]:
        """Yields None to the one thread of this process that is to render `key`; to others the event of its end."""
        own = threading.Event()
        other = self.under_way.setdefault(key, own)  # one step, whatever threads do
        if other is not own:
            yield other
            return
        try:
            yield None
        finally:
            del self.under_way[key]
            own.set()

    @contextlib.contextmanager
    def alone_here(self, key: str, patience: float, found: Callable[[], bool]) -> Iterator[None]:
        """Keep other processes from rendering `key`. Waits `patience` seconds at most, or until `found` there is no need.

        Whoever waited in vain goes on all the same: twice is better than never.
        """
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path = self.folder / f"{crc32(key.encode()) % STRIPES:02x}"
            lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError:  # a full disk costs a second render
            yield
            return
        try:
            deadline = time.monotonic() + patience
            while not taken(lock) and time.monotonic() < deadline and not found():
                time.sleep(LOOK_AGAIN)
            yield
        finally:
            os.close(lock)


def taken(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
