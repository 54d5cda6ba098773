"""Telling a CDN or Varnish what is out of date: each purge is a small file until everybody was told, so none is forgotten.

Nobody's save waits for it: a thread sends what lies there, and the tick sends what a thread could not. An address gets a
POST with the tags as `Surrogate-Key` and as JSON (`{"tags": […]}`), which is what Fastly and Cloudflare take; Varnish is
shown in deploy/.
"""

from __future__ import annotations

import contextlib
import fcntl
import http.client
import json
import logging
import os
import secrets
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from articles.page_cache.generations import now

logger = logging.getLogger(__name__)
MOST_TAGS = 30  # a request; Cloudflare takes no more
PATIENCE = 5  # seconds that an address may take
PAUSES = (1, 2, 5, 10, 30, 60)  # seconds before the next try, after each failure; the last one again and again
GIVEN_UP = 86_400  # seconds; by then no copy is kept that long

_wake = threading.Event()
_thread: threading.Thread | None = None


class PurgeFailed(Exception):
    """What an address said, or why it said nothing."""


def outbox() -> Path:
    return Path(settings.PAGE_CACHE_FOLDER) / "outbox"


def note(sender: object, tags: frozenset[str], **kwargs: Any) -> None:
    """Hears of each purge after its commit, and writes down whom to tell. A failure here fails no verb."""
    words = sorted(tags)
    try:
        for url in settings.PAGE_CACHE_PURGE_URLS:
            for start in range(0, len(words), MOST_TAGS):
                write({"url": url, "tags": words[start : start + MOST_TAGS], "since": now(), "tries": 0, "next": 0.0})
    except OSError:
        logger.exception("a purge could not be written down; copies of the CDN are old for PAGE_CACHE_MAX_AGE at most")
    if settings.PAGE_CACHE_PURGE_URLS:
        go_on()


def write(letter: dict[str, Any], name: str = "") -> None:
    folder = outbox()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / (name or f"{int(now() * 1000):014}-{secrets.token_hex(4)}.json")
    beside = path.with_suffix(".new")
    beside.write_text(json.dumps(letter))
    beside.replace(path)


def go_on() -> None:
    """Wake this process's thread, or begin it."""
    global _thread  # noqa: PLW0603 - one a process
    _wake.set()
    if _thread is None or not _thread.is_alive():
        _thread = threading.Thread(target=keep_sending, name="page-cache-purges", daemon=True)
        _thread.start()


def keep_sending() -> None:
    while settings.PAGE_CACHE_PURGE_URLS:
        _wake.wait(PAUSES[0])
        _wake.clear()
        try:
            send_due()
        except Exception:
            logger.exception("purges are not sent; trying again")
            _wake.wait(PAUSES[-1])


@contextlib.contextmanager
def only_one(folder: Path) -> Iterator[bool]:
    """Whether nobody else on this machine is sending."""
    handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield True
    except BlockingIOError:
        yield False
    finally:
        os.close(handle)


def send_due(moment: datetime | None = None) -> int:
    """Send what lies there and is due, the oldest first; how many were told. An address that failed is left for later."""
    folder = outbox()
    if not folder.is_dir():
        return 0
    told = 0
    with only_one(folder) as mine:
        failed: set[str] = set()
        for path in sorted(folder.glob("*.json")) if mine else ():
            letter = json.loads(path.read_text())
            # One that is due later than any pause lasts was written before the clock was set back.
            if 0 < letter["next"] - now() <= PAUSES[-1] or letter["url"] in failed:
                continue
            try:
                send(letter["url"], letter["tags"])
            except PurgeFailed as error:
                failed.add(letter["url"])
                later(path, letter, str(error))
            else:
                path.unlink()
                told += 1
    return told


def later(path: Path, letter: dict[str, Any], why: str) -> None:
    if now() - letter["since"] > GIVEN_UP:
        logger.error("a purge was given up after a day: %s %s: %s", letter["url"], letter["tags"], why)
        path.unlink()
        return
    pause = PAUSES[min(letter["tries"], len(PAUSES) - 1)]
    logger.warning("a purge failed and is sent again in %d s: %s: %s", pause, letter["url"], why)
    write({**letter, "tries": letter["tries"] + 1, "next": now() + pause, "error": why}, path.name)


def send(url: str, tags: list[str]) -> None:
    """Raises PurgeFailed unless the address answers with 2xx within PATIENCE."""
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    name, value = settings.PAGE_CACHE_PURGE_HEADER
    headers = {"Content-Type": "application/json", "Surrogate-Key": " ".join(tags), **({name: value} if name else {})}
    kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=PATIENCE)
    try:
        address = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
        connection.request("POST", address, json.dumps({"tags": tags}), headers)
        answer = connection.getresponse()
        answer.read(10_000)
    except (OSError, http.client.HTTPException) as error:
        raise PurgeFailed(f"{type(error).__name__}: {error}") from error
    finally:
        connection.close()
    if not 200 <= answer.status < 300:
        raise PurgeFailed(f"{answer.status} {answer.reason}")


def waiting() -> list[dict[str, Any]]:
    """What was not told yet: address, tags, since when, how often it was tried, the last error. For the desk and `doctor`."""
    found = []
    for path in sorted(outbox().glob("*.json")):
        with contextlib.suppress(OSError, ValueError):
            found.append(json.loads(path.read_text()))
    return found
