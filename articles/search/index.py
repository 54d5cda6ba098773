"""The index: kept in the transaction that changes an edition, asked together with what is live.

Every edition is in it, planned and past ones too, and what readers may see is decided when they ask:
`search(Edition.objects.live(), query)`. So a planned story is found from its first moment on, and a withdrawn one from
its last moment on is not, without any job.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.apps import apps
from django.db import connections, transaction
from django.db.models import QuerySet
from django.db.models.signals import post_delete, post_migrate, post_save
from django.utils.safestring import SafeString

from articles.publishing.models import Edition
from articles.search.backend import MAX_TEXT, Backend, Document, Hit, Order
from articles.search.postgresql import PostgresqlBackend
from articles.search.query import Query
from articles.search.sqlite import SqliteBackend
from articles.text.sanitise import clean_text

INDEXED_FIELDS = frozenset({"language", "headline", "standfirst", "body_text"})
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


def connect() -> None:
    """Keep the index in step from now on. To be called once, when the app is ready."""
    post_save.connect(edition_saved, sender=Edition, dispatch_uid="search.edition_saved")
    post_delete.connect(edition_deleted, sender=Edition, dispatch_uid="search.edition_deleted")
    post_migrate.connect(install, sender=apps.get_app_config("articles"), dispatch_uid="search.install")


def edition_saved(sender, instance: Edition, using: str, update_fields=None, **kwargs) -> None:
    if update_fields is None or INDEXED_FIELDS.intersection(update_fields):
        put(instance, using=using)


def edition_deleted(sender, instance: Edition, using: str, **kwargs) -> None:
    remove([instance.pk], using=using)


def install(using: str = "default", **kwargs) -> None:
    """After each `migrate`: make the index when it is missing and fill it; empty it when the editions are gone.

    Does nothing before the table of editions exists (a migration backwards to nothing).
    """
    from articles.search.rebuilding import rebuild

    connection = connections[using]
    with connection.cursor() as cursor:
        if Edition._meta.db_table not in connection.introspection.table_names(cursor):
            return
    backend = backend_of(using)
    with transaction.atomic(using=using):
        made = backend.create(connection)
        if not Edition.objects.using(using).exists():
            backend.clear(connection)
    if made:
        rebuild(using=using)
