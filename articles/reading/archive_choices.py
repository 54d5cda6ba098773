"""What the archive can be narrowed to: only sections, topics, authors and sources that a live story shows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import CharField, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast

from articles.publishing.models import Author, Edition, Section, Topic
from articles.reading.attributions import sources_in_public

LISTED = 150  # of each kind: a longer list is 10 KB of page that nobody reads; the chosen one is always in it
SLUG = re.compile(r"[-a-zA-Z0-9_]{1,255}")


@dataclass(frozen=True)
class Choices:
    """Slugs with names, as form fields take them, and the keys of sources by slug."""

    section: list[tuple[str, str]] = field(default_factory=list)
    topic: list[tuple[str, str]] = field(default_factory=list)
    author: list[tuple[str, str]] = field(default_factory=list)
    source: list[tuple[str, str]] = field(default_factory=list)
    source_keys: dict[str, int] = field(default_factory=dict)


def choices_at(at: datetime, chosen: Mapping[str, str]) -> Choices:
    """The choices of the moment `at`. `chosen` holds what the address asks for, by kind, as it came. One query.

    The name of a topic, an author or a source that only drafts know never appears, chosen or not.
    """
    shown = {
        "section": in_live(Section, "section", at),
        "topic": in_live(Topic, "topics", at),
        "author": in_live(Author, "authors", at),
        "source": sources_in_public(at),
    }
    queries = [rows(kind, found, chosen.get(kind, "")) for kind, found in shown.items()]
    choices = Choices()
    for kind, _position, pk, slug, name in sorted(
        queries[0].union(*queries[1:], all=True).order_by(), key=lambda row: (row[1], row[4].casefold())
    ):
        getattr(choices, kind).append((slug, name))
        if kind == "source":
            choices.source_keys[slug] = pk
    return choices


def in_live(model: type, relation: str, at: datetime) -> QuerySet:
    """The rows of `model` that a live edition names in its `relation`."""
    return model.objects.filter(Exists(Edition.objects.live(at).filter(**{relation: OuterRef("pk")})))


def rows(kind: str, found: QuerySet, chosen: str) -> QuerySet:
    """Of `found`, the first by name and the chosen one, as (kind, position, key, slug, name), in no order."""
    wanted = Q(pk__in=found.order_by("name").values("pk")[:LISTED])
    if SLUG.fullmatch(chosen):
        wanted |= Q(pk__in=found.order_by().filter(slug=chosen).values("pk"))
    position = F("position") if kind == "section" else Value(0)
    return (
        found.model.objects.filter(wanted)
        .order_by()
        .values_list(
            Cast(Value(kind), CharField(max_length=10)), Cast(position, IntegerField()), F("pk"), F("slug"), F("name")
        )
    )
