"""What a story leads on to: the same story in other languages, and others worth reading after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, Case, Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from articles.publishing.models import Edition, Topic
from articles.publishing.querysets import EditionQuerySet

RELATED = 3
MOST_TRANSLATIONS = 30  # more than a paper has languages
# How far back a related story may lie: of the section, and, for one with a topic in common, of the whole paper.
OF_SECTION, OF_PAPER = 60, 200


@dataclass(frozen=True)
class Beside:
    """Live editions of other articles. `is_one_section` when all that is related stands in the section of the story."""

    translations: list[Edition]
    related: list[Edition]
    is_one_section: bool


def beside(edition: Edition, topics: Sequence[Topic], at: datetime) -> Beside:
    """One query, that looks at no more rows than the numbers above add up to, however large the archive is.

    Related are first those with most topics in common, then the newest of the section; those in the story's own
    language before others.
    """
    live = Edition.objects.live(at).exclude(article=edition.article_id)
    same_story = live.of_story(edition.story_id)
    windows = [newest(live.filter(section=edition.section_id), OF_SECTION)]
    if topics:
        windows.append(newest(live, OF_PAPER))
    near = keys(same_story).union(*windows)
    rows = (
        Edition.objects.filter(pk__in=near)
        .annotate(
            is_translation=truth(Q(article=edition.story_id) | Q(translation_of=edition.story_id)),
            speaks_alike=truth(Q(language=edition.language)),
            in_section=truth(Q(section=edition.section_id)),
            shared=shared_topics(topics),
        )
        .filter(Q(is_translation=True) | Q(in_section=True) | Q(shared__gt=0))
        .order_by("-is_translation", "-speaks_alike", "-shared", "-in_section", "-first_published", "-pk")
        .select_related("section")
        .defer("body_html", "body_text")
    )
    found: list[Any] = list(rows[: MOST_TRANSLATIONS + RELATED])
    related = [row for row in found if not row.is_translation][:RELATED]
    return Beside(
        translations=[row for row in found if row.is_translation],
        related=related,
        is_one_section=all(row.section_id == edition.section_id for row in related),
    )


def keys(editions: EditionQuerySet) -> QuerySet:
    return editions.order_by().values("pk")


def newest(editions: EditionQuerySet, number: int) -> QuerySet:
    """The keys of the newest `number` of `editions`. SQLite joins no queries of which one is cut, so it is cut inside."""
    return keys(Edition.objects.filter(pk__in=editions.newest_first().values("pk")[:number]))


def truth(condition: Q) -> Case:
    return Case(When(condition, then=True), default=False, output_field=BooleanField())


def shared_topics(topics: Sequence[Topic]) -> Value | Coalesce:
    """How many of `topics` an edition has."""
    if not topics:
        return Value(0)
    through: Any = Edition.topics.through
    rows = through.objects.filter(edition=OuterRef("pk"), topic__in=topics).order_by()
    number = rows.values("edition").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(number), Value(0), output_field=IntegerField())
