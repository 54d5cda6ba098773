"""Comments a second: forms opened beforehand, then all sent as fast as sixteen connections can, CSRF included."""

from __future__ import annotations

import http.client
import multiprocessing
import os
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bench.figures import Bound, Figure
from bench.pages import addresses
from bench.posting import Poster
from bench.processes import megabytes, processor_seconds
from bench.served import SERVE_FILLED, served

POSTS = Bound("≥ 1,000/s", lambda row: row.per_second >= 1_000)
CONNECTIONS = 16
PROCESSES = 2  # of clients, one for each of their cores
AGE = 3.5  # seconds that a form must have been open, with some to spare


@dataclass(frozen=True)
class Posted:
    """Comments that were acknowledged in `seconds`, the times of the answers in ms, and answers that were no “thank you”."""

    seconds: float
    times: list[float]
    wrong: int
    spent: float  # processor seconds of the server

    @property
    def per_second(self) -> float:
        return len(self.times) / self.seconds

    @property
    def median(self) -> float:
        return statistics.median(self.times) if self.times else float("nan")

    @property
    def p99(self) -> float:
        return statistics.quantiles(self.times, n=100, method="inclusive")[98] if len(self.times) > 1 else float("nan")


def post_all(
    port: int, forms: list[str], number: int, cores: list[int], clock: Callable[[], float] = time.process_time
) -> Posted:
    """`number` comments, each by another reader of another network. The clients run on `cores`; `clock` tells the
    processor time of the server.
    """
    context = multiprocessing.get_context("spawn")
    answers = context.Queue()
    gate = context.Barrier(PROCESSES + 1)
    share = number // PROCESSES
    clients = [
        context.Process(
            target=client, args=(port, forms, range(each * share, (each + 1) * share), cores, gate, answers)
        )
        for each in range(PROCESSES)
    ]
    for each in clients:
        each.start()
    gate.wait()  # all forms are open, and old enough
    began, before = time.perf_counter(), clock()
    said = [answers.get() for _each in clients]
    seconds, spent = time.perf_counter() - began, clock() - before
    for each in clients:
        each.join()
    return Posted(seconds, [ms for times, _ in said for ms in times], sum(wrong for _, wrong in said), spent)


def client(port: int, forms: list[str], numbers: range, cores: list[int], gate, answers) -> None:
    if cores:
        os.sched_setaffinity(0, cores)
    waiting = [
        Poster(port, forms[0], number, f"{11 + number // 65536}.{number // 256 % 256}.{number % 256}.9")
        for number in numbers
    ]
    each_opened(waiting, forms)
    time.sleep(AGE)
    gate.wait()
    times: list[float] = []
    wrong: list[int] = []
    lanes = [
        threading.Thread(target=send, args=(waiting[lane :: CONNECTIONS // PROCESSES], port, times, wrong))
        for lane in range(CONNECTIONS // PROCESSES)
    ]
    for each in lanes:
        each.start()
    for each in lanes:
        each.join()
    answers.put((times, len(wrong)))


def each_opened(posters: list[Poster], forms: list[str]) -> None:
    for each in posters:
        each.form_at = forms[each.number % len(forms)]
        each.opened()


def send(posters: list[Poster], port: int, times: list[float], wrong: list[int]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    for each in posters:
        began = time.perf_counter()
        status = each.post(f"Remark number {each.number}: the ferry left at noon, and I stood on the pier.", connection)
        if status == http.client.SEE_OTHER:
            times.append((time.perf_counter() - began) * 1000)
        else:
            wrong.append(status)
    connection.close()


def figures(number: int, cores: list[int], folder: str, settings: dict[str, str]) -> Iterator[Figure]:
    """The row of posts, by sixteen connections."""
    with served(2, SERVE_FILLED, folder, **settings) as (port, server, _folder):
        forms = addresses(folder)["forms"]
        post_all(port, forms, 64, cores)  # warms up: words, filter and forms are read
        seen = post_all(port, forms, number, cores, lambda: processor_seconds(server.pid))
        row = Figure(
            "a comment posted, on disk when acknowledged",
            CONNECTIONS,
            seen.per_second,
            seen.median,
            seen.p99,
            cpu=seen.spent / number * 1000,
            memory=megabytes(server.pid),
            wrong=seen.wrong,
        )
        yield POSTS.judged(row)
