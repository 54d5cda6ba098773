"""What has changed: `purge`, said by every verb, heard after commit by this machine and by all others.

On PostgreSQL the word goes out by NOTIFY with the transaction itself, so it is lost with it or arrives with it; other
machines hear it (hearing.py). What readers do many times a second is told right after the commit instead: commits with a
NOTIFY wait for each other, each for the disk. Here it is written into the generations. Each purge has a number, so that a machine that
hears its own word does not throw its pages away twice.
"""

from __future__ import annotations

import json
import logging
import secrets
from collections.abc import Iterable

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import Signal

from articles.page_cache.generations import here

logger = logging.getLogger(__name__)
CHANNEL = "newsroom_purge"
LONGEST_WORD = 7000  # bytes; PostgreSQL takes 8,000

purged = Signal()  # sent with `tags`, a frozenset of str, and `gone`, after commit


def purge(*tags: str, gone: bool = False, often: bool = False) -> None:
    """Announce that everything that shows one of `tags` is out of date. Heard after commit, never after a rollback.

    `gone` says that something was taken away: what shows it is never served again, not even while the database is down
    and nothing newer can be made. `often` is for what readers do, many of them at once: should this process die right
    after its commit, pages are old for PAGE_CACHE_MAX_AGE at most.
    """
    names = frozenset(tags)
    if not names:
        return
    portions = [(secrets.randbits(62) | 1, portion) for portion in in_portions(sorted(names))]
    if not often:
        notify(portions, gone)

    def committed() -> None:
        for number, portion in portions:
            heard(portion, gone=gone, number=number)
        if often:
            notify_soon(portions, gone)
        purged.send(sender=None, tags=names, gone=gone)

    transaction.on_commit(committed)


def heard(tags: Iterable[str], *, gone: bool, number: int) -> None:
    """Write a purge into the generations of this machine. What fails here must not fail the verb that is committed."""
    try:
        here().bump(tags, gone=gone, number=number)
    except OSError:
        logger.exception("a purge could not be written down; pages are old for PAGE_CACHE_MAX_AGE at most")


def notify(portions: list[tuple[int, list[str]]], gone: bool, *, first: str = "") -> None:
    """Tell other machines, by the database they share, as part of the transaction. One query for some hundred tags."""
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor != "postgresql" or not settings.PAGE_CACHE_NOTIFY:
        return
    for number, tags in portions:
        with connection.cursor() as cursor:
            said = json.dumps([number, int(gone), tags], separators=(",", ":"))
            cursor.execute(f"{first}SELECT pg_notify(%s, %s)", [CHANNEL, said])


def notify_soon(portions: list[tuple[int, list[str]]], gone: bool) -> None:
    """As `notify`, in a transaction of its own that does not wait for the disk. What fails here fails nobody's post."""
    try:
        notify(portions, gone, first="SET LOCAL synchronous_commit TO off; ")
    except DatabaseError:
        logger.exception("a purge was not told; other machines' pages are old for PAGE_CACHE_MAX_AGE at most")


def in_portions(tags: list[str]) -> list[list[str]]:
    portions: list[list[str]] = [[]]
    size = 0
    for tag in tags:
        length = len(json.dumps(tag)) + 1
        if size + length > LONGEST_WORD:
            portions.append([])
            size = 0
        portions[-1].append(tag)
        size += length
    return portions


def watch(*models: type) -> None:
    """The net under the verbs: saving or deleting a row of these models purges the tags the row names itself."""
    for model in models:
        for signal, receiver in ((post_save, _row_changed), (post_delete, _row_deleted)):
            signal.connect(receiver, sender=model, dispatch_uid=f"page_cache.{model.__name__}.{id(signal)}")


def _row_changed(sender, instance, **kwargs) -> None:
    if not kwargs.get("raw"):
        purge(*instance.cache_tags())


def _row_deleted(sender, instance, **kwargs) -> None:
    purge(*instance.cache_tags(), gone=True)
