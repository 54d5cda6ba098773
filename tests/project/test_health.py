"""/healthz says the process is up, /readyz that it can serve."""

import re

import pytest
from django.core.cache.backends.locmem import LocMemCache
from django.db import OperationalError
from django.db.migrations.recorder import MigrationRecorder

from newsroom import health


def test_the_process_is_up_without_asking_the_database(client, django_assert_num_queries):
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"process": "up"})
    assert response["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_ready_when_the_database_answers(client, settings):
    settings.REDIS_URL = ""
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (200, {"database": "up"})


@pytest.mark.django_db
def test_not_ready_when_the_database_does_not_answer(client, settings, monkeypatch):
    def down():
        raise OperationalError("connection refused")

    settings.REDIS_URL = ""
    monkeypatch.setattr(health, "ask_database", down)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {"database": "down: OperationalError"}


@pytest.mark.django_db
def test_a_configured_cache_counts(client, settings, monkeypatch):
    settings.REDIS_URL = "redis://example"
    monkeypatch.setattr(LocMemCache, "get", lambda *args, **kwargs: None)
    monkeypatch.setattr(health, "cache", LocMemCache("forgetful", {}))
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["cache"].startswith("down")


@pytest.mark.redis
@pytest.mark.django_db
def test_ready_with_a_real_redis(client):
    assert client.get("/readyz").json() == {"database": "up", "cache": "up"}


def test_posting_to_a_probe_is_refused(client):
    assert client.post("/healthz").status_code == 405


@pytest.fixture
def nothing_seen_yet(monkeypatch):
    """The process as it starts, before any probe found the database migrated."""
    monkeypatch.setattr(health, "seen_migrated", set())


@pytest.mark.django_db
def test_not_ready_while_a_migration_is_missing(client, settings, nothing_seen_yet):
    settings.REDIS_URL = ""
    last = MigrationRecorder.Migration.objects.filter(app="articles").order_by("name").last()
    last.delete()
    response = client.get("/readyz")
    assert response.status_code == 503
    said = response.json()["database"]
    assert said == f"not migrated: articles.{last.name} missing; run `manage.py migrate`"
    last.save(force_insert=True)
    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_not_ready_on_a_database_without_tables(client, settings, nothing_seen_yet, monkeypatch):
    settings.REDIS_URL = ""
    monkeypatch.setattr(MigrationRecorder, "has_table", lambda self: False)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert re.match(r"not migrated: \w+\.\w+ and \d+ more missing; run", response.json()["database"])


@pytest.mark.django_db
def test_migrations_are_looked_at_until_they_were_seen_applied(
    client, settings, nothing_seen_yet, django_assert_max_num_queries
):
    settings.REDIS_URL = ""
    with django_assert_max_num_queries(3):
        client.get("/readyz")
    with django_assert_max_num_queries(1):
        client.get("/readyz")
