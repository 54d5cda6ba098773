"""Keeping the index in step: every edition and every statement, and the tables themselves after each `migrate`."""

from __future__ import annotations

from django.apps import apps
from django.db import connections, transaction
from django.db.models.signals import post_delete, post_migrate, post_save

from articles.publishing.models import Edition
from articles.search import index
from articles.search.rebuilding import rebuild
from articles.sourcing.models import Statement

INDEXED_FIELDS = frozenset({"language", "headline", "standfirst", "body_text", "kind", "section", "section_id"})


def connect() -> None:
    """Keep the index in step from now on. To be called once, when the app is ready."""
    post_save.connect(edition_saved, sender=Edition, dispatch_uid="search.edition_saved")
    post_delete.connect(edition_deleted, sender=Edition, dispatch_uid="search.edition_deleted")
    post_save.connect(statement_changed, sender=Statement, dispatch_uid="search.statement_saved")
    post_delete.connect(statement_changed, sender=Statement, dispatch_uid="search.statement_deleted")
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
