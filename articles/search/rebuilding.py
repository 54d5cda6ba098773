"""Making the index anew while the site runs: in pieces, each in a transaction of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db import connections, transaction

from articles.publishing.models import Edition
from articles.search import index
from articles.sourcing.models import Source

HIGHEST_KEY = 2**63 - 1  # of a row on either database
PIECE = 500  # editions in one transaction: a writer waits a second at most


@dataclass
class Outcome:
    """What a rebuild did, or would do: editions indexed, those among them that were missing, entries of no edition.

    `total` is how many editions there were when it began.
    """

    indexed: int = 0
    missing: int = 0
    orphans: int = 0
    total: int = 0


def rebuild(
    *, using: str = "default", dry_run: bool = False, progress: Callable[[Outcome], None] = lambda outcome: None
) -> Outcome:
    """Index every edition, drop the entries of no edition and the spellings of none. `progress` is told after each piece.

    May be stopped and begun again at any time, and run twice at once; what is searched meanwhile is found by what was
    known.
    """
    outcome = Outcome(total=Edition.objects.using(using).count())
    backend = index.backend_of(using)
    connection = connections[using]
    spelt: set[str] = set()
    last = 0
    while True:
        with transaction.atomic(using=using):
            piece = list(Edition.objects.using(using).filter(pk__gt=last).order_by("pk").only(*index.READ)[:PIECE])
            end = piece[-1].pk if len(piece) == PIECE else HIGHEST_KEY
            known = backend.known(connection, last + 1, end)
            present = {edition.pk for edition in piece}
            if not dry_run:
                spelt |= index.put(*piece, using=using)
                index.remove(known - present, using=using)
        outcome.indexed += len(piece)
        outcome.missing += len(present - known)
        outcome.orphans += len(known - present)
        progress(outcome)
        if len(piece) < PIECE:
            break
        last = end
    if not dry_run:
        rebuild_names(using)
        with transaction.atomic(using=using):
            backend.forget_words(connection, spelt)
        backend.optimise(connection)
    return outcome


def rebuild_names(using: str) -> None:
    """Know every source by the words of its names, and no other."""
    backend, connection, last = index.backend_of(using), connections[using], 0
    while True:
        with transaction.atomic(using=using):
            piece = list(Source.objects.using(using).filter(pk__gt=last).order_by("pk").only("name", "aliases")[:PIECE])
            end = piece[-1].pk if len(piece) == PIECE else HIGHEST_KEY
            backend.forget_names(connection, last + 1, end)
            backend.put_names(connection, {source.pk: index.name_words(source) for source in piece})
        if len(piece) < PIECE:
            return
        last = end
