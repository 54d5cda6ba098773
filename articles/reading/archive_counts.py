"""How many stories each choice of the archive leads to, counted among the newest thousand that it could be chosen from.

Counting stops there, so the cost is the same at a thousand stories and at a million; the page says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, Count, F, QuerySet, Value
from django.db.models.functions import Cast, Coalesce

from articles.publishing.models import Edition
from articles.publishing.querysets import EditionQuerySet
from articles.sourcing.models import Statement

COUNTED = 1_000
ALL = ""  # stands for the list itself among the choices
COLUMNS: dict[str, Any] = {
    ALL: Value(""),
    "section": F("section__slug"),
    "topic": F("topics__slug"),
    "author": F("authors__slug"),
    "kind": F("kind"),
    "language": F("language"),
}


@dataclass(frozen=True)
class Counts:
    """`by_choice`: stories by the value of each choice. `total` of the list; what is above COUNTED was not counted."""

    by_choice: dict[str, Counter] = field(default_factory=dict)
    totals: Counter = field(default_factory=Counter)

    @property
    def total(self) -> int:
        return self.totals[ALL]

    @property
    def has_more(self) -> bool:
        return self.is_capped(ALL)

    def is_capped(self, name: str) -> bool:
        return self.totals[name] > COUNTED


def counts_of(
    narrowed: Callable[[str], EditionQuerySet], source_keys: Mapping[str, int], chosen: Container[str]
) -> Counts:
    """Two queries. `narrowed(name)` gives the stories of the list without the choice `name` ("" with all choices): other
    ones than the list's only for names among `chosen`.

    Sources are counted by what readers may know: an edition also knows who spoke off the record.
    """
    counts = Counts({name: Counter() for name in (*COLUMNS, "source") if name != ALL})
    slugs = {str(pk): slug for slug, pk in source_keys.items()}
    some = {name: newest_of(narrowed(name)) for name in (*COLUMNS, "source")}
    queries = [counted(name, column, some[name]) for name, column in COLUMNS.items()]
    queries += [counted(f"{name}:", Value(""), some[name]) for name in some if name in chosen]
    # Their keys themselves: PostgreSQL would look for the newest thousand again for each statement.
    queries += naming(list(some["source"].values_list("pk", flat=True)), list(source_keys.values()))
    for name, value, number in union(queries):
        if name.endswith(":"):
            counts.totals[name.removesuffix(":")] = number
        elif name == ALL:
            counts.totals[ALL] = number
        elif name == "source":
            counts.by_choice[name][slugs[value]] += 1
        elif value:
            counts.by_choice[name][value] = number
    for name in some:
        if name not in chosen:
            counts.totals[name] = counts.total
    return counts


def newest_of(editions: EditionQuerySet) -> QuerySet:
    return editions.newest_first().values("pk")[: COUNTED + 1]


def counted(name: str, column: Any, some: QuerySet) -> QuerySet:
    """(name, value of `column`, number of editions) for each value among `some`."""
    return (
        Edition.objects.filter(pk__in=some)
        .order_by()
        .annotate(value=Cast(Coalesce(column, Value("")), CharField()))
        .values("value")
        .annotate(count=Count("pk"))
        .values_list(Cast(Value(name), CharField()), "value", "count")
    )


def naming(some: list[int], sources: list[int]) -> list[QuerySet]:
    """("source", source, edition) for each of `sources` that readers know to be the publisher of, or to speak in, one of
    `some`. A source that does both has the same row twice, of which the union keeps one.
    """
    published = (
        Edition.objects.filter(pk__in=some, publisher__in=sources).order_by().values_list(*named_as("publisher"))
    )
    spoken = (
        Statement.objects.named()
        .filter(article__editions__in=some, source__in=sources, article__editions__sources=F("source"))
        .order_by()
        .values_list(*named_as("source", edition="article__editions"))
    )
    return [published, spoken]


def named_as(source: str, edition: str = "pk") -> tuple[Any, Any, Any]:
    text = CharField()
    return Cast(Value("source"), text), Cast(F(source), text), F(edition)


def union(queries: list[QuerySet]) -> list[tuple]:
    """The different rows of `queries` in one query; of those that can have none, nothing."""
    return list(queries[0].union(*queries[1:]).order_by())
