"""The counts that readers are told are kept as columns, and are what a recount finds, after every verb and every race."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction
from django.utils import timezone

from articles.comments import moderation
from articles.comments.discussions import counts
from articles.comments.posting import Submission, post
from articles.models import Comment, Discussion, Recommendation, Report
from tests import world
from tests.comments.conversing import reply

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return world.make_live(comment_policy="open")


def told(edition):
    """Comments and threads of the conversation, and the answers of each thread that has any."""
    row = Discussion.objects.filter(pk=edition.article_id).first()
    firsts = Comment.objects.filter(article=edition.article_id, reply_count__gt=0).order_by("pk")
    return (row.comment_count, row.thread_count) if row else None, list(firsts.values_list("reply_count", flat=True))


def test_a_new_public_comment_is_added_in_two_statements(edition, django_assert_num_queries):
    first = world.make_comment(edition)
    fields = {"article": edition.article, "text": "New", "status": "approved", "posted": timezone.now()}
    for parent, expected in ((None, ((2, 2), [])), (first, ((3, 2), [1]))):
        comment = Comment.objects.create(**fields, parent=parent, thread=parent)
        with django_assert_num_queries(1 if parent is None else 2):
            counts.added(comment)
        assert told(edition) == expected
        assert not list(counts.differences([edition.article_id]))


def test_the_first_comment_of_a_story_makes_its_row(edition):
    comment = Comment.objects.create(article=edition.article, text="New", status="approved", posted=timezone.now())
    counts.added(comment)
    assert told(edition) == ((1, 1), [])


@pytest.mark.parametrize("status", ["waiting", "rejected", "deleted"])
def test_a_comment_that_nobody_sees_is_not_added(edition, status):
    counts.added(Comment(article=edition.article, text="New", status=status, posted=timezone.now()))
    assert told(edition) == (None, [])


def test_answers_stand_below_a_deleted_comment_and_not_below_a_rejected_one(edition):
    first = world.make_comment(edition)
    answer = reply(edition, first)
    for status, expected, shown in (
        ("deleted", (1, 1), [answer]),
        ("rejected", (0, 0), []),
        ("waiting", (0, 0), []),
        ("approved", (2, 1), [first, answer]),
    ):
        Comment.objects.filter(pk=first.pk).update(status=status)
        counts.recount([edition.article_id])
        assert told(edition) == (expected, [1]), status
        assert list(Comment.objects.public().order_by("pk")) == shown
        assert not list(counts.differences()), status


def test_a_deleted_comment_without_answers_counts_for_nothing(edition):
    first = world.make_comment(edition, status="deleted", text="")
    assert told(edition) == ((0, 0), [])
    waiting = reply(edition, first, status="waiting")
    assert told(edition) == ((0, 0), [])
    Comment.objects.filter(pk=waiting.pk).update(status="approved")
    counts.added(Comment.objects.get(pk=waiting.pk))
    assert told(edition) == ((1, 1), [1])


def test_every_verb_leaves_counts_that_a_recount_agrees_with(edition):
    submission = Submission(name="Ada", email="ada@example.org", text="The pier was closed.")
    first, _new = post(edition.article, edition, submission)
    answer, _new = post(
        edition.article, edition, Submission(name="Bo", email="bo@example.org", text="It was.", parent_id=first.pk)
    )
    assert told(edition) == ((2, 1), [1])
    moderation.reject(answer, by=None)
    assert told(edition) == ((1, 1), [])
    moderation.approve(answer, by=None)
    moderation.reject(first, by=None)
    assert told(edition)[0] == (0, 0)
    moderation.approve(first, by=None)
    assert told(edition) == ((2, 1), [1])
    assert not list(counts.differences())


def test_a_decision_counts_its_own_threads_anew_and_moves_the_story_by_the_difference(edition):
    """A story with thousands of threads must not be counted through for one comment: its other threads are as they were."""
    one, other = world.make_comment(edition), world.make_comment(edition)
    waiting = reply(edition, one, status="waiting")
    reply(edition, other)
    counts.recount([edition.article_id])
    assert told(edition) == ((3, 2), [1])
    Comment.objects.filter(pk=other.pk).update(reply_count=5)
    moderation.approve(waiting, by=None)
    assert dict(Comment.objects.filter(thread=None).values_list("pk", "reply_count")) == {one.pk: 1, other.pk: 5}
    assert told(edition)[0] == (4, 2)
    assert [each.comment for each in counts.mend()] == [other.pk]
    assert not list(counts.differences())


def test_a_recount_costs_the_same_for_two_comments_and_for_two_hundred(edition, django_assert_num_queries):
    first = world.make_comment(edition)
    rows = [
        Comment(
            article=edition.article, text="x", status="approved", posted=timezone.now(), parent=parent, thread=parent
        )
        for parent in [None, first] * 100
    ]
    for some in (rows[:2], rows[2:]):
        Comment.objects.bulk_create(some)
        with django_assert_num_queries(4):
            counts.recount([edition.article_id])
    assert told(edition) == ((201, 101), [100])


def test_differences_name_each_wrong_count_and_mending_sets_it_right(edition):
    first = world.make_comment(edition)
    answer = reply(edition, first)
    Recommendation.objects.create(comment=answer, who="x")
    Report.objects.create(comment=answer, why="spam", who="x")
    Discussion.objects.filter(pk=edition.article_id).update(comment_count=7, thread_count=3)
    Comment.objects.filter(pk=first.pk).update(reply_count=5)
    article = edition.article_id
    expected = [
        counts.Difference(article, None, "comment_count", 7, 2),
        counts.Difference(article, None, "thread_count", 3, 1),
        counts.Difference(article, first.pk, "reply_count", 5, 1),
        counts.Difference(article, answer.pk, "recommendations", 0, 1),
        counts.Difference(article, answer.pk, "open_reports", 0, 1),
    ]
    assert list(counts.differences()) == expected
    assert counts.mend() == expected
    assert list(counts.differences()) == []


def test_a_conversation_without_a_row_is_a_difference(edition):
    Comment.objects.create(article=edition.article, text="x", status="approved", posted=timezone.now())
    assert [each.column for each in counts.differences()] == ["comment_count", "thread_count"]
    counts.mend([edition.article_id])
    assert told(edition) == ((1, 1), [])


def test_what_is_rolled_back_was_not_counted(edition):
    with transaction.atomic():
        world.make_comment(edition)
        transaction.set_rollback(True)
    assert told(edition) == (None, [])


@pytest.mark.django_db(transaction=True)
def test_posts_and_decisions_at_the_same_moment_leave_true_counts():
    edition = world.make_live(comment_policy="open")
    first = world.make_comment(edition, posted=timezone.now() - timedelta(hours=1))
    answers = [reply(edition, first) for _number in range(4)]
    start, failed = Barrier(8), []

    def work(number):
        try:
            start.wait()
            for turn in range(5):
                if number % 2:
                    words = f"Words {number} {turn}"
                    parent = first.pk if turn % 2 else None
                    post(edition.article, edition, Submission("Ada", f"a{number}@example.org", words, parent_id=parent))
                else:
                    decide = moderation.reject if turn % 2 else moderation.approve
                    decide(answers[number // 2], by=None)
        except Exception as error:  # noqa: BLE001 - a thread's failure must reach the test
            failed.append(error)
        finally:
            connection.close()

    threads = [Thread(target=work, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert list(counts.differences()) == []
    assert Discussion.objects.get(pk=edition.article_id).comment_count == Comment.objects.public().count()
