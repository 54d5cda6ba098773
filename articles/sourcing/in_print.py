"""Statements as they stand in print: with the live edition of their story, which is all that readers know of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import StrIndex
from django.db.models.lookups import IsNull

from articles.publishing.models import Edition
from articles.publishing.querysets import live_condition
from articles.sourcing.models import Source, Statement
from articles.sourcing.querysets import SourceQuerySet, StatementQuerySet


def in_live_editions(statements: StatementQuerySet, at: datetime) -> StatementQuerySet:
    """Those of `statements` whose words stand in the edition that is live at `at`, with what a line about them says of it.

    Adds `edition_id`, `headline`, `path`, `story_language`, `story_direction` and `first_published`. The words must stand in
    that edition, and it must be frozen with their source: a statement of the working copy says what readers have not been
    told yet.
    """
    return (
        statements.filter(live_condition(at, "article__editions__"), article__editions__sources=F("source"))
        .annotate(
            edition_id=F("article__editions__pk"),
            headline=F("article__editions__headline"),
            path=F("article__editions__path"),
            story_language=F("article__editions__language"),
            story_direction=F("article__editions__direction"),
            first_published=F("article__editions__first_published"),
            place_in_text=StrIndex(F("article__editions__body_text"), F("words")),
        )
        .filter(place_in_text__gt=0)
    )


def met_by_readers(at: datetime) -> SourceQuerySet:
    """Sources with a page that a live edition names. A source that only a draft knows stays unknown to readers."""
    live = Edition.objects.live(at)
    spoken = Statement.objects.named().filter(
        live_condition(at, "article__editions__"), source=OuterRef("pk"), article__editions__sources=OuterRef("pk")
    )
    return Source.objects.with_page().filter(any_of(spoken) | any_of(live.filter(publisher=OuterRef("pk"))))


def any_of(rows: QuerySet) -> Q:
    """The condition that there is one of `rows`, which refer to the outer query; asked for each outer row by itself.

    Of an Exists beside an “or” PostgreSQL would make a set of all that anybody ever said, and that for one name.
    """
    return Q(IsNull(Subquery(rows.order_by().values("pk")[:1]), False))


def tell_pages(sources: Iterable[Source | None], at: datetime) -> None:
    """Let `has_page` of each of `sources` say what readers would find: one that no live edition names has no page.

    For sources that are named on other grounds than a live edition at hand. One query; none when none could have a page.
    """
    asked = [source for source in sources if source is not None and source.has_page()]
    if asked:
        rows = met_by_readers(at).filter(pk__in={source.pk for source in asked})
        met = set(rows.order_by().values_list("pk", flat=True))
        for source in asked:
            source.is_met = source.pk in met
