"""Two verbs on one conversation at the same moment: the later one waits for the earlier one and counts what that one left."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

import pytest
from django.db import close_old_connections, connection, transaction

from articles.comments import moderation
from articles.comments.desk import replying
from articles.comments.discussions import counts, shares
from articles.comments.own import changing, erasing
from articles.comments.own.readers import Reader
from articles.comments.posting import Submission, post
from articles.models import Comment, Discussion
from tests import world

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 15  # seconds: many times what either verb takes


@pytest.fixture
def thread():
    """A thread with three answers, by a reader of their own each."""
    edition = world.make_live(comment_policy="open")
    first = world.make_comment(edition, author_email="first@example.org")
    for number in range(3):
        world.make_comment(edition, parent=first, thread=first, author_email=f"reader{number}@example.org")
    return edition


def answers(edition) -> list[Comment]:
    return list(Comment.objects.filter(article=edition.article, thread__isnull=False).order_by("pk"))


def somebody_waits() -> bool:
    """Whether a session of this database waits for a lock. SQLite cannot tell: there the other has had its time."""
    if connection.vendor != "postgresql":
        time.sleep(0.3)
        return True
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' LIMIT 1"
        )
        return cursor.fetchone() is not None


def until(condition) -> bool:
    end = time.monotonic() + PATIENCE
    while not (found := condition()) and time.monotonic() < end:
        time.sleep(0.01)
    return found


def in_a_thread(verb):
    def work():
        close_old_connections()
        try:
            return verb()
        finally:
            connection.close()

    return work


@contextmanager
def under_way(verb, goes_on: Event):
    """`verb` has done its work and has not committed until `goes_on` is set; what it left, when the block ends."""
    done = Event()

    def slow():
        with transaction.atomic():
            verb()
            done.set()
            assert goes_on.wait(PATIENCE)

    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(in_a_thread(slow))
        try:
            assert done.wait(PATIENCE), running.exception(0)
            yield
        finally:
            goes_on.set()
            running.result(PATIENCE)


def one_after_the_other(earlier, later) -> None:
    """`later` begins while `earlier` has not committed, and waits; both end well."""
    goes_on = Event()
    with ThreadPoolExecutor(1) as pool, under_way(earlier, goes_on):
        second = pool.submit(in_a_thread(later))
        until(lambda: second.done() or somebody_waits())
        assert not second.done(), second.exception(0)
        goes_on.set()
        second.result(PATIENCE)


def own(comment: Comment) -> Reader:
    return Reader(None, frozenset({comment.author_email}), frozenset())


VERBS = {
    "reject": lambda edition, answer: moderation.reject(answer, by=None),
    "post": lambda edition, answer: post(
        edition.article, edition, Submission("Ada", "ada@example.org", "It was shut.", parent_id=answer.pk)
    ),
    "delete": lambda edition, answer: changing.delete(answer.pk, by=own(answer)),
    "edit": lambda edition, answer: changing.edit(answer, "Other words.", by=own(answer)),
    "erase": lambda edition, answer: erasing.erase_own(own(answer)),
    "reply": lambda edition, answer: replying.reply(
        answer, text="We asked.", token="t", by=world.make_user(f"editor{answer.pk}", "Editor")
    ),
}


@pytest.mark.parametrize("later", ["reject", "post", "edit", "erase"])
@pytest.mark.parametrize("earlier", ["reject", "post", "edit", "erase"])
def test_of_two_verbs_at_once_the_later_one_counts_what_the_earlier_one_left(thread, earlier, later):
    one, other, _third = answers(thread)
    one_after_the_other(lambda: VERBS[earlier](thread, one), lambda: VERBS[later](thread, other))
    assert list(counts.differences()) == []
    told = Discussion.objects.get(pk=thread.article_id)
    both = [earlier, later]
    expected = 4 - both.count("reject") - both.count("erase") + both.count("post")
    assert told.comment_count == expected == Comment.objects.public().count()


@pytest.mark.parametrize("verb", [name for name in VERBS if name not in {"post", "erase"}])
def test_an_answer_to_what_is_being_decided_on_waits_and_neither_is_thrown_out(thread, monkeypatch, verb):
    """The verb has locked its comment and not yet counted when the answer arrives: a deadlock, if it locked them in that order."""
    chosen = answers(thread)[0]
    began, goes_on = Event(), Event()
    counting = [(counts, "recount", counts.recount), (shares, "settle", shares.settle)]

    def slowly(count):
        def slow(*args, **kwargs):
            began.set()
            goes_on.wait(PATIENCE)
            count(*args, **kwargs)

        return slow

    for place, name, count in counting:
        monkeypatch.setattr(place, name, slowly(count))
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(in_a_thread(lambda: VERBS[verb](thread, chosen)))
        assert until(lambda: began.is_set() or first.done())
        assert began.is_set()
        for place, name, count in counting:
            monkeypatch.setattr(place, name, count)
        second = pool.submit(in_a_thread(lambda: VERBS["post"](thread, chosen)))
        until(lambda: second.done() or somebody_waits())
        goes_on.set()
        first.result(PATIENCE)
        second.result(PATIENCE)
    assert list(counts.differences()) == []


@pytest.mark.postgres
def test_a_comment_that_waits_is_stored_while_a_decision_on_the_story_is_under_way(thread):
    """A flood of what is held changes no count, so it takes no lock that a moderator or another reader waits for."""
    Discussion.objects.filter(pk=thread.article_id).update(state=Discussion.State.HELD)
    chosen = answers(thread)[0]
    with under_way(lambda: moderation.reject(chosen, by=None), Event()), ThreadPoolExecutor(1) as pool:
        made, is_new = pool.submit(in_a_thread(lambda: VERBS["post"](thread, chosen))).result(PATIENCE)
        assert (made.status, is_new) == ("waiting", True)


@pytest.mark.postgres
def test_what_is_decided_over_many_stories_in_opposite_orders_does_not_block_each_other():
    editions = [world.make_live(comment_policy="open") for _number in range(6)]
    pairs = [[world.make_comment(edition).pk for _twice in range(2)] for edition in [*editions[3:], *editions[:3]]]
    Discussion.objects.filter(pk__in=[edition.article_id for edition in editions[1:4]]).delete()

    def decide(which: int, turn: int):
        chosen = Comment.objects.filter(pk__in=[pair[which] for pair in pairs])
        (moderation.reject_all if turn % 2 else moderation.approve_all)(chosen, by=None)

    with ThreadPoolExecutor(2) as pool:
        for turn in range(1, 9):
            list(pool.map(lambda which, now=turn: in_a_thread(lambda: decide(which, now))(), range(2)))
    assert list(counts.differences()) == []
