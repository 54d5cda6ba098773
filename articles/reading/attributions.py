"""Which sources and statements readers may meet: only those of an edition they can read, and only in its own words."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import StrIndex

from articles.publishing.models import Edition
from articles.publishing.querysets import EditionQuerySet, live_condition
from articles.sourcing.models import Source, Statement
from articles.sourcing.querysets import SourceQuerySet, StatementQuerySet


def editions_naming(source: Source) -> EditionQuerySet:
    """Editions, live or not, that name `source`: as the publisher of the copy, or by a statement that is public now.

    An edition knows every source it was frozen with, those who spoke off the record too, so the statements decide.
    """
    spoken = Statement.objects.named().filter(article=OuterRef("article"), source=source)
    return Edition.objects.filter(sources=source).filter(Q(publisher=source) | Exists(spoken))


def sources_in_public(at: datetime) -> SourceQuerySet:
    """Sources with a page that a live edition names. A source that only a draft knows stays unknown to readers."""
    live = Edition.objects.live(at)
    spoken = Statement.objects.named().filter(
        live_condition(at, "article__editions__"), source=OuterRef("pk"), article__editions__sources=OuterRef("pk")
    )
    return Source.objects.with_page().filter(Exists(live.filter(publisher=OuterRef("pk"))) | Exists(spoken))


def statements_in_public(source: Source, at: datetime) -> StatementQuerySet:
    """What `source` said by name, with `headline`, `path` and `first_published` of the live edition they stand in.

    The words must stand in that edition: a statement of the working copy says what readers have not been told yet.
    """
    return (
        Statement.objects.named()
        .filter(live_condition(at, "article__editions__"), source=source, article__editions__sources=source)
        .annotate(
            headline=F("article__editions__headline"),
            path=F("article__editions__path"),
            story_language=F("article__editions__language"),
            story_direction=F("article__editions__direction"),
            first_published=F("article__editions__first_published"),
            place_in_text=StrIndex(F("article__editions__body_text"), F("words")),
        )
        .filter(place_in_text__gt=0)
    )


def public_statements_of(edition: Edition) -> list[Statement]:
    """The statements of `edition` that readers may know as such, in the order of the text.

    The source of each is loaded and may not be named: what readers see of it, `sourcing.terms.attribution_of` says. Only
    of sources the edition was frozen with. One query.
    """
    statements = Statement.objects.public().filter(article=edition.article_id, source__editions=edition.pk)
    return list(statements.select_related("source", "role").order_by("paragraph", "start", "pk"))
