"""What a back end of search can do. There are two, by the vendor of the database; neither knows what is public."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple, Protocol

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from articles.search.matching import Wanted

MAX_TEXT = 150_000  # characters of one body that are indexed, about 25,000 words: a tsvector holds 1 MB at most
HEADLINE_WEIGHT, STANDFIRST_WEIGHT, BODY_WEIGHT, SAID_WEIGHT = 10, 4, 1, 0.5
MOST_HITS = 500  # that are ranked and counted; of words that more stories hold, the newest are taken
MOST_SAID = 200  # of them, when words are looked for in what was said: whose statements are read
MOST_PHRASED = 200  # of them, when words must stand together: where they stand is read for each
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


class Hit(NamedTuple):
    """An edition that matches, with what facets count. `rank` grows with relevance; it compares hits of one search."""

    edition_id: int
    rank: float
    section_id: int
    kind: str
    language: str
    first_published: datetime


@dataclass(frozen=True)
class Found:
    """`hits` best or newest first. When `capped`, there are more than `most`: these are the newest, and those with the words
    on top.
    """

    hits: list[Hit] = field(default_factory=list)
    capped: bool = False
    most: int = MOST_HITS


def most_of(wanted: Wanted) -> int:
    """How many hits of `wanted` are ranked and counted."""
    if wanted.said:
        return MOST_SAID
    return MOST_PHRASED if wanted.has_phrase else MOST_HITS


class Backend(Protocol):
    """Everything runs on `connection`, in the transaction that is open there."""

    def create(self, connection: BaseDatabaseWrapper) -> bool:
        """Make the tables that are missing, anew where they are of an older make; whether any was. Repeats without harm."""

    def put(self, connection: BaseDatabaseWrapper, documents: Sequence[Document]) -> None:
        """Add `documents`, each in place of what was there for its edition."""

    def delete(self, connection: BaseDatabaseWrapper, edition_ids: Iterable[int]) -> None: ...

    def clear(self, connection: BaseDatabaseWrapper) -> None: ...

    def create_names(self, connection: BaseDatabaseWrapper) -> bool:
        """Make the tables of names that are missing; whether any was. Repeats without harm."""

    def put_names(self, connection: BaseDatabaseWrapper, words: Mapping[int, Collection[str]]) -> None:
        """Know each source, by its key, by these words of its names; nothing is known of it yet."""

    def forget_names(self, connection: BaseDatabaseWrapper, first: int, last: int) -> None:
        """Drop what is known of sources with keys from `first` to `last`, both included."""

    def names_of(self, connection: BaseDatabaseWrapper, source: int) -> set[str]:
        """The words by which a source is known. One query."""

    def named(self, connection: BaseDatabaseWrapper, choices: Sequence[Collection[str]], *, limit: int) -> list[int]:
        """At most `limit` keys of the sources that have one word of each of `choices` in their names. One query."""

    def optimise(self, connection: BaseDatabaseWrapper) -> None:
        """What makes queries faster after many changes."""

    def known(self, connection: BaseDatabaseWrapper, first: int, last: int) -> set[int]:
        """The ids of editions from `first` to `last`, both included, that are in the index."""

    def search(
        self, connection: BaseDatabaseWrapper, editions: QuerySet, wanted: Wanted, *, order: str, few: bool = False
    ) -> Found:
        """Those of `editions` that match. One query of the database; for words of very many stories, four as a rule.

        `few` says that `editions` are narrowed by something that no sign of `wanted` tells, to some thousands at most: then
        words of very many stories find those among them too, however old.
        """

    def walk(
        self, connection: BaseDatabaseWrapper, editions: QuerySet, wanted: Wanted, *, limit: int, oldest_first: bool
    ) -> list[int]:
        """The newest or oldest `limit` of `editions` that match, read in that order no further than is needed. One query."""

    def counts(
        self, connection: BaseDatabaseWrapper, editions: QuerySet, wanted: Sequence[Wanted], *, cap: int
    ) -> list[int]:
        """How many of `editions` match each of `wanted`, counted up to `cap`. One query."""

    def spelt_alike(
        self, connection: BaseDatabaseWrapper, words: Sequence[str], near: Sequence[str], *, limit: int, names: bool
    ) -> set[str]:
        """Words of the index: those among `near`, and for each of `words` the `limit` that share most of its letters. One query.

        With `names`, words of the names of sources instead of those of stories.
        """

    def beginning_with(self, connection: BaseDatabaseWrapper, beginning: str, *, limit: int) -> list[str]:
        """At most `limit` words of the index that begin so. One query."""

    def forget_words(self, connection: BaseDatabaseWrapper, keep: set[str]) -> None:
        """Drop what is not among `keep` of the words known for spelling."""
