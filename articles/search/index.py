"""The index: kept in the transaction that changes an edition, asked together with what is live.

Every edition is in it, planned and past ones too, and what readers may see is decided when they ask:
`search(Edition.objects.live(), query)`. So a planned story is found from its first moment on, and a withdrawn one from
its last moment on is not, without any job.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connections
from django.db.models import QuerySet
from django.utils.safestring import SafeString

from articles.publishing.models import Edition
from articles.search.backend import MAX_TEXT, Backend, Document, Hit, Order
from articles.search.postgresql import PostgresqlBackend
from articles.search.query import Query
from articles.search.sqlite import SqliteBackend
from articles.text.sanitise import clean_text

BACKENDS: dict[str, Backend] = {"sqlite": SqliteBackend(), "postgresql": PostgresqlBackend()}


def backend_of(using: str) -> Backend:
    """The back end for the database `using`. Raises KeyError for a vendor that the product does not run on."""
    return BACKENDS[connections[using].vendor]


def document_of(edition: Edition) -> Document:
    return Document(
        edition_id=edition.pk,
        language=edition.language,
        headline=clean_text(edition.headline),
        standfirst=clean_text(edition.standfirst),
        body=clean_text(edition.body_text[:MAX_TEXT]),
    )


def put(*editions: Edition, using: str = "default") -> None:
    """Index `editions`, each in place of what was known of it."""
    backend_of(using).put(connections[using], [document_of(edition) for edition in editions])


def remove(edition_ids: Iterable[int], using: str = "default") -> None:
    backend_of(using).delete(connections[using], edition_ids)


def search(
    editions: QuerySet, query: Query, *, order: str = Order.RELEVANCE, offset: int = 0, limit: int = 30
) -> list[Hit]:
    """The hits among `editions`, a queryset without slices, best or newest first. One query; none without terms."""
    if not query.terms:
        return []
    return backend_of(editions.db).search(
        connections[editions.db], editions, query, order=order, offset=offset, limit=limit
    )


def snippets(edition_ids: Sequence[int], query: Query, using: str = "default") -> dict[int, SafeString]:
    """HTML around the first hits in the body of each edition. One query; none when nothing is asked."""
    if not edition_ids or not query.terms:
        return {}
    return backend_of(using).snippets(connections[using], edition_ids, query)
