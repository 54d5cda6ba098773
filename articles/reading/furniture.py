"""What stands around the body of an article: byline, topics, corrections, and when one of these changes by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.db.models import (
    BigIntegerField,
    DateTimeField,
    F,
    IntegerField,
    Min,
    OuterRef,
    Q,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast
from django.db.models.query import QuerySet
from django.urls import reverse

from articles.pictures.models import Picture
from articles.prepared import prepared
from articles.publishing.models import Author, Correction, Edition, EditionAuthor, Topic
from articles.publishing.models.article import public_id_of
from articles.reading.byline import Name, in_a_row
from articles.sourcing.models import Source
from articles.text.excerpt import shorten

DESCRIPTION_LIMIT = 160  # characters that search engines show of a description
AUTHOR, TOPIC, CORRECTION = 0, 1, 2


@dataclass
class Around:
    """Authors in the byline's order, each with its `role` here; topics by name; corrections, the newest first."""

    authors: list[Author] = field(default_factory=list)
    topics: list[Topic] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)


def looking_ahead(at: datetime) -> dict[str, Subquery]:
    """Annotations for a query of editions: the next planned start and end of what may stand beside the story (its
    section, its topics, its translations), and its next dated correction.
    """
    # Few editions are planned, and an index finds these: the rest is asked of them alone.
    beside = Edition.objects.filter(
        Q(section=OuterRef("section"))
        | Q(topics__in=Topic.objects.filter(editions=OuterRef(OuterRef("pk"))).order_by().values("pk"))
        | Q(article=OuterRef("translation_of"))
        | Q(translation_of=OuterRef("translation_of"))
        | Q(translation_of=OuterRef("article"))
    )
    corrections = Correction.objects.filter(article=OuterRef("article"), made__gt=at).order_by()
    return {
        "next_start": Subquery(beside.filter(live_from__gt=at).order_by("live_from").values("live_from")[:1]),
        "next_end": Subquery(beside.filter(live_until__gt=at).order_by("live_until").values("live_until")[:1]),
        "next_correction": earliest(corrections, "article", "made"),
    }


def earliest(rows: QuerySet, group: str, moment: str) -> Subquery:
    return Subquery(rows.values(group).annotate(earliest=Min(moment)).values("earliest"))


def next_change_of(edition: Edition) -> datetime | None:
    """The first of the changes that `looking_ahead` annotated, and the end of the edition itself."""
    moments = (edition.live_until, edition.next_start, edition.next_end, edition.next_correction)
    return min((moment for moment in moments if moment), default=None)


# One row of the query below: what each column is called, how a database knows its kind, and what it is in a row without.
COLUMNS: dict[str, tuple[Any, Any]] = {
    "place": (IntegerField(), 0),
    "key": (BigIntegerField(), None),
    "role": (TextField(), ""),
    "name": (TextField(), ""),
    "slug": (TextField(), ""),
    "title": (TextField(), ""),
    "text": (TextField(), ""),
    "email": (TextField(), ""),
    "website": (TextField(), ""),
    "picture": (BigIntegerField(), None),
    "made": (DateTimeField(), None),
}


def around(edition: Edition, at: datetime) -> Around:
    """The authors and topics of `edition`, and the corrections of its story made by `at`. One query for all three."""
    found = Around()
    for what, *values in rows_around(edition=edition.pk, article=edition.article_id, at=at):
        row = dict(zip(COLUMNS, values, strict=True))
        if what == AUTHOR:
            found.authors.append(author_of(row))
        elif what == TOPIC:
            found.topics.append(Topic(pk=row["key"], name=row["name"], slug=row["slug"]))
        else:
            found.corrections.append(correction_of(row, edition))
    found.authors.sort(key=lambda author: author.place)
    found.topics.sort(key=lambda topic: topic.name)
    found.corrections.sort(key=lambda correction: (correction.made, correction.pk), reverse=True)
    return found


@prepared(edition=BigIntegerField(), article=BigIntegerField(), at=DateTimeField())
def rows_around(*, edition, article, at):
    """Authors and topics of `edition` and corrections of `article` made by `at`, each a row of COLUMNS and what it is."""
    person = {name: F(f"author__{name}") for name in ("name", "slug", "title", "email", "website", "picture")}
    authors = rows_of(
        EditionAuthor.objects.filter(edition=edition),
        AUTHOR,
        {"place": F("position"), "key": F("author"), "role": F("role"), "text": F("author__biography"), **person},
    )
    topics = rows_of(
        Topic.objects.filter(editions=edition), TOPIC, {"key": F("pk"), "name": F("name"), "slug": F("slug")}
    )
    told = {"key": F("pk"), "role": F("kind"), "text": F("text"), "name": F("wrong"), "title": F("right")}
    corrections = rows_of(
        Correction.objects.filter(article=article, made__lte=at), CORRECTION, {**told, "made": F("made")}
    )
    return authors.union(topics, corrections, all=True).order_by()


def rows_of(rows: QuerySet, what: int, given: Mapping[str, F]) -> QuerySet:
    """`rows` as rows of COLUMNS, with `what` they are in front. Each column is cast: a union wants the same of all."""
    columns = [Cast(given.get(name, Value(nothing)), output_field=kind) for name, (kind, nothing) in COLUMNS.items()]
    return rows.order_by().values_list(Cast(Value(what), IntegerField()), *columns)


def author_of(row: dict[str, Any]) -> Author:
    kept = {name: row[name] for name in ("name", "slug", "title", "email", "website")}
    author = Author(pk=row["key"], biography=row["text"], picture_id=row["picture"], **kept)
    author.role, author.place = row["role"], row["place"]
    return author


def correction_of(row: dict[str, Any], edition: Edition) -> Correction:
    words = {"text": row["text"], "wrong": row["name"], "right": row["title"]}
    return Correction(pk=row["key"], article_id=edition.article_id, kind=row["role"], made=row["made"], **words)


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
    """The address of the story's history."""
    return reverse("history", args=[public_id_of(edition.path)])


def description_of(edition: Edition) -> str:
    return shorten(edition.standfirst or edition.body_text[: DESCRIPTION_LIMIT * 4], DESCRIPTION_LIMIT)


def corrections_of(edition: Edition, at: datetime) -> list[Correction]:
    """The corrections made by `at`, newest first. One query."""
    return list(Correction.objects.filter(article=edition.article_id, made__lte=at).order_by("-made", "-pk"))


def author_cards(authors: list[Author], pictures: Mapping[str, Picture]) -> list[Author]:
    """Those of whom there is more to say than the name, each with its `portrait`. No query."""
    told = [author for author in authors if author.biography or author.email or author.website or author.picture_id]
    for author in told:
        author.portrait = pictures.get(str(author.picture_id))
        author.website_host = urlsplit(author.website).hostname or author.website
    return told
