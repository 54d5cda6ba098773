"""What goes wrong on the machine itself: a full disk, a folder that is gone, a herd of readers, a worker that is killed.

Subcommands of page_cache_faults.py, each a function that gives the sentences of what was not as it must be.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import os
import random
import signal
import subprocess
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.outages import children
from bench.served import get, served
from bench.verdicts import REFUSED_WITHIN, headers_of, judged, known_pages
from bench.watching import Answer, Watch, asked, statuses

HERD = 200


def disk_full(options: argparse.Namespace) -> list[str]:
    """A folder of 2 MB: the map takes one, and a handful of pages the other."""
    with small_disk() as folder, served(2, PAGE_CACHE_FOLDER=str(folder), COMMENT_RATES="0") as (port, _server, _var):
        story, paths = known_pages(port, most=60)
        with Watch(port, paths, story, rate=options.rate) as watch:
            time.sleep(options.calm + 3)
            full = time.time()
            (folder / "something-else").write_bytes(b"")
            with contextlib.suppress(OSError), (folder / "something-else").open("wb") as file:
                while True:
                    file.write(b"x" * 4096)
                    file.flush()
            free = os.statvfs(folder).f_bavail * os.statvfs(folder).f_frsize
            time.sleep(options.seconds)
            end = time.time()
            (folder / "something-else").unlink()
            time.sleep(options.calm)
        over = time.time()
    print(f"{free} bytes free for {end - full:.0f} s; {len(paths)} known pages")
    return judged(watch.seen, full - options.calm, full, end, over, is_needed=False)


@contextlib.contextmanager
def small_disk() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="newsroom-small-") as name:
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m,mode=700", "tmpfs", name], check=False)
        if mounted.returncode:
            raise RuntimeError("a disk of 2 MB could not be mounted; run this as root")
        try:
            yield Path(name)
        finally:
            subprocess.run(["umount", "--lazy", name], check=True)


def folder_lost(options: argparse.Namespace) -> list[str]:
    """The folder deleted; then one that nobody may enter, which stops everybody but root."""
    with served(2, COMMENT_RATES="0") as (port, _server, var):
        story, paths = known_pages(port)
        folder = var / "pages"
        with Watch(port, paths, story, rate=options.rate) as watch:
            time.sleep(options.calm + 3)
            gone = time.time()
            folder.rename(var / "away")
            time.sleep(options.seconds / 2)
            folder.rename(var / "second")
            folder.write_text("a file where the folder was: it can be neither entered nor made")
            time.sleep(options.seconds / 2)
            back = time.time()
            folder.unlink()
            time.sleep(options.calm)
        over = time.time()
    return judged(watch.seen, gone - options.calm, gone, back, over, is_needed=False)


def herd(_options: argparse.Namespace) -> list[str]:
    """HERD requests at once for one address, right after another process purged what it shows: ten times."""
    from articles.page_cache.generations import Generations

    broken, rendered = [], []
    with served(2) as (port, _server, folder):
        story, _paths = known_pages(port, most=3)
        tag = headers_of(port, story)["surrogate-key"].split()[0]
        generations = Generations(folder / "pages")
        for number in range(10):
            answers = at_once(port, story, HERD, lambda: generations.bump([tag]))
            told = Counter(each.how for each in answers)
            rendered.append(told["miss"])
            longest = max(each.took for each in answers)
            print(f"  {statuses(answers)}; told as {dict(told)}, longest {longest:.2f} s")
            if any(each.status != http.client.OK for each in answers):
                broken.append(f"in round {number}: {statuses(answers)}")
        generations.close()
    if any(count != 1 for count in rendered):
        broken.append(f"one render each was asked for: {rendered}")
    return broken


def at_once(port: int, path: str, number: int, just_before: Callable[[], None]) -> list[Answer]:
    answers: list[Answer] = []
    start = threading.Barrier(number, action=just_before)

    def ask() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        connection.connect()
        start.wait()
        answers.append(asked(connection, path, time.time()))
        connection.close()

    threads = [threading.Thread(target=ask) for _each in range(number)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return answers


def killed(options: argparse.Namespace) -> list[str]:
    """A worker killed again and again while it renders: whoever asks for the same page meanwhile is not kept waiting."""
    broken: list[str] = []
    with served(2, COMMENT_RATES="0") as (port, server, _folder):
        deadline, kills, told = time.monotonic() + options.seconds, 0, list[tuple[float, int]]()
        while time.monotonic() < deadline:
            path = f"/search/?q=killed{kills}"
            readers = [threading.Thread(target=timed, args=(port, path, told)) for _each in range(4)]
            for each in readers:
                each.start()
            time.sleep(random.uniform(0.002, 0.03))  # noqa: S311 - when is no secret
            workers = [each for each in children(server.pid) if is_worker(each)]
            os.kill(workers[kills % len(workers)], signal.SIGKILL)
            kills += 1
            for each in readers:
                each.join()
            time.sleep(6)  # Granian gives up on a worker that dies again within five seconds
        wrong = [each for each in told if each[1] != http.client.OK or each[0] > REFUSED_WITHIN]
        print(
            f"{kills} workers killed as they rendered; {len(told)} readers had their page, after {max(told)[0]:.2f} s at most"
        )
        if wrong:
            broken.append(f"seconds and status after a kill: {wrong[:5]}")
        if server.poll() is not None:
            broken.append("the server ended")
    return broken


def timed(port: int, path: str, told: list[tuple[float, int]]) -> None:
    began = time.monotonic()
    status = quietly(port, path)
    told.append((time.monotonic() - began, status))


def is_worker(pid: int) -> bool:
    """Not the helper process of Python's multiprocessing."""
    with contextlib.suppress(OSError):
        return b"resource_tracker" not in Path(f"/proc/{pid}/cmdline").read_bytes()
    return False


def quietly(port: int, path: str) -> int:
    """The status; asked again when the connection broke, as browsers do. 0 when it broke each time."""
    for _time in range(4):
        with contextlib.suppress(OSError, http.client.HTTPException):
            return get(port, path)[0]
    return 0
