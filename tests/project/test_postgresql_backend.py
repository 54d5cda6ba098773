"""A PostgreSQL that hangs is one that is down: nobody waits for it longer than said, and nobody asks it until it is back."""

from __future__ import annotations

import time

import pytest
from django.db import OperationalError, connections

from articles.page_cache import availability, generations

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@pytest.fixture(autouse=True)
def a_map_of_its_own(settings, tmp_path):
    settings.PAGE_CACHE_FOLDER = tmp_path / "pages"
    yield
    wait_until_it_is_back()
    found = generations._maps.pop(settings.PAGE_CACHE_FOLDER, None)
    if found is not None:
        found.close()


@pytest.fixture
def own():
    connection = connections.create_connection("default")
    yield connection
    connection.close()


def wait_until_it_is_back():
    end = time.monotonic() + 10
    while (availability.is_down() or availability._probing.locked()) and time.monotonic() < end:
        time.sleep(0.02)
    assert not availability.is_down()


def test_a_query_is_waited_for_as_long_as_said(own):
    began = time.monotonic()
    with availability.waiting_at_most(0.3), own.cursor() as cursor, pytest.raises(OperationalError, match="in time"):
        cursor.execute("SELECT pg_sleep(5)")
    assert time.monotonic() - began < 2
    wait_until_it_is_back()  # one slow query does not mean that the database is down


def test_a_query_that_is_answered_in_time_is_answered(own):
    with availability.waiting_at_most(2), own.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.3), 7")
        assert cursor.fetchone()[1] == 7
    assert not availability.is_down()


def test_while_it_is_down_it_is_not_even_asked(own, monkeypatch):
    availability.say_down()
    began = time.monotonic()
    with pytest.raises(OperationalError, match="asked again"):
        own.ensure_connection()
    assert time.monotonic() - began < 0.2
    generations.here().tell_time(generations.DOWN_UNTIL, 0)
    own.ensure_connection()


def test_queries_of_others_are_given_up_once_it_is_known_to_be_down(own):
    own.ensure_connection()
    availability.say_down()
    generations.here().tell_time(generations.DOWN_SINCE, time.time() - 1)
    began = time.monotonic()
    with own.cursor() as cursor, pytest.raises(OperationalError):
        cursor.execute("SELECT pg_sleep(5)")
    assert time.monotonic() - began < 2


def test_a_command_asks_all_the_same(own, monkeypatch):
    monkeypatch.setenv("NEWSROOM_SERVES_NOBODY", "1")
    availability.say_down()
    own.ensure_connection()
    generations.here().tell_time(generations.DOWN_UNTIL, 0)
