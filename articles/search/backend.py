"""What a back end of search can do. There are two, by the vendor of the database; neither knows what is public."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from articles.search.matching import Wanted

MAX_TEXT = 150_000  # characters of one body that are indexed, about 25,000 words: a tsvector holds 1 MB at most
HEADLINE_WEIGHT, STANDFIRST_WEIGHT, BODY_WEIGHT, SAID_WEIGHT = 10, 4, 1, 0.5
MOST_HITS = 500  # that are ranked and counted; of words that more stories hold, the newest are taken
FROM_HEADLINES = 150  # how many more of those, that hold them in the headline or the standfirst


class Order(TextChoices):
    RELEVANCE = "relevance", _("best match first")
    NEWEST = "newest", _("newest first")


@dataclass(frozen=True)
class Document:
    """The lexemes of one edition, by weight; `signs` are what facets ask for; `spelt` every word of it, folded."""

    edition_id: int
    headline: Sequence[str]
    standfirst: Sequence[str]
    body: Sequence[str]
    said: Sequence[Sequence[str]]
    signs: Sequence[str]
    spelt: frozenset[str]


@dataclass(frozen=True)
class Hit:
    """An edition that matches, with what facets count. `rank` grows with relevance; it compares hits of one search."""

    edition_id: int
    rank: float
    section_id: int
    kind: str
    language: str
    first_published: datetime


@dataclass(frozen=True)
class Found:
    """`hits` best or newest first. When `capped`, there are more: these are the newest, and those with the words on top."""

    hits: list[Hit] = field(default_factory=list)
    capped: bool = False


class Backend(Protocol):
    """Everything runs on `connection`, in the transaction that is open there."""

    def create(self, connection: BaseDatabaseWrapper) -> bool:
        """Make the tables that are missing, anew where they are of an older make; whether any was. Repeats without harm."""

    def put(self, connection: BaseDatabaseWrapper, documents: Sequence[Document]) -> None:
        """Add `documents`, each in place of what was there for its edition."""

    def delete(self, connection: BaseDatabaseWrapper, edition_ids: Iterable[int]) -> None: ...

    def clear(self, connection: BaseDatabaseWrapper) -> None: ...

    def optimise(self, connection: BaseDatabaseWrapper) -> None:
        """What makes queries faster after many changes."""

    def known(self, connection: BaseDatabaseWrapper, first: int, last: int) -> set[int]:
        """The ids of editions from `first` to `last`, both included, that are in the index."""

    def search(self, connection: BaseDatabaseWrapper, editions: QuerySet, wanted: Wanted, *, order: str) -> Found:
        """Those of `editions` that match. One query of the database; for words of very many stories, three at most."""

    def walk(
        self, connection: BaseDatabaseWrapper, editions: QuerySet, wanted: Wanted, *, limit: int, oldest_first: bool
    ) -> list[int]:
        """The newest or oldest `limit` of `editions` that match, read in that order no further than is needed. One query."""

    def counts(
        self, connection: BaseDatabaseWrapper, editions: QuerySet, wanted: Sequence[Wanted], *, cap: int
    ) -> list[int]:
        """How many of `editions` match each of `wanted`, counted up to `cap`. One query."""

    def spelt_alike(
        self, connection: BaseDatabaseWrapper, words: Sequence[str], near: Sequence[str], *, limit: int
    ) -> set[str]:
        """Words of the index: those among `near`, and for each of `words` the `limit` that share most of its letters. One query."""

    def beginning_with(self, connection: BaseDatabaseWrapper, beginning: str, *, limit: int) -> list[str]:
        """At most `limit` words of the index that begin so. One query."""

    def forget_words(self, connection: BaseDatabaseWrapper, keep: set[str]) -> None:
        """Drop what is not among `keep` of the words known for spelling."""
