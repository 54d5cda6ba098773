"""Keeping the index in step: every edition, every statement and every source, and the tables themselves after each `migrate`."""

from __future__ import annotations

from django.apps import apps
from django.db import connections, transaction
from django.db.models.signals import post_delete, post_migrate, post_save

from articles.publishing.models import Edition
from articles.search import index
from articles.search.rebuilding import HIGHEST_KEY, rebuild, rebuild_names
from articles.sourcing.models import Source, Statement

NAMING_FIELDS = frozenset({"name", "aliases"})
INDEXED_FIELDS = frozenset({"language", "headline", "standfirst", "body_text", "kind", "section", "section_id"})


def connect() -> None:
    """Keep the index in step from now on. To be called once, when the app is ready."""
    post_save.connect(edition_saved, sender=Edition, dispatch_uid="search.edition_saved")
    post_delete.connect(edition_deleted, sender=Edition, dispatch_uid="search.edition_deleted")
    post_save.connect(statement_changed, sender=Statement, dispatch_uid="search.statement_saved")
    post_delete.connect(statement_changed, sender=Statement, dispatch_uid="search.statement_deleted")
    post_save.connect(source_saved, sender=Source, dispatch_uid="search.source_saved")
    post_delete.connect(source_deleted, sender=Source, dispatch_uid="search.source_deleted")
    post_migrate.connect(install, sender=apps.get_app_config("articles"), dispatch_uid="search.install")


def edition_saved(sender, instance: Edition, using: str, update_fields=None, **kwargs) -> None:
    if update_fields is None or INDEXED_FIELDS.intersection(update_fields):
        index.put(instance, using=using)


def edition_deleted(sender, instance: Edition, using: str, **kwargs) -> None:
    index.remove([instance.pk], using=using)


def statement_changed(sender, instance: Statement, using: str, created: bool = False, **kwargs) -> None:
    """What was said is found in the edition that readers have, also when the desk accepts it later. One query at least.

    A suggestion that the machine just made is no statement yet.
    """
    if created and instance.state == Statement.State.SUGGESTED:
        return
    editions = Edition.objects.using(using).filter(article=instance.article_id).not_ended()
    index.put(*editions.only(*index.READ), using=using)


def source_saved(sender, instance: Source, using: str, update_fields=None, **kwargs) -> None:
    if update_fields is None or NAMING_FIELDS.intersection(update_fields):
        index.put_names(instance, using=using)


def source_deleted(sender, instance: Source, using: str, **kwargs) -> None:
    index.remove_names(instance.pk, using=using)


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
        made, made_names = backend.create(connection), backend.create_names(connection)
        if not Edition.objects.using(using).exists():
            backend.clear(connection)
        if not Source.objects.using(using).exists():
            backend.forget_names(connection, 0, HIGHEST_KEY)
    if made:
        rebuild(using=using)
    elif made_names:
        rebuild_names(using)
