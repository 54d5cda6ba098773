"""The database itself refuses a reply whose parent stands in another article or in another thread."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction

from articles.comments.triggers import TABLE
from articles.models import Comment
from articles.publishing import triggers
from tests import world


@pytest.fixture
def edition(db):
    return world.make_live()


def refused(edition, **fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        world.make_comment(edition, **fields)


def assert_wrong_parents_are_refused(edition):
    first, other_thread = world.make_comment(edition), world.make_comment(edition)
    answer = world.make_comment(edition, parent=first, thread=first)
    elsewhere = world.make_comment(world.make_live())
    refused(edition, parent=elsewhere, thread=elsewhere)
    refused(edition, parent=first, thread=other_thread)
    refused(edition, parent=answer, thread=answer)
    refused(edition, parent=answer, thread=other_thread)
    assert world.make_comment(edition, parent=answer, thread=first).pk


def test_a_parent_of_another_article_or_thread_is_refused(edition):
    assert_wrong_parents_are_refused(edition)


def test_half_a_reply_is_refused(edition):
    first = world.make_comment(edition)
    refused(edition, parent=first)
    refused(edition, thread=first)


def test_moving_a_reply_elsewhere_is_refused(edition):
    first, other = world.make_comment(edition), world.make_comment(edition)
    answer = world.make_comment(edition, parent=first, thread=first)
    elsewhere = world.make_live()
    for change in ({"parent": other}, {"thread": other}, {"article": elsewhere.article}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Comment.objects.filter(pk=answer.pk).update(**change)
    assert Comment.objects.filter(pk=answer.pk).update(parent=other, thread=other) == 1


@pytest.mark.django_db(transaction=True)
def test_the_rule_survives_a_table_that_a_migration_rebuilt():
    """SQLite drops a table's triggers when a migration makes the table anew; the next `migrate` brings them back."""
    old = Comment._meta.get_field("author_name")
    new = models.CharField(max_length=81, blank=True)
    new.set_attributes_from_name("author_name")
    new.model = Comment
    with connection.schema_editor() as editor:
        editor.alter_field(Comment, old, new, strict=True)
    with connection.schema_editor() as editor:
        editor.alter_field(Comment, new, old, strict=True)
    if connection.vendor == "sqlite":
        assert not installed(), "SQLite kept the triggers: this test shows nothing any more"
    call_command("migrate", verbosity=0)
    assert installed()
    assert_wrong_parents_are_refused(world.make_live())


def installed() -> bool:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [TABLE])
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE tgname = 'comment_parent' AND NOT tgisinternal")
        return bool(cursor.fetchall())


def test_installing_again_changes_nothing(edition):
    triggers.install()
    triggers.install()
    assert_wrong_parents_are_refused(edition)
