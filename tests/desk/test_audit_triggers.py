"""The database itself refuses to change or to delete what stands in the audit log, and what a revision holds."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction

from articles.models import AuditEntry
from articles.publishing import audit, revisions, triggers
from tests.world import make_article, make_user


@pytest.fixture
def entry(db):
    user = make_user("ines", "Editor")
    return audit.record(user, "change", make_article(), before={"headline": "Old"}, after={"headline": "New"})


def refused(sql: str, *parameters, words: str = "never changed") -> None:
    with pytest.raises(DatabaseError, match=words), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, parameters)


COLUMNS = {
    "at": "2001-01-01 00:00:00+00:00",
    "actor_name": "somebody else",
    "origin": "203.0.113.9",
    "verb": "approve",
    "object_type": "topic",
    "object_id": 999,
    "object_name": "Another",
    "before": "{}",
    "after": "{}",
    "note": "it was not me",
    "id": 999_999,
}


@pytest.mark.parametrize("column", COLUMNS)
def test_no_column_of_an_entry_is_changed(entry, column):
    refused(f'UPDATE articles_auditentry SET "{column}" = %s WHERE id = %s', COLUMNS[column], entry.pk)
    assert AuditEntry.objects.get(pk=entry.pk).after == {"headline": "New"}


def test_every_column_of_the_table_is_tried():
    assert {*COLUMNS, "actor_id"} == {field.column for field in AuditEntry._meta.concrete_fields}


def test_no_entry_is_given_to_another_account(entry):
    other = make_user("otto", "Editor")
    refused("UPDATE articles_auditentry SET actor_id = %s WHERE id = %s", other.pk, entry.pk)


def test_an_entry_without_an_account_gets_none_and_nothing_else(entry):
    refused("UPDATE articles_auditentry SET actor_id = NULL, note = 'x' WHERE id = %s", entry.pk)


def test_no_entry_is_deleted(entry):
    refused("DELETE FROM articles_auditentry WHERE id = %s", entry.pk)
    refused("DELETE FROM articles_auditentry")
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEntry.objects.all().delete()
    assert AuditEntry.objects.filter(pk=entry.pk).exists()


def test_no_entry_is_replaced(entry):
    if connection.vendor == "sqlite":
        refused(
            "REPLACE INTO articles_auditentry (id, at, actor_name, origin, verb, object_type, object_id, object_name, "
            "before, after, note) SELECT id, at, 'x', '', 'x', 'x', 1, 'x', '{}', '{}', '' FROM articles_auditentry"
        )
    else:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # otherwise it is the pending foreign key that refuses
        refused("TRUNCATE articles_auditentry")
    assert AuditEntry.objects.get(pk=entry.pk).actor_name == "ines"


def test_deleting_an_account_leaves_its_entries_with_the_name(entry):
    entry.actor.delete()
    kept = AuditEntry.objects.get(pk=entry.pk)
    assert (kept.actor, kept.actor_name, kept.after) == (None, "ines", {"headline": "New"})


def test_new_entries_are_written_as_before(entry):
    assert audit.record(None, "publish", make_article()).pk > entry.pk


@pytest.mark.parametrize(("column", "value"), [("content", "{}"), ("digest", "x"), ("number", 7), ("id", 777)])
def test_what_a_revision_holds_is_not_changed(db, column, value):
    revision = revisions.record(make_article(), user=None)
    refused(f"UPDATE articles_revision SET {column} = %s WHERE id = %s", value, revision.pk)


def test_revision_is_not_given_to_another_article(db):
    revision, other = revisions.record(make_article(), user=None), make_article()
    refused("UPDATE articles_revision SET article_id = %s WHERE id = %s", other.pk, revision.pk)


def test_revisions_go_with_an_article_and_lose_a_deleted_account(db):
    user = make_user("ines", "Editor")
    article = make_article()
    revision = revisions.record(article, user=user)
    user.delete()
    revision.refresh_from_db()
    assert revision.user is None
    article.delete()
    assert not type(revision).objects.filter(pk=revision.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_the_rule_survives_a_table_that_a_migration_rebuilt():
    """SQLite drops a table's triggers when a migration makes the table anew; the next `migrate` brings them back."""
    old = AuditEntry._meta.get_field("note")
    new = models.CharField(max_length=301, blank=True)
    new.set_attributes_from_name("note")
    new.model = AuditEntry
    for before, after in ((old, new), (new, old)):
        with connection.schema_editor() as editor:
            editor.alter_field(AuditEntry, before, after, strict=True)
    call_command("migrate", verbosity=0)
    audit.record(None, "publish", make_article())
    refused("UPDATE articles_auditentry SET note = 'x'")
    refused("DELETE FROM articles_auditentry")


@pytest.mark.django_db(transaction=True)
def test_without_the_triggers_the_same_statements_would_pass():
    """What the tests above refuse is refused by the triggers and by nothing else."""
    audit.record(None, "publish", make_article())
    triggers.remove()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE articles_auditentry SET note = 'x'")
        cursor.execute("DELETE FROM articles_auditentry")
    assert not AuditEntry.objects.exists()
    triggers.install()
