"""What a back end of search can do. There are two, by the vendor of the database; neither knows what is public."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet, TextChoices
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.search.query import Query

MAX_TEXT = 150_000  # characters of one body that are indexed, about 25,000 words: a tsvector holds 1 MB at most
HEADLINE_WEIGHT, STANDFIRST_WEIGHT, BODY_WEIGHT = 10, 4, 1
SNIPPET_WORDS = 32


class Order(TextChoices):
    RELEVANCE = "relevance", _("best match first")
    NEWEST = "newest", _("newest first")


@dataclass(frozen=True)
class Document:
    """The words of one edition, by weight."""

    edition_id: int
    language: str
    headline: str
    standfirst: str
    body: str


@dataclass(frozen=True)
class Hit:
    """An edition that matches. `rank` grows with relevance; it compares hits of one query, and is 0 when not asked for."""

    edition_id: int
    rank: float


class Backend(Protocol):
    """Everything runs on `connection`, in the transaction that is open there."""

    def create(self, connection: BaseDatabaseWrapper) -> bool:
        """Make the tables that are missing; whether any was. Repeats without harm."""

    def put(self, connection: BaseDatabaseWrapper, documents: Sequence[Document]) -> None:
        """Add `documents`, each in place of what was there for its edition."""

    def delete(self, connection: BaseDatabaseWrapper, edition_ids: Iterable[int]) -> None: ...

    def clear(self, connection: BaseDatabaseWrapper) -> None: ...

    def optimise(self, connection: BaseDatabaseWrapper) -> None:
        """What makes queries faster after many changes."""

    def known(self, connection: BaseDatabaseWrapper, first: int, last: int) -> set[int]:
        """The ids of editions from `first` to `last`, both included, that are in the index."""

    def search(
        self,
        connection: BaseDatabaseWrapper,
        editions: QuerySet,
        query: Query,
        *,
        order: str,
        offset: int,
        limit: int,
    ) -> list[Hit]:
        """Those of `editions` that hold every term of `query`, which has one at least. One query of the database."""

    def snippets(
        self, connection: BaseDatabaseWrapper, edition_ids: Sequence[int], query: Query
    ) -> dict[int, SafeString]:
        """For each edition the words of its body around the first hits, marked. One query of the database."""
