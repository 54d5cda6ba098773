"""Readers while others do harm or nothing at all: a flood of passwords, clients that never finish, half an hour of use.

    python -m bench.intruders logins                   # wrong passwords at the desk, from fifty networks
    python -m bench.intruders slow --clients 300       # connections that send a letter now and then
    python -m bench.intruders soak --minutes 30        # readers and posts at an even pace; does memory grow?

The newsroom is served as `make run` serves it. Prints what was asked, how it was answered, and the readers' p99 in calm and
meanwhile. The exit status is 1 when a page failed, or when memory grew by more than a fifth in the second half of a soak.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import multiprocessing
import re
import socket
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

from bench.posting import paced, read_at_a_pace
from bench.processes import megabytes
from bench.served import get, newest_article, served

NETWORKS = 50
GROWTH = 1.2
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]*)"')


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.intruders", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("what", choices=["logins", "slow", "soak"])
    parser.add_argument("--seconds", type=float, default=15, help="of calm, and of the rest (15)")
    parser.add_argument("--rate", type=int, default=40, help="passwords a second that are tried (40)")
    parser.add_argument("--clients", type=int, default=300, help="connections that never finish (300)")
    parser.add_argument("--reads", type=int, default=50, help="pages a second that readers ask for (50)")
    parser.add_argument("--minutes", type=float, default=30, help="of the soak (30)")
    options = parser.parse_args()
    with served(2, BEHIND_PROXY="1") as (port, server, _folder):
        path = newest_article(port)
        for _warm in range(50):
            get(port, path)
        if options.what == "soak":
            return soak(port, path, server.pid, options)
        calm = read_at_a_pace(port, path, options.reads, options.seconds)
        answers: Counter[str] = Counter()
        if options.what == "logins":
            harm = aside(try_passwords, answers, port, options.rate, options.seconds + 2)
        else:
            harm = aside(drip, answers, port, options.clients, options.seconds + 2)
        with harm:
            seen = read_at_a_pace(port, path, options.reads, options.seconds)
    said = ", ".join(f"{name}: {number}" for name, number in sorted(answers.items())) or "nothing"
    print(f"answered: {said}")
    print(
        f"readers: p99 {calm.percentile(99):.1f} ms in calm, {seen.percentile(99):.1f} ms meanwhile "
        f"({seen.percentile(99) / calm.percentile(99):.2f} times); {seen.failures} of {len(seen.times) + seen.failures} failed"
    )
    return 1 if seen.failures else 0


@contextlib.contextmanager
def aside(doing: Callable[..., None], answers: Counter[str], *arguments: Any) -> Iterator[None]:
    """`doing` in a process of its own, so that it does not slow those who read; what it tells goes into `answers`."""
    context = multiprocessing.get_context("spawn")
    log = context.Queue()
    process = context.Process(target=doing, args=(*arguments, log))
    process.start()
    time.sleep(1)
    yield
    answers.update(log.get())
    process.join()


def try_passwords(port: int, rate: int, seconds: float, log) -> None:
    answers: Counter[str] = Counter()
    end = time.monotonic() + seconds
    lanes = [threading.Thread(target=try_on, args=(port, lane, rate / 8, end, answers)) for lane in range(8)]
    for each in lanes:
        each.start()
    for each in lanes:
        each.join()
    log.put(answers)


def try_on(port: int, lane: int, rate: float, end: float, answers: Counter[str]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", "/admin/login/")
    answer = connection.getresponse()
    token = TOKEN.search(answer.read().decode())
    cookie = (answer.getheader("Set-Cookie") or "").partition(";")[0]
    number = lane
    while time.monotonic() < end:
        number += 8
        fields = {"csrfmiddlewaretoken": token[1] if token else "", "username": "editor", "password": f"guess {number}"}
        headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        headers["X-Forwarded-For"] = f"8.7.{number % NETWORKS}.9"
        try:
            connection.request("POST", "/admin/login/", urlencode(fields), headers)
            answer = connection.getresponse()
            answer.read()
            answers[str(answer.status)] += 1
        except (OSError, http.client.HTTPException) as error:
            answers[type(error).__name__] += 1
            connection.close()
        time.sleep(1 / rate)
    connection.close()


def drip(port: int, clients: int, seconds: float, log) -> None:
    """Connections that send the beginning of a form and then a letter each half second."""
    held: list[socket.socket] = []
    head = "POST /comments/x/post/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 60000\r\n\r\n"
    for _each in range(clients):
        with contextlib.suppress(OSError):
            held.append(socket.create_connection(("127.0.0.1", port), timeout=5))
            held[-1].sendall(head.encode())
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for each in held:
            with contextlib.suppress(OSError):
                each.sendall(b"a")
        time.sleep(0.5)
    for each in held:
        each.close()
    log.put({"connections held open": len(held)})


def soak(port: int, path: str, server: int, options: argparse.Namespace) -> int:
    """Reads and posts at an even pace, a word each minute or each tenth of the time."""
    grown, failed, began = [megabytes(server)], 0, time.monotonic()
    step = max(5.0, min(60.0, options.minutes * 6))
    while time.monotonic() < began + options.minutes * 60:
        posts: Counter[str] = Counter()
        number = len(grown)
        writing = threading.Thread(
            target=lambda number=number, posts=posts: posts.update(paced(port, path, 2, step, NETWORKS, number % 200))
        )
        writing.start()
        seen = read_at_a_pace(port, path, options.reads, step)
        writing.join()
        failed += seen.failures
        grown.append(megabytes(server))
        minutes = (time.monotonic() - began) / 60
        said = ", ".join(f"{status}: {count}" for status, count in sorted(posts.items()))
        print(
            f"{minutes:5.1f} min: p99 {seen.percentile(99):.1f} ms, {seen.failures} failed, posts {said}, "
            f"memory {grown[-1]:.0f} MB",
            flush=True,
        )
    growth = grown[-1] / grown[len(grown) // 2]
    print(f"memory at the end is {growth:.2f} times that of the middle; {failed} pages failed")
    return 1 if failed or growth > GROWTH else 0


if __name__ == "__main__":
    sys.exit(main())
