"""What every test gets: a media folder of its own, and the groups of the desk, whatever ran before it."""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.contrib.auth.signals import user_logged_in
from django.core.cache import cache
from django.db import connection, connections
from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.models.signals import post_migrate
from django.test import Client

from articles.publishing import signing_in, triggers

pytest_plugins = ["tests.leftout", "tests.chromium"]


def groups_again(sender, using, **kwargs):
    """A transactional test ends by emptying every table, the groups that a migration made included."""
    editor = SimpleNamespace(connection=connections[using])
    import_module("articles.migrations.0002_groups").make_groups(apps, editor)
    import_module("articles.migrations.0005_desk_rights").make_desk_rights(apps, editor)
    import_module("articles.migrations.0007_sourcing_rights").make_sourcing_rights(apps, editor)
    import_module("articles.migrations.0009_judging_rights").make_judging_rights(apps, editor)
    import_module("articles.migrations.0012_conversation_rights").make_conversation_rights(apps, editor)


@pytest.fixture(scope="session", autouse=True)
def groups_survive_a_flush(django_db_setup):
    post_migrate.connect(groups_again, sender=apps.get_app_config("articles"), dispatch_uid="tests.groups_again")


@pytest.fixture(autouse=True)
def groups_are_there(request):
    """A test that brings the first state of the database back (`serialized_rollback`) leaves it without groups after it."""
    marker = request.node.get_closest_marker("django_db")
    if marker is None or not marker.kwargs.get("transaction") or marker.kwargs.get("serialized_rollback"):
        return
    request.getfixturevalue("transactional_db")
    if not Group.objects.exists():
        groups_again(None, "default")


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
def cache_is_empty():
    """A test that is rolled back leaves in Redis what it kept there: sessions whose rows the database no longer has.

    Says so, loudly, when Redis has no database for this worker (tests/settings.py).
    """
    if hasattr(cache, "without"):  # the product's own, which would go on without it
        cache._cache.get_client(write=True).flushdb()


@pytest.fixture(scope="session", autouse=True)
def record_may_be_flushed():
    """Emptying every table is what the database refuses for the audit log: the triggers stand aside for a flush alone."""
    flush = BaseDatabaseOperations.execute_sql_flush

    def flush_without_triggers(self, sql_list):
        triggers.remove(self.connection.alias)
        flush(self, sql_list)
        triggers.install(self.connection.alias)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", flush_without_triggers)
        yield


@pytest.fixture(scope="session", autouse=True)
def forced_sign_in_leaves_no_trace():
    """`force_login` is no way in that the product has; without this each test would begin with an entry in the log."""
    force_login = Client.force_login

    def without_entry(self, user, backend=None):
        user_logged_in.disconnect(dispatch_uid="audit.signed_in")
        try:
            force_login(self, user, backend)
        finally:
            signing_in.connect()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Client, "force_login", without_entry)
        yield


@pytest.fixture(autouse=True)
def media_in_a_temporary_folder(settings, tmp_path):
    """Each test its own media: nothing is written into the checkout, nothing leaks from test to test."""
    storages = {**settings.STORAGES}
    for alias, folder in (("default", "public"), ("originals", "private")):
        options = {**storages[alias]["OPTIONS"], "location": tmp_path / "media" / folder}
        storages[alias] = {**storages[alias], "OPTIONS": options}
    settings.STORAGES = storages
