"""Counters of all processes of the machine, in one small file that each of them maps and adds to.

Not prometheus_client's files by process: those of workers that ended stay and are read at every scrape. Here nothing
grows, a restarted worker goes on where the last one was, and counters never fall. A record lock of the process and a lock
of its threads keep two from adding at once; it belongs to a process, so a fork does not share it.
"""

from __future__ import annotations

import fcntl
import mmap
import os
import struct
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path
from zlib import crc32

from django.conf import settings

AREAS = ("page", "post", "desk", "api")  # who was served: readers, those who send forms, the desk, programs
CLASSES = ("2xx", "3xx", "4xx", "5xx")
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, float("inf"))  # seconds
SERIES = (
    *(f"requests/{area}/{each}" for area in AREAS for each in CLASSES),
    *(f"within/{area}/{bound}" for area in AREAS for bound in BOUNDS),
    *(f"seconds/{area}" for area in AREAS),
    *("queries", "query_seconds", "query_failures"),
)
PLACES = {name: place for place, name in enumerate(SERIES)}
LAYOUT = struct.pack("<Q", crc32("\n".join(SERIES).encode()) | 1 << 32)  # another release may count other things
HEAD = len(LAYOUT)


class Tally:
    """The map of one file, in this process."""

    def __init__(self, path: Path):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.path = path
        self.threads = threading.Lock()
        self.fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        size = HEAD + 8 * len(SERIES)
        fcntl.lockf(self.fd, fcntl.LOCK_EX)
        try:
            if os.fstat(self.fd).st_size != size:
                os.ftruncate(self.fd, 0)
                os.truncate(self.fd, size)
            self.map = mmap.mmap(self.fd, size)
            if self.map[:HEAD] != LAYOUT:
                self.map[:] = LAYOUT + bytes(size - HEAD)
        finally:
            fcntl.lockf(self.fd, fcntl.LOCK_UN)

    def add(self, amounts: Mapping[str, float]) -> None:
        """Add to the counters named so. Raises KeyError for a name that SERIES lacks."""
        at = {HEAD + 8 * PLACES[name]: amount for name, amount in amounts.items()}
        with self.threads:
            fcntl.lockf(self.fd, fcntl.LOCK_EX)
            try:
                for offset, amount in at.items():
                    struct.pack_into("<d", self.map, offset, struct.unpack_from("<d", self.map, offset)[0] + amount)
            finally:
                fcntl.lockf(self.fd, fcntl.LOCK_UN)

    def read(self) -> dict[str, float]:
        with self.threads:
            fcntl.lockf(self.fd, fcntl.LOCK_SH)
            try:
                values: Iterable[float] = struct.unpack_from(f"<{len(SERIES)}d", self.map, HEAD)
            finally:
                fcntl.lockf(self.fd, fcntl.LOCK_UN)
        return dict(zip(SERIES, values, strict=True))

    def close(self) -> None:
        self.map.close()
        os.close(self.fd)


_tallies: dict[Path, Tally] = {}
_opening = threading.Lock()


def here() -> Tally:
    """The tally of METRICS_FILE. Raises OSError where there can be none."""
    path = Path(settings.METRICS_FILE)
    with _opening:
        if path not in _tallies:
            _tallies[path] = Tally(path)
        return _tallies[path]
