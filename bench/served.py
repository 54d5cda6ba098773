"""A demo newsroom in a temporary folder, served by the very script behind `make run`, stopped at the end."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 600  # seconds for database, demo, static files and server, and for very many stories
NOT_OURS = {
    "PAGE_CACHE",
    "PAGE_CACHE_FOLDER",
    "DATABASE_URL",
    "REDIS_URL",
    "DEBUG",
    "SECRET_KEY",
    "SITE_URL",
    "ALLOWED_HOSTS",
    "MEDIA_ROOT",
}

# The script behind `make run`, with another number of workers.
SERVE = """
import functools, sys
sys.path.insert(0, ".ci")
import serve
serve.server = functools.partial(serve.server, workers=int(sys.argv[1]))
serve.main()
"""
# The same with what bench/filling.py writes, once.
SERVE_FILLED = """
import functools, os, subprocess, sys
sys.path.insert(0, ".ci")
import serve
serve.server = functools.partial(serve.server, workers=int(sys.argv[1]))
demo = serve.load_demo
def load():
    demo()
    if not os.path.exists(os.path.join(os.environ["VAR_DIR"], "bench.json")):
        subprocess.run([sys.executable, "-m", "bench.filling", os.environ["BENCH_STORIES"]], check=True)
serve.load_demo = load
serve.main()
"""
# The same, then served by forked processes (forking.py).
SERVE_FORKED = """
import sys
sys.path.insert(0, ".ci")
import serve
serve.server = lambda port: [sys.executable, "-m", "bench.forking", str(port), sys.argv[1]]
serve.main()
"""


@contextlib.contextmanager
def demo_newsroom(workers: int = 2, **settings: str) -> Iterator[int]:
    """Yields the port of a newsroom on 127.0.0.1 that answers /readyz. RuntimeError with its output when it does not.

    `settings` go into its environment. Its database is SQLite in the temporary folder, or the one of DATABASE_URL there.
    """
    with served(workers, **settings) as (port, _server, _folder):
        yield port


@contextlib.contextmanager
def served(
    workers: int = 2, script: str = SERVE, kept: str = "", **settings: str
) -> Iterator[tuple[int, subprocess.Popen[bytes], Path]]:
    """As `demo_newsroom`: the port, the server's process, and the folder with its database, `kept` where one is named."""
    with contextlib.nullcontext(kept) if kept else tempfile.TemporaryDirectory(prefix="newsroom-bench-") as folder:
        port = free_port()
        environment = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
        environment |= {"VAR_DIR": folder, "PORT": str(port)} | settings
        with (Path(folder) / "output").open("w+", encoding="utf-8") as output:
            server = subprocess.Popen(
                [sys.executable, "-c", script, str(workers)],
                cwd=ROOT,
                env=environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                # Not a session of its own: Linux shares out the processors by sessions, so that a helper of the server, which
                # steps back for everything else there, would not step back for those who ask (sched(7), autogroup).
                process_group=0,
            )
            try:
                if not becomes_ready(server, port):
                    output.seek(0)
                    raise RuntimeError(f"The newsroom did not start:\n{output.read()[-3000:]}")
                yield port, server, Path(folder)
            finally:
                stop(server)


def stop(server: subprocess.Popen[bytes], patience: float = 15) -> None:
    """End it, the leader of a process group, with all it started: what stands beside a worker outlives it for a moment, and
    writes meanwhile. What has not ended after `patience` seconds is killed.
    """
    server.send_signal(signal.SIGTERM)
    deadline = time.monotonic() + patience
    with contextlib.suppress(subprocess.TimeoutExpired):
        server.wait(timeout=patience)
        while anything_runs_of(server.pid) and time.monotonic() < deadline:
            time.sleep(0.05)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGKILL)
    server.wait()
    while anything_runs_of(server.pid):
        time.sleep(0.05)


def anything_runs_of(group: int) -> bool:
    for process in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it ended as we looked
            state, _parent, its_group, *_rest = process.read_text(errors="replace").rpartition(")")[2].split()
            if int(its_group) == group and state not in "ZX":
                return True
    return False


def becomes_ready(server: subprocess.Popen[bytes], port: int) -> bool:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        with contextlib.suppress(OSError, http.client.HTTPException):
            if get(port, "/readyz")[0] == 200:
                return True
        time.sleep(0.2)
    return False


def newest_article(port: int) -> str:
    """The path of the first article in the feed of all articles. LookupError when the feed has none."""
    status, feed = get(port, "/feeds/all.rss")
    found = re.search(r"<item>.*?<link>([^<]+)</link>", feed.decode(), re.DOTALL)
    if status != 200 or not found:
        raise LookupError(f"/feeds/all.rss answered {status} and names no article.")
    return urlsplit(found[1]).path


def get(port: int, path: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
