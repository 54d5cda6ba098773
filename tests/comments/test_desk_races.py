"""Two moderators at the same moment: each comment is decided once, the counts agree, and nobody waits for ever."""

import threading

import pytest
from django.db import connection

from articles.comments import moderation
from articles.comments.desk import undo
from articles.comments.discussions import counts
from articles.models import AuditEntry, Comment, ModerationStep
from articles.publishing.steps import WorkflowRefused
from tests.world import make_comment, make_live, make_user

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts) -> list:
    """What each act gave, or the refusal it met, all begun at the same moment."""
    start, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(index, act):
        try:
            start.wait(10)
            results[index] = act()
        except WorkflowRefused as refusal:
            results[index] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not any(thread.is_alive() for thread in threads)
    return results


def test_of_two_who_decide_the_same_comments_one_decides():
    edition = make_live()
    ids = [make_comment(edition, status="waiting").pk for _number in range(40)]
    one, other = make_user("one", "Moderator"), make_user("other", "Moderator")

    def decide(status, order, by):
        return lambda: moderation.decide(
            Comment.objects.filter(pk__in=ids).order_by(order), status, by=by, only_open=True
        )

    outcomes = at_once(decide("approved", "pk", one), decide("rejected", "-pk", other))
    assert sorted(outcome.count for outcome in outcomes) == [0, 40]
    assert sorted(outcome.overtaken for outcome in outcomes) == [0, 40]
    assert AuditEntry.objects.filter(object_type="comment", verb__in=["approve", "reject"]).count() == 40
    assert Comment.objects.values("status", "decided_by").distinct().count() == 1
    assert list(counts.differences()) == []


def test_one_step_is_taken_back_once():
    comment = make_comment(make_live(), status="waiting")
    one = make_user("one", "Moderator")
    moderation.reject(comment, by=one)
    results = at_once(lambda: undo.undo(by=one), lambda: undo.undo(by=one))
    assert sum(isinstance(result, WorkflowRefused) for result in results) == 1
    assert Comment.objects.get().status == "waiting"
    assert ModerationStep.objects.filter(undone_at=None).count() == 0
    assert AuditEntry.objects.filter(verb="undo_moderation").count() == 1
