"""Announcing: telling whoever listens that an edition went live or ended. Readers never wait for it.

Publishing knows nothing of those who listen (notices at the desk): they connect to `edition_announced`, in apps.py.
Each edition is claimed by itself, under its row's lock, so that several runs at once announce it once, and one that
fails (a listener raises) is left for the next run and stops no other.
"""

from __future__ import annotations

import logging
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.dispatch import Signal

from articles.publishing.models import Edition
from articles.publishing.steps import announce

log = logging.getLogger(__name__)

edition_announced = Signal()  # sent with `edition` and `event`, inside the transaction that marks it as announced


class Event(StrEnum):
    LIVE = "live"
    ENDED = "ended"


@dataclass(frozen=True)
class Failure:
    """One edition that could not be announced this time."""

    edition: int
    article: int
    headline: str
    event: str
    error: str

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


# What is due at a moment: the condition, and the column that is written once it has been told.
DUE = {
    Event.LIVE: ("live_from", "announced"),
    Event.ENDED: ("live_until", "end_announced"),
}


def announce_due(at: datetime) -> tuple[int, list[Failure]]:
    """Announce all that went live or ended by `at` and was not announced. How many were, and which failed.

    Two queries to find them, by indexes that hold only what is unannounced; then one transaction for each.
    """
    done, failures = 0, []
    for event, (moment, _mark) in DUE.items():
        due = Edition.objects.filter(due_at(event, at)).order_by(moment, "pk")
        for pk, article_id, headline in due.values_list("pk", "article_id", "headline"):
            try:
                done += announce_one(pk, event, at)
            except Exception as error:  # whatever a listener does must not keep the others from their news
                log.exception("edition was not announced", extra={"edition": pk, "event": event})
                failures.append(
                    Failure(pk, article_id, headline, event.value, f"{type(error).__name__}: {error}"[:300])
                )
    return done, failures


def due_at(event: Event, at: datetime) -> Q:
    moment, mark = DUE[event]
    return Q(**{f"{moment}__lte": at, f"{mark}__isnull": True})


def announce_one(pk: int, event: Event, at: datetime) -> bool:
    """Claim the edition, purge what shows it, tell the listeners, mark it. False when another run has or had it."""
    with transaction.atomic():
        claimed = Edition.objects.select_for_update(
            of=("self",), skip_locked=connection.features.has_select_for_update_skip_locked
        ).filter(due_at(event, at), pk=pk)
        edition = claimed.first()
        if edition is None:
            return False
        announce(edition)
        edition_announced.send(sender=Edition, edition=edition, event=event)
        _moment, mark = DUE[event]
        setattr(edition, mark, at)
        edition.save(update_fields=[mark])
    return True
