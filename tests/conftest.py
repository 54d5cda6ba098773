"""What every test gets: a media folder of its own, and the groups of the desk, whatever ran before it."""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection, connections
from django.db.models.signals import post_migrate

pytest_plugins = ["tests.leftout", "tests.chromium"]


def groups_again(sender, using, **kwargs):
    """A transactional test ends by emptying every table, the groups that a migration made included."""
    migration = import_module("articles.migrations.0002_groups")
    migration.make_groups(apps, SimpleNamespace(connection=connections[using]))


@pytest.fixture(scope="session", autouse=True)
def groups_survive_a_flush(django_db_setup):
    post_migrate.connect(groups_again, sender=apps.get_app_config("articles"), dispatch_uid="tests.groups_again")


@pytest.fixture(scope="session", autouse=True)
def nobody_is_left_in_the_database(django_db_setup, django_db_blocker):
    """A thread of a race may leave its PostgreSQL session behind, and a database with a session cannot be dropped."""
    yield
    with django_db_blocker.unblock():
        if connection.vendor != "postgresql":
            return
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(autouse=True)
def media_in_a_temporary_folder(settings, tmp_path):
    """Each test its own media: nothing is written into the checkout, nothing leaks from test to test."""
    storages = {**settings.STORAGES}
    for alias, folder in (("default", "public"), ("originals", "private")):
        options = {**storages[alias]["OPTIONS"], "location": tmp_path / "media" / folder}
        storages[alias] = {**storages[alias], "OPTIONS": options}
    settings.STORAGES = storages
