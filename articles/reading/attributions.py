"""Which sources and statements readers may meet: only those of an edition they can read, and only in its own words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import BigIntegerField, F, FilteredRelation, Q

from articles.prepared import prepared
from articles.publishing.models import Edition
from articles.publishing.querysets import EditionQuerySet
from articles.sourcing import evidence
from articles.sourcing.in_print import in_live_editions, met_by_readers
from articles.sourcing.models import Evidence, Source, Statement
from articles.sourcing.querysets import SourceQuerySet, StatementQuerySet
from articles.sourcing.sweep import received_words
from articles.sourcing.terms import attribution_of

SHOWN = ("pk", "kind", "description", "url", "captured_at", "offset")  # of a piece of evidence


@dataclass(frozen=True)
class Spoken:
    """What readers may know of who speaks in a story.

    `statements` in the order of the text, with source and role; `shown` the evidence of each, by its key; `unchecked` the
    quotations that were published as they came in.
    """

    statements: list[Statement] = field(default_factory=list)
    shown: dict[int, list[Evidence]] = field(default_factory=dict)
    unchecked: list[str] = field(default_factory=list)


def editions_naming(source: Source) -> EditionQuerySet:
    """Editions, live or not, that name `source`: as the publisher of the copy, or by a statement that is public now.

    An edition knows every source it was frozen with, those who spoke off the record too, so the statements decide.
    """
    # One set for the whole query: asked edition by edition, SQLite reads all that the source ever said for each of them.
    spoken = Statement.objects.named().filter(source=source).order_by().values("article")
    return Edition.objects.filter(sources=source).filter(Q(publisher=source) | Q(article__in=spoken))


def sources_in_public(at: datetime) -> SourceQuerySet:
    """Sources with a page that a live edition names."""
    return met_by_readers(at)


def statements_in_public(source: Source, at: datetime) -> StatementQuerySet:
    """What `source` said by name, as it stands in print at `at`."""
    return in_live_editions(Statement.objects.named().filter(source=source), at)


def spoken_in(edition: Edition) -> Spoken:
    """What readers may know of who speaks in `edition`. One query.

    The source of a statement is loaded and may not be named: what readers see of it, `sourcing.terms.attribution_of`
    says. Only of sources the edition was frozen with. A waived quotation counts while its words stand in the edition.
    """
    rows = rows_about(article=edition.article_id, edition=edition.pk)
    return gathered(rows.iterator(), edition)


@prepared(article=BigIntegerField(), edition=BigIntegerField())
def rows_about(*, article, edition):
    """What `gathered` takes: the statements of `edition` with their evidence, and what was published as it came in."""
    known = Statement.objects.public().filter(article=article, source__editions=edition).order_by()
    received = Q(state=Statement.State.WAIVED, waiver_reason__in=received_words())
    columns = {f"evidence_{name}": F(f"seen__{name}") for name in SHOWN}
    return (
        Statement.objects.with_terms()
        .filter(Q(pk__in=known.values("pk")) | received, article=article)
        .annotate(seen=FilteredRelation("evidence", condition=evidence.for_readers("evidence__")), **columns)
        .select_related("source", "role")
        .order_by("paragraph", "start", "pk", "evidence_pk")
    )


def gathered(rows: Iterator[Statement], edition: Edition) -> Spoken:
    """`rows` have one row for each piece of evidence, and one for a statement that has none."""
    statements: dict[int, Statement] = {}
    shown: dict[int, list[Evidence]] = {}
    unchecked: dict[str, None] = {}
    for row in rows:
        if row.state == Statement.State.WAIVED:
            if row.words in edition.body_text:
                unchecked[row.words] = None
            continue
        statements.setdefault(row.pk, row)
        who = attribution_of(row)
        if row.evidence_pk is not None and who is not None and who.is_named:
            seen = Evidence(**{name: getattr(row, f"evidence_{name}") for name in SHOWN})
            shown.setdefault(row.pk, []).append(seen)
    return Spoken(list(statements.values()), shown, list(unchecked))
