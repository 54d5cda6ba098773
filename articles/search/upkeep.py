"""Keeping the index in step: every saved or deleted edition, and the tables themselves after each `migrate`."""

from __future__ import annotations

from django.apps import apps
from django.db import connections, transaction
from django.db.models.signals import post_delete, post_migrate, post_save

from articles.publishing.models import Edition
from articles.search import index
from articles.search.rebuilding import rebuild

INDEXED_FIELDS = frozenset({"language", "headline", "standfirst", "body_text"})


def connect() -> None:
    """Keep the index in step from now on. To be called once, when the app is ready."""
    post_save.connect(edition_saved, sender=Edition, dispatch_uid="search.edition_saved")
    post_delete.connect(edition_deleted, sender=Edition, dispatch_uid="search.edition_deleted")
    post_migrate.connect(install, sender=apps.get_app_config("articles"), dispatch_uid="search.install")


def edition_saved(sender, instance: Edition, using: str, update_fields=None, **kwargs) -> None:
    if update_fields is None or INDEXED_FIELDS.intersection(update_fields):
        index.put(instance, using=using)


def edition_deleted(sender, instance: Edition, using: str, **kwargs) -> None:
    index.remove([instance.pk], using=using)


def install(using: str = "default", **kwargs) -> None:
    """After each `migrate`: make the index when it is missing and fill it; empty it when the editions are gone.

    Does nothing before the table of editions exists (a migration backwards to nothing).
    """
    connection = connections[using]
    with connection.cursor() as cursor:
        if Edition._meta.db_table not in connection.introspection.table_names(cursor):
            return
    backend = index.backend_of(using)
    with transaction.atomic(using=using):
        made = backend.create(connection)
        if not Edition.objects.using(using).exists():
            backend.clear(connection)
    if made:
        rebuild(using=using)
