"""What is kept here under the address of somebody who reads: that it speaks for a source, and requests for removal.

Told to whoever proves the address, and taken away when they have their data erased (comments/own/). The record of the
source itself is the desk's work, which that does not touch.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import QuerySet, Value
from django.db.models.functions import Coalesce, Lower, Now

from articles.sourcing.models import RemovalRequest, VerifiedSource
from articles.sourcing.right_of_reply import taken_back

REMOVED = "[removed]"  # where a column must not be empty; no words of anybody


def identities(addresses: frozenset[str]) -> Iterator[dict[str, Any]]:
    """For which sources these addresses were checked, and how. One query."""
    rows = _of(addresses, VerifiedSource.objects.all()).order_by("pk")
    for row in rows.values("source__name", "email", "note", "created", "revoked_at"):
        yield _told({"source": row.pop("source__name"), **row})


def requests(addresses: frozenset[str]) -> Iterator[dict[str, Any]]:
    """What was asked to be removed, and the answers. One query."""
    rows = _of(addresses, RemovalRequest.objects.all()).order_by("pk")
    for row in rows.values("source__name", "name", "email", "text", "state", "answer", "received"):
        yield _told({"source": row.pop("source__name"), **row})


def forget_identities(addresses: frozenset[str]) -> int:
    """Nobody speaks for a source by these addresses any more; that somebody did, and since when, stays."""
    users = list(_of(addresses, EmailAddress.objects.filter(verified=True)).values_list("user", flat=True))
    rows = _of(addresses, VerifiedSource.objects.all())
    count = rows.update(email="", note=REMOVED, revoked_at=Coalesce("revoked_at", Now()))
    if count:
        # Of an account that stays (of the desk) the badges go; in a transaction of its own, for it locks conversations.
        transaction.on_commit(lambda: taken_back.send(VerifiedSource, users=users))
    return count


def forget_requests(addresses: frozenset[str]) -> int:
    """An open request stays open, for the desk to decide on: without its words, and with nobody to answer."""
    rows = _of(addresses, RemovalRequest.objects.all())
    rows.exclude(answer="").update(answer=REMOVED)
    return rows.update(name=REMOVED, text=Value(REMOVED), email="", key=None)


def end_identities(old: str, new: str) -> None:
    """Who changed the address is checked anew before they speak for a source again; what they said keeps its badge."""
    rows = _of(frozenset({old}), VerifiedSource.objects.all())
    rows.update(email="", note=REMOVED, revoked_at=Coalesce("revoked_at", Now()))


def move_requests(old: str, new: str) -> None:
    """The answer goes to where they are reached now."""
    _of(frozenset({old}), RemovalRequest.objects.all()).update(email=new)


def _of(addresses: frozenset[str], rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.annotate(address=Lower("email")).filter(address__in=addresses)


def _told(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in row.items()}
