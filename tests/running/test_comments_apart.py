"""The newsroom as it is served: its comment form moves to a process of its own, which may die, and leaves nothing behind."""

import contextlib
import http.client
import os
import signal
import sqlite3
import time
from pathlib import Path

from bench.posting import Poster
from bench.served import get, newest_article, served

SECONDS = 60  # on a busy machine; the worker waits ten of them before it starts a helper


def helpers(server):
    """The processes beside the workers of that server."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            words = (folder / "cmdline").read_bytes().split(b"\0")
            if b"newsroom.apart" in words and b"VAR_DIR=" + server in (folder / "environ").read_bytes().split(b"\0"):
                found.append(int(folder.name))
    return found


def until(true):
    deadline = time.monotonic() + SECONDS
    while not true():
        assert time.monotonic() < deadline, "It took too long."
        time.sleep(0.2)


def stored(folder):
    with contextlib.closing(sqlite3.connect(folder / "newsroom.sqlite3")) as database:
        rows = database.execute("SELECT text FROM articles_comment WHERE text LIKE 'Remark %'")
        return sorted(text for (text,) in rows)


def test_comments_go_on_whatever_becomes_of_the_process_that_takes_them(monkeypatch):
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE", raising=False)  # the tests' own: it is served as readers are served
    with served(1, COMMENT_RATES="0") as (port, _server, folder):
        here = str(folder).encode()
        path, sent = newest_article(port), []

        def post():
            poster = Poster(port, path, len(sent))
            poster.opened()
            sent.append(f"Remark {len(sent):03} on the harbour, which nobody has made before")
            assert poster.post(sent[-1]) == http.client.SEE_OTHER

        def post_until_there_is_a_helper():
            post()
            time.sleep(0.5)
            return helpers(here)

        until(lambda: get(port, "/readyz")[0] == 200 and helpers(here))  # before anybody posts
        post()
        [first] = helpers(here)
        os.kill(first, signal.SIGKILL)
        post()
        until(lambda: first not in helpers(here))
        until(post_until_there_is_a_helper)
        post()
        assert stored(folder) == sent
        assert helpers(here)
    until(lambda: not helpers(here))
