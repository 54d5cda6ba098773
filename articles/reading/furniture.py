"""What stands around the body of an article: byline, corrections, topics, related stories."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, F, IntegerField, Min, OuterRef, Subquery, Value
from django.db.models.functions import Cast
from django.db.models.query import QuerySet
from django.urls import reverse

from articles.publishing.models import Author, Correction, Edition, EditionAuthor, Topic
from articles.publishing.querysets import EditionQuerySet
from articles.reading.byline import Name, in_a_row
from articles.sourcing.models import Source
from articles.text.excerpt import shorten

RELATED = 3
DESCRIPTION_LIMIT = 160  # characters that search engines show of a description


def looking_ahead(at: datetime) -> dict[str, Exists | Subquery]:
    """Annotations for a query of editions: the next planned start and end in the section, the next dated correction,
    and whether the article has any corrections (most have none, and need no query of their own).
    """
    section = Edition.objects.filter(section=OuterRef("section")).order_by()
    corrections = Correction.objects.filter(article=OuterRef("article"), made__gt=at).order_by()
    return {
        "next_start": earliest(section.filter(live_from__gt=at), "section", "live_from"),
        "next_end": earliest(section.filter(live_until__gt=at), "section", "live_until"),
        "has_corrections": Exists(Correction.objects.filter(article=OuterRef("article"))),
        "next_correction": earliest(corrections, "article", "made"),
    }


def earliest(rows: QuerySet, group: str, moment: str) -> Subquery:
    return Subquery(rows.values(group).annotate(earliest=Min(moment)).values("earliest"))


def next_change_of(edition: Edition) -> datetime | None:
    """The first of the changes that `looking_ahead` annotated, and the end of the edition itself."""
    moments = (edition.live_until, edition.next_start, edition.next_end, edition.next_correction)
    return min((moment for moment in moments if moment), default=None)


def authors_and_topics(edition: Edition) -> tuple[list[Author], list[Topic]]:
    """Authors in the byline's order, each with its `role` here, and topics by name. One query for both."""
    authors = EditionAuthor.objects.filter(edition=edition).order_by()
    topics = Topic.objects.filter(editions=edition).order_by()
    rows = (
        authors.values_list(Value(0), "position", "role", "author_id", "author__name", "author__slug", "author__title")
        .union(
            topics.values_list(
                Value(1), Cast(Value(0), IntegerField()), Value(""), F("pk"), F("name"), F("slug"), Value("")
            ),
            all=True,
        )
        .order_by()
    )
    found: tuple[list[Author], list[Topic]] = ([], [])
    for is_topic, _position, role, pk, name, slug, title in sorted(rows, key=lambda row: (row[0], row[1], row[4])):
        if is_topic:
            found[1].append(Topic(pk=pk, name=name, slug=slug))
        else:
            found[0].append(Author(pk=pk, name=name, slug=slug, title=title))
            found[0][-1].role = role
    return found


def byline_of(edition: Edition, authors: list[Author], publisher: Source | None) -> list[Name]:
    """The authors with pages; else the byline as printed; else, for copy that is not our own, its publisher."""
    if authors:
        return in_a_row([(item.name, item.get_absolute_url(), item.role) for item in authors], edition.language)
    if edition.byline:
        return in_a_row([(edition.byline, "", "")])
    if publisher is None:
        return []
    return in_a_row([(publisher.name, publisher.get_absolute_url() if publisher.has_page() else "", "")])


def dateline_of(edition: Edition) -> str:
    """The dateline, unless the text begins with it already."""
    begins = edition.body_text[: len(edition.dateline)].casefold() == edition.dateline.casefold()
    return "" if begins else edition.dateline


def history_of(edition: Edition) -> str:
    """The address of the story's history. The public id is the last word of its path."""
    public_id = edition.path.rstrip("/").rpartition("/")[2].rpartition("-")[2]
    return reverse("history", args=[public_id])


def description_of(edition: Edition) -> str:
    return shorten(edition.standfirst or edition.body_text[: DESCRIPTION_LIMIT * 4], DESCRIPTION_LIMIT)


def corrections_of(edition: Edition, at: datetime) -> list[Correction]:
    """The corrections made by `at`, newest first. No query when `looking_ahead` saw none."""
    if not edition.has_corrections:
        return []
    return list(Correction.objects.filter(article=edition.article_id, made__lte=at).order_by("-made", "-pk"))


def related_to(edition: Edition, at: datetime) -> EditionQuerySet:
    """The newest other stories of the section, without what their cards do not show here. One query."""
    others = Edition.objects.live(at).filter(section=edition.section_id).exclude(article=edition.article_id)
    return others.newest_first().defer("body_html", "body_text")[:RELATED]
