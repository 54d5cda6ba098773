"""Readers while the server is restarted: `python -m bench.restarting` asks 10,000 times at 50 a second and counts failures.

The listening socket is held here, as systemd holds it in production. Every --every seconds the server is taken anew, in turns
by SIGHUP (a new release) and as a whole process (a new Python). Each request has a connection of its own, as nginx makes
them; each tenth posts a comment with its form's token. Exit status 1 when one failed.
"""

from __future__ import annotations

import argparse
import http.client
import os
import queue
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from bench.served import newest_article, stop

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 30  # seconds; nginx gives up after 60
READERS = 60  # threads: as many wait while there is no server
POST_EACH = 10
AT_START = """
import os, sys
os.dup2(int(sys.argv[1]), 3, inheritable=True)
os.environ |= {"LISTEN_FDS": "1", "LISTEN_PID": str(os.getpid())}
os.execv(sys.executable, [sys.executable, "-m", "newsroom.serving"])
"""


@dataclass
class Seen:
    times: list[float] = field(default_factory=list)
    failures: Counter[str] = field(default_factory=Counter)
    posted: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


def main() -> int:
    parser = argparse.ArgumentParser(description="Restart the server under load and count failed requests.")
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--rate", type=float, default=50, help="requests a second (50)")
    parser.add_argument("--every", type=float, default=25, help="seconds between two restarts (25)")
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="newsroom-restarts-") as folder,
        socket.create_server(("127.0.0.1", 0), backlog=2048) as listening,
    ):
        environment = prepared(folder, listening.getsockname()[1])
        running = Running(listening, environment)
        try:
            seen, restarts = measured(running, options)
        finally:
            running.stop()
    return told(seen, restarts, options)


def prepared(folder: str, port: int) -> dict[str, str]:
    mine = {"VAR_DIR": folder, "PORT": str(port), "DEBUG": "0", "SECRET_KEY": "restarts-" * 8, "COMMENT_RATES": "0"}
    environment = {name: value for name, value in os.environ.items() if name not in {"SITE_URL", "REDIS_URL"}} | mine
    for command in (["demo"], ["collectstatic", "--noinput", "--verbosity", "0"]):
        words = [sys.executable, str(ROOT / "manage.py"), *command]
        subprocess.run(words, env=environment, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return environment


class Running:
    """The server on the socket that is held here."""

    def __init__(self, listening: socket.socket, environment: dict[str, str]):
        self.listening, self.environment = listening, environment
        self.port = listening.getsockname()[1]
        self.server = self.start()

    def start(self) -> subprocess.Popen[bytes]:
        number = self.listening.fileno()
        words = [sys.executable, "-c", AT_START, str(number)]
        return subprocess.Popen(words, cwd=ROOT, env=self.environment, pass_fds=[number], process_group=0)

    def reload(self) -> None:
        self.server.send_signal(signal.SIGHUP)

    def restart(self) -> None:
        self.stop()
        self.server = self.start()

    def stop(self) -> None:
        stop(self.server, patience=30)


def measured(running: Running, options: argparse.Namespace) -> tuple[Seen, int]:
    paths = ["/", newest_article(running.port), "/feeds/all.rss", "/search/?q=ferry"]
    form = form_of(running.port, paths[1])
    seen, due, restarts = Seen(), queue.SimpleQueue[int | None](), 0
    readers = [threading.Thread(target=read, args=(running.port, paths, form, due, seen)) for _ in range(READERS)]
    for each in readers:
        each.start()
    began, next_restart, restarting = time.perf_counter(), options.every, None
    for number in range(options.requests):
        wait = began + number / options.rate - time.perf_counter()
        if wait > 0:
            time.sleep(wait)
        due.put(number)
        if time.perf_counter() - began > next_restart:
            next_restart += options.every
            restarting = threading.Thread(target=running.restart if restarts % 2 else running.reload)
            restarting.start()
            restarts += 1
    for _ in readers:
        due.put(None)
    for each in [*readers, *([restarting] if restarting else [])]:
        each.join()
    return seen, restarts


def form_of(port: int, article: str) -> str:
    """The address of the form for a comment."""
    page = ask(port, "GET", article)[1]
    found = re.search(r'href="([^"]*/comments/[^"]+/post/)[^"]*"', page)
    if not found:
        raise LookupError("The story has no form for a comment.")
    return found[1]


def read(port: int, paths: list[str], form: str, due: queue.SimpleQueue[int | None], seen: Seen) -> None:
    while (number := due.get()) is not None:
        began = time.perf_counter()
        try:
            is_post = number % POST_EACH == 0
            failure = (
                posted(port, form, number) if is_post else wrong(ask(port, "GET", paths[number % len(paths)])[0], 200)
            )
        except (OSError, http.client.HTTPException) as error:
            failure = f"{type(error).__name__}: {error}"
        with seen.lock:
            seen.times.append(time.perf_counter() - began)
            seen.posted += is_post and not failure
            if failure:
                seen.failures[failure] += 1


def wrong(status: int, wanted: int) -> str:
    return "" if status == wanted else f"status {status}"


def posted(port: int, form: str, number: int) -> str:
    """Post a comment as a browser does; what went wrong."""
    status, page, cookie = ask(port, "GET", form)
    if status != 200:
        return f"form: status {status}"
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    words = {
        "name": f"Reader {number}",
        "email": f"reader{number}@example.org",
        "text": f"Remark number {number} of many.",
    }
    status, page, _cookie = ask(port, "POST", form, urlencode(hidden | words), cookie)
    return wrong(status, 303)


def ask(port: int, method: str, path: str, body: str | None = None, cookie: str = "") -> tuple[int, str, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    headers = {"Connection": "close"}
    if body is not None:
        headers |= {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
    try:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        return answer.status, text, (answer.getheader("Set-Cookie") or "").partition(";")[0]
    finally:
        connection.close()


def told(seen: Seen, restarts: int, options: argparse.Namespace) -> int:
    times = sorted(seen.times)
    failed = sum(seen.failures.values())
    print(f"{len(times)} requests at {options.rate:g}/s over {restarts} restarts (SIGHUP and whole process in turns):")
    print(f"{failed} failed, {seen.posted} comments posted, {options.requests - len(times)} never answered")
    at = {name: times[min(len(times) - 1, int(len(times) * share))] * 1000 for name, share in SHARES.items()}
    print("ms: " + ", ".join(f"{name} {value:.0f}" for name, value in at.items()))
    for failure, number in seen.failures.most_common(10):
        print(f"  {number} × {failure}")
    return 1 if failed or len(times) < options.requests else 0


SHARES = {"median": 0.5, "p95": 0.95, "p99": 0.99, "longest": 1.0}

if __name__ == "__main__":
    sys.exit(main())
