"""Hearing of purges on other machines: one thread of one process of this machine listens at PostgreSQL.

It writes the time at which it last knew that it hears into the map. While nobody does, pages are good for seconds only
(layer.py); after each new beginning all pages are rendered anew, since purges may have been missed.
"""

from __future__ import annotations

import fcntl
import json
import logging
import os
import threading
import time
from pathlib import Path

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections

from articles.page_cache.changes import CHANNEL, heard
from articles.page_cache.generations import HEARD, Generations, here, now

logger = logging.getLogger(__name__)
BEAT = 2.0  # seconds between two looks whether the connection still is one
DEAF_AFTER = 10.0
# What ends a connection whose other end is gone without a word.
CONNECTION = {
    "autocommit": True,
    "connect_timeout": 2,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}

_thread: threading.Thread | None = None


def is_wanted() -> bool:
    return bool(settings.PAGE_CACHE_NOTIFY) and connections[DEFAULT_DB_ALIAS].vendor == "postgresql"


def is_heard(generations: Generations) -> bool:
    return 0 <= now() - generations.read_time(HEARD) < DEAF_AFTER


def listen() -> None:
    """See to it that this process listens, or waits for its turn. A process that was forked begins anew."""
    global _thread  # noqa: PLW0603 - one a process
    if _thread is None or not _thread.is_alive():
        _thread = threading.Thread(target=keep_listening, name="page-cache-listener", daemon=True)
        _thread.start()


def keep_listening() -> None:
    lock = os.open(Path(settings.PAGE_CACHE_FOLDER) / "listener", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                listen_once()
            except BlockingIOError:
                pass  # another process of this machine does
            except Exception as error:  # noqa: BLE001 - whatever broke it, it begins again
                logger.warning("purges of other machines are not heard; trying again: %s", error)
            time.sleep(BEAT)
    finally:
        os.close(lock)


def listen_once() -> None:
    """Listen until the connection breaks, by raising. A connection of its own: it is never given back to the pool."""
    import psycopg

    wrapper = connections.create_connection(DEFAULT_DB_ALIAS)
    with psycopg.connect(**{**wrapper.get_connection_params(), **CONNECTION}) as connection:
        connection.execute(f"LISTEN {CHANNEL}")
        here().bump_everything()
        while True:
            here().tell_time(HEARD, now())
            for notice in connection.notifies(timeout=BEAT):
                take(notice.payload)
            connection.execute("SELECT 1")  # raises when nobody is there any more


def take(said: str) -> None:
    """A word of ours or of another machine. One that cannot be read is of another version: nothing is known to be good."""
    try:
        number, gone, tags = json.loads(said)
        heard(map(str, tags), gone=bool(gone), number=int(number))
    except (ValueError, TypeError):
        logger.warning("a purge could not be read: %s", said[:200])
        here().bump_everything()
