"""Readers as plain threads with http.client: how many requests a second, and how long each took."""

from __future__ import annotations

import http.client
import statistics
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass
class Measured:
    """What readers saw of one address. Times in milliseconds, one for each request that was answered with 200."""

    path: str
    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    failures: int = 0
    bytes_each: int = 0  # as sent, gzip included

    @property
    def per_second(self) -> float:
        return len(self.times) / self.seconds if self.seconds else 0.0

    def percentile(self, percent: int) -> float:
        """In milliseconds; NaN when nothing was answered."""
        if len(self.times) < 2:
            return self.times[0] if self.times else float("nan")
        return statistics.quantiles(self.times, n=100, method="inclusive")[percent - 1]


def measure(
    port: int, path: str, *, readers: int, seconds: float, headers: Mapping[str, str] | None = None
) -> Measured:
    """Let `readers` threads ask for one path on kept-alive connections for `seconds`, after one request to warm up.

    A 304 is an answer too, where `headers` ask for one.
    """
    seen = Measured(path)
    lock = threading.Lock()
    start = threading.Barrier(readers + 1)

    def read() -> None:
        mine = Measured(path)
        start.wait()
        ask_until(time.perf_counter() + seconds, port, mine, headers)
        with lock:
            seen.times += mine.times
            seen.failures += mine.failures
            seen.bytes_each = max(seen.bytes_each, mine.bytes_each)

    ask_until(time.perf_counter(), port, Measured(path), headers)
    threads = [threading.Thread(target=read) for _ in range(readers)]
    for thread in threads:
        thread.start()
    start.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    seen.seconds = time.perf_counter() - began
    return seen


def ask_until(deadline: float, port: int, seen: Measured, headers: Mapping[str, str] | None = None) -> None:
    """At least one request, then more until the deadline; a broken connection is a failure and is opened anew."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    while True:
        began = time.perf_counter()
        try:
            connection.request("GET", seen.path, headers={"Accept-Encoding": "gzip", **(headers or {})})
            answer = connection.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException):
            seen.failures += 1
            connection.close()
        else:
            if answer.status in (200, 304):
                seen.times.append((time.perf_counter() - began) * 1000)
                seen.bytes_each = len(body)
            else:
                seen.failures += 1
        if time.perf_counter() >= deadline:
            break
    connection.close()
