"""What every test gets: a media folder of its own, and the groups of the desk, whatever ran before it."""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connections
from django.db.models.signals import post_migrate

pytest_plugins = ["tests.leftout", "tests.chromium"]


def groups_again(sender, using, **kwargs):
    """A transactional test ends by emptying every table, the groups that a migration made included."""
    migration = import_module("articles.migrations.0002_groups")
    migration.make_groups(apps, SimpleNamespace(connection=connections[using]))


@pytest.fixture(scope="session", autouse=True)
def groups_survive_a_flush(django_db_setup):
    post_migrate.connect(groups_again, sender=apps.get_app_config("articles"), dispatch_uid="tests.groups_again")


@pytest.fixture(autouse=True)
def media_in_a_temporary_folder(settings, tmp_path):
    """Each test its own media: nothing is written into the checkout, nothing leaks from test to test."""
    storages = {**settings.STORAGES}
    for alias, folder in (("default", "public"), ("originals", "private")):
        options = {**storages[alias]["OPTIONS"], "location": tmp_path / "media" / folder}
        storages[alias] = {**storages[alias], "OPTIONS": options}
    settings.STORAGES = storages
