"""/healthz says the process is up, /readyz that it can serve."""

import pytest
from django.core.cache.backends.locmem import LocMemCache
from django.db import OperationalError

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
