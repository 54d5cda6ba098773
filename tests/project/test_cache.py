"""Redis may go away: no page fails for it, sessions are read from the database, and /readyz says so."""

import logging
import socket
from time import monotonic

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import caches
from redis.exceptions import ConnectionError as RedisConnectionError

from newsroom import cache as module
from newsroom import environment
from newsroom.cache import LONGEST, PATIENCE, DispensableRedisCache
from tests.world import make_user


@pytest.fixture
def nobody_home():
    """The address of a Redis that refuses connections."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"redis://127.0.0.1:{probe.getsockname()[1]}/0"


@pytest.fixture
def without_redis(settings, nobody_home):
    """The product as configured with REDIS_URL, and nothing listening there."""
    settings.REDIS_URL = nobody_home
    settings.CACHES = {"default": environment.cache(nobody_home)}
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"


def test_a_cache_without_redis_keeps_nothing_and_fails_nowhere(nobody_home):
    cache = DispensableRedisCache(nobody_home, {})
    cache.set("key", 1)
    assert cache.get("key", "default") == "default"
    assert cache.add("key", 1)
    assert (cache.touch("key"), cache.delete("key"), cache.has_key("key")) == (False, False, False)
    assert cache.get_many(["key"]) == {}
    assert cache.set_many({"key": 1}) == []
    assert cache.get_or_set("key", lambda: 2) == 2
    cache.delete_many(["key"])
    cache.clear()
    with pytest.raises(ValueError, match="not found"):
        cache.incr("key")


def test_a_failing_redis_is_logged_and_left_alone_for_a_while(nobody_home, caplog, monkeypatch):
    clock = [100.0]
    monkeypatch.setattr(module, "monotonic", lambda: clock[0])
    cache = DispensableRedisCache(nobody_home, {})
    with caplog.at_level(logging.WARNING, "newsroom.cache"):
        cache.get("key")
        cache.get("key")
        assert len(caplog.records) == 1
        clock[0] += module.PAUSE
        cache.get("key")
    assert len(caplog.records) == 2
    assert "Redis does not answer" in caplog.text


def test_a_redis_that_hangs_costs_its_patience_once():
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        cache = DispensableRedisCache(f"redis://127.0.0.1:{silent.getsockname()[1]}/0", {})
        began = monotonic()
        for _ in range(5):
            cache.get("key")
        assert monotonic() - began < 3 * PATIENCE


@pytest.mark.django_db
def test_signing_in_working_and_signing_out_go_on_without_redis(without_redis, client):
    make_user("editor", "Editor")
    entered = client.post("/admin/login/", {"username": "editor", "password": "a long password of words"})
    assert entered.status_code == 302
    assert client.get("/admin/").status_code == 200
    assert client.post("/admin/logout/").status_code == 200
    assert client.get("/admin/").status_code == 302
    assert not Session.objects.exists()


@pytest.mark.django_db
def test_readers_see_their_pages_and_readyz_names_the_cache(without_redis, client):
    assert client.get("/").status_code == 200
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {"database": "up", "cache": "down: ConnectionError"}


@pytest.mark.redis
def test_a_key_that_could_not_be_deleted_is_gone_soon(settings):
    cache = caches["default"]
    cache.set("kept", "for ever", None)
    left = cache._cache.get_client().ttl(cache.make_key("kept"))
    assert 0 < left <= LONGEST
    cache.delete("kept")


@pytest.mark.redis
def test_redis_is_used_again_after_it_failed(monkeypatch):
    cache = DispensableRedisCache(environment.os.environ["REDIS_URL"], {})
    with monkeypatch.context() as away:
        away.setattr(cache._cache, "get", lambda *args: (_ for _ in ()).throw(RedisConnectionError("gone")))
        assert cache.get("again") is None
    monkeypatch.setattr(module, "PAUSE", 0)
    cache.paused_until = 0.0
    cache.set("again", 1, 5)
    assert cache.get("again") == 1
