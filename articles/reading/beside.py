"""What a story leads on to: the same story in other languages, and others worth reading after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    Count,
    DateTimeField,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from articles.prepared import Several, prepared
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
    of_edition: dict[str, Any] = {
        "article": edition.article_id,
        "story": edition.story_id,
        "section": edition.section_id,
    }
    of_edition |= {"language": edition.language}
    found: list[Any] = list(near_to(at=at, topics=[topic.pk for topic in topics], **of_edition))
    related = [row for row in found if not row.is_translation][:RELATED]
    return Beside(
        translations=[row for row in found if row.is_translation],
        related=related,
        is_one_section=all(row.section_id == edition.section_id for row in related),
    )


@prepared(
    at=DateTimeField(),
    article=BigIntegerField(),
    story=BigIntegerField(),
    section=BigIntegerField(),
    language=TextField(),
    topics=Several(BigIntegerField()),
)
def near_to(*, at, article, story, section, language, topics):
    """What `beside` chooses from, best first: translations of `story`, and what is related to `article`."""
    live = Edition.objects.live(at).exclude(article=article)
    windows = [newest(live.filter(section=section), OF_SECTION)]
    if topics:
        windows.append(newest(live, OF_PAPER))
    near = keys(live.of_story(story)).union(*windows)
    rows = (
        Edition.objects.filter(pk__in=near)
        .annotate(
            is_translation=truth(Q(article=story) | Q(translation_of=story)),
            speaks_alike=truth(Q(language=language)),
            in_section=truth(Q(section=section)),
            shared=shared_topics(topics),
        )
        .filter(Q(is_translation=True) | Q(in_section=True) | Q(shared__gt=0))
        .order_by("-is_translation", "-speaks_alike", "-shared", "-in_section", "-first_published", "-pk")
        .select_related("section")
        .defer("body_html", "body_text")
    )
    return rows[: MOST_TRANSLATIONS + RELATED]


def keys(editions: EditionQuerySet) -> QuerySet:
    return editions.order_by().values("pk")


def newest(editions: EditionQuerySet, number: int) -> QuerySet:
    """The keys of the newest `number` of `editions`. SQLite joins no queries of which one is cut, so it is cut inside."""
    return keys(Edition.objects.filter(pk__in=editions.newest_first().values("pk")[:number]))


def truth(condition: Q) -> Case:
    return Case(When(condition, then=True), default=False, output_field=BooleanField())


def shared_topics(topics: Sequence[Any]) -> Value | Coalesce:
    """How many of `topics` an edition has."""
    if not topics:
        return Value(0)
    through: Any = Edition.topics.through
    rows = through.objects.filter(edition=OuterRef("pk"), topic__pk__in=topics).order_by()
    number = rows.values("edition").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(number), Value(0), output_field=IntegerField())
