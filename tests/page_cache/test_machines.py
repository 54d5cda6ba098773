"""Machines that share a PostgreSQL hear of each other's purges, with the transaction, and know when they do not hear."""

from __future__ import annotations

import json
import threading
import time

import psycopg
import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from articles.comments.posting import Submission, post
from articles.models import Comment
from articles.page_cache import generations, hearing, purge
from articles.page_cache.changes import CHANNEL, in_portions
from articles.page_cache.generations import HEARD, here, slots_of
from tests import world

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@pytest.fixture(autouse=True)
def machines_are_told(settings):
    settings.PAGE_CACHE_NOTIFY = True


@pytest.fixture
def other_machine():
    """A connection that listens, as another machine does."""
    wrapper = connections.create_connection("default")
    with psycopg.connect(**{**wrapper.get_connection_params(), "autocommit": True}) as listener:
        listener.execute(f"LISTEN {CHANNEL}")
        yield listener


@pytest.fixture
def listening():
    """This machine listens in a thread; yields how its connection ended, once it did."""
    ended = []

    def listen():
        try:
            hearing.listen_once()
        except Exception as error:  # noqa: BLE001 - the test looks at it
            ended.append(error)

    since = here().counter
    thread = threading.Thread(target=listen)
    thread.start()
    wait(lambda: here().read_time(HEARD) > 0)
    assert here().counter == since + 1  # what was said before it listened may have been missed
    yield ended
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
            "AND datname = current_database() AND (query ILIKE 'LISTEN%' OR query = 'SELECT 1')"
        )
    thread.join(10)
    assert not thread.is_alive()


def wait(condition, seconds=5):
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.01)
    assert condition()


def words_heard(listener, seconds=1):
    return [json.loads(notice.payload) for notice in listener.notifies(timeout=seconds, stop_after=1)]


def test_the_word_comes_with_the_transaction_and_never_before_it(other_machine):
    with transaction.atomic():
        purge("article:1", "front", gone=True)
        assert words_heard(other_machine, 0.3) == []
    ((_number, gone, tags),) = words_heard(other_machine)
    assert (gone, tags) == (1, ["article:1", "front"])


def test_what_readers_do_often_is_told_right_after_the_commit(other_machine):
    """Commits with a NOTIFY wait for each other."""
    with transaction.atomic(), CaptureQueriesContext(connection) as within:
        purge("comments:1", often=True)
    assert not any("pg_notify" in query["sql"] for query in within)
    ((_number, gone, tags),) = words_heard(other_machine)
    assert (gone, tags) == (0, ["comments:1"])


def test_what_could_not_be_told_fails_nobodys_post(other_machine, monkeypatch):
    monkeypatch.setattr("articles.page_cache.changes.CHANNEL", "x" * 100)  # longer than PostgreSQL takes
    since, slots = here().counter, slots_of(["comments:1"])
    with transaction.atomic():
        purge("comments:1", often=True)
    assert not here().are_unchanged(slots, since)
    assert connection.is_usable()


def test_a_comment_of_a_reader_is_stored_without_a_notify_in_its_transaction(other_machine):
    edition = world.make_live(comment_policy="open")
    words_heard(other_machine, 0.3)
    told = []
    with connection.execute_wrapper(
        lambda go, sql, *rest: told.append((sql, connection.in_atomic_block)) or go(sql, *rest)
    ):
        post(edition.article, edition, Submission(name="Ada", email="ada@example.org", text="The pier is long."))
    assert Comment.objects.latest("pk").status == Comment.Status.APPROVED
    assert [inside for sql, inside in told if "pg_notify" in sql] == [False]


def test_what_is_rolled_back_is_told_to_nobody(other_machine):
    with transaction.atomic():
        purge("front")
        transaction.set_rollback(True)
    assert words_heard(other_machine, 0.5) == []


def test_what_another_machine_purges_is_purged_here(listening):
    since, slots = here().counter, slots_of(["article:9"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, json.dumps([123456, 1, ["article:9"]])])
    wait(lambda: not here().are_unchanged(slots, since))
    assert not here().are_there(slots, since)
    assert here().are_unchanged(slots_of(["article:8"]), since)


def test_its_own_word_throws_nothing_away_twice(listening):
    since = here().counter
    purge("article:9")
    time.sleep(0.5)
    assert here().counter == since + 1


def test_a_word_of_another_version_makes_everything_anew(listening):
    since = here().counter
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, "nonsense"])
    wait(lambda: not here().are_unchanged(slots_of([]), since))


def test_a_process_that_died_between_commit_and_its_own_word_purged_all_the_same(listening, monkeypatch):
    """The database tells this machine, too."""
    monkeypatch.setattr("articles.page_cache.changes.heard", lambda *args, **kwargs: None)
    since = here().counter
    purge("article:9")
    wait(lambda: not here().are_unchanged(slots_of(["article:9"]), since))


def test_who_hears_nothing_for_long_knows(monkeypatch, listening):
    assert hearing.is_heard(here())
    began = generations.now()
    monkeypatch.setattr(hearing, "now", lambda: began + hearing.DEAF_AFTER + 3)
    assert not hearing.is_heard(here())


def test_many_tags_are_several_words_that_each_fit():
    tags = sorted(f"article:{number}" for number in range(3000))
    portions = in_portions(tags)
    assert [tag for portion in portions for tag in portion] == tags
    assert max(len(json.dumps([2**62, 1, portion])) for portion in portions) < 8000
