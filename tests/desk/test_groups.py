"""The groups of the desk come with the schema, with the rights they need and no more."""

import importlib
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import connection

from tests.world import make_user

migration = importlib.import_module("articles.migrations.0002_groups")
# The steps ask it for nothing else, and SQLite's own cannot be had within a transaction.
SCHEMA_EDITOR = SimpleNamespace(connection=connection)


@pytest.mark.parametrize(
    ("group", "may", "may_not"),
    [
        (
            "Reporter",
            "add_article change_article add_picture add_source change_statement",
            "publish_article withdraw_article delete_article delete_picture moderate_comment view_source_private",
        ),
        (
            "Editor",
            "publish_article withdraw_article delete_article moderate_comment view_source_private view_auditentry "
            "add_importeddocument change_section add_correction",
            "delete_comment add_auditentry delete_importeddocument",
        ),
        (
            "Moderator",
            "view_article change_comment moderate_comment",
            "change_article add_article publish_article view_source view_auditentry",
        ),
    ],
)
def test_group_has_the_rights_it_needs_and_no_more(db, group, may, may_not):
    user = make_user("somebody", group)
    assert [right for right in may.split() if not user.has_perm(f"articles.{right}")] == []
    assert [right for right in may_not.split() if user.has_perm(f"articles.{right}")] == []


def test_making_the_groups_again_changes_nothing(db):
    before = {group.name: set(group.permissions.values_list("pk", flat=True)) for group in Group.objects.all()}
    migration.make_groups(apps, SCHEMA_EDITOR)
    assert {g.name: set(g.permissions.values_list("pk", flat=True)) for g in Group.objects.all()} == before


def test_going_back_removes_only_groups_that_nobody_belongs_to(db):
    make_user("somebody", "Editor")
    migration.remove_empty_groups(apps, SCHEMA_EDITOR)
    assert list(Group.objects.values_list("name", flat=True)) == ["Editor"]
