"""Who looks on while something is taken away: readers of known pages, somebody at pages that nobody has, and a commenter."""

from __future__ import annotations

import contextlib
import http.client
import multiprocessing
import statistics
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from bench.posting import Poster

LANES = 6
PATIENCE = 10  # seconds for an answer
STRANGER_EVERY = 0.5  # seconds
POST_EVERY = 1.0


@dataclass
class Answer:
    """One request: when it was due (clock), what came (0 for a broken connection), after how many seconds."""

    at: float
    status: int
    took: float
    how: str = ""
    retry_after: bool = False
    text_kept: bool = False


@dataclass
class Watched:
    """What each of them saw."""

    known: list[Answer] = field(default_factory=list)
    unknown: list[Answer] = field(default_factory=list)
    posts: list[Answer] = field(default_factory=list)


def between(answers: list[Answer], start: float, end: float) -> list[Answer]:
    return [each for each in answers if start <= each.at < end]


def p99(answers: list[Answer]) -> float:
    """In milliseconds."""
    times = [each.took * 1000 for each in answers]
    return statistics.quantiles(times, n=100, method="inclusive")[98] if len(times) > 1 else float("nan")


def statuses(answers: list[Answer]) -> str:
    counted = Counter(each.status or "broken" for each in answers)
    return ", ".join(f"{status}: {count}" for status, count in sorted(counted.items(), key=str))


class Watch:
    """From entering to leaving; then `seen` holds it. In a process of its own, so that nothing but the server slows it."""

    def __init__(self, port: int, paths: list[str], story: str, *, rate: float = 60, others: bool = True):
        self.given = (port, paths, story, rate, others)
        self.seen = Watched()

    def __enter__(self) -> Watch:
        context = multiprocessing.get_context("spawn")
        self.end, self.log = context.Event(), context.Queue()
        self.process = context.Process(target=look_on, args=(*self.given, self.end, self.log))
        self.process.start()
        return self

    def __exit__(self, *_error) -> None:
        self.end.set()
        self.seen = self.log.get(timeout=60)
        self.process.join()


def look_on(port: int, paths: list[str], story: str, rate: float, others: bool, end, log) -> None:
    seen, lock = Watched(), threading.Lock()

    def read(lane: int) -> None:
        connection, turn, began = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE), lane, time.time()
        while not end.is_set():
            due = began + turn / rate
            time.sleep(max(0.0, due - time.time()))
            answer = asked(connection, paths[turn % len(paths)], time.time())
            with lock:
                seen.known.append(answer)
            turn += LANES

    works: list[Callable[[], None]] = [lambda lane=lane: read(lane) for lane in range(LANES)]  # type: ignore[misc]  # its default makes it one
    if others:
        works += [lambda: stray(port, seen, end), lambda: comment(port, story, seen, end)]
    threads = [threading.Thread(target=work) for work in works]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    log.put(seen)


def asked(connection: http.client.HTTPConnection, path: str, at: float) -> Answer:
    began = time.perf_counter()
    try:
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        answer.read()
    except (OSError, http.client.HTTPException):
        connection.close()
        return Answer(at, 0, time.perf_counter() - began)
    how, retry = answer.getheader("X-Cache") or "", bool(answer.getheader("Retry-After"))
    return Answer(at, answer.status, time.perf_counter() - began, how, retry)


def stray(port: int, seen: Watched, end) -> None:
    """Ask for pages that nobody ever asked for: what only the database can tell."""
    connection, number = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE), 0
    while not end.wait(STRANGER_EVERY):
        number += 1
        seen.unknown.append(asked(connection, f"/search/?q=unheard{number}of{int(time.time())}", time.time()))


def comment(port: int, story: str, seen: Watched, end) -> None:
    """Post with a form that was opened before."""
    poster, number = Poster(port, story, 7), 0
    poster.opened()
    while not end.wait(POST_EVERY):
        number += 1
        text, at, began = f"The pier was closed at {number} that day, I saw it.", time.time(), time.perf_counter()
        try:
            status, page = poster.posted(text)
        except (OSError, http.client.HTTPException):
            status, page = 0, ""
        seen.posts.append(Answer(at, status, time.perf_counter() - began, text_kept=text in page))
        if status == http.client.SEE_OTHER:  # the next is a comment of its own
            former = poster.sent, poster.cookie
            with contextlib.suppress(OSError, http.client.HTTPException):
                poster.opened()
            if not poster.sent:  # there was no form to be had: the one that is open goes on
                poster.sent, poster.cookie = former
