"""Two verbs on one story at one moment: one goes first, the other is judged by what that left; never a gap, never two."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import pairwise
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from articles.models import AuditEntry, Edition
from articles.publishing import correcting, ending, workflow
from articles.publishing.restoring import restore
from articles.publishing.steps import WorkflowRefused
from tests.world import make_article, make_live, make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def by(db):
    return make_user("edda", "Editor")


def at_once(*verbs):
    """Each verb in a thread of its own, all at one moment. What each came to: what it returned, or its refusal."""
    barrier = Barrier(len(verbs))

    def run(verb):
        barrier.wait(timeout=30)
        try:
            return verb()
        except WorkflowRefused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(verbs)) as pool:
        return list(pool.map(run, verbs))


def tomorrow():
    return timezone.now() + timedelta(days=1)


def is_sound(article) -> None:
    """Numbers without a gap, each edition ends before or when the next begins, at most one open, at most one planned."""
    editions = list(article.editions.order_by("live_from"))
    assert [edition.number for edition in editions] == list(range(1, len(editions) + 1))
    for former, later in pairwise(editions):
        assert former.live_until is not None
        assert former.live_until <= later.live_from
    assert article.editions.filter(live_from__gt=timezone.now()).count() <= 1
    assert Edition.objects.live().filter(article=article).count() <= 1


def test_publications_at_once_follow_each_other_without_a_gap(by):
    article = make_article()
    at_once(*[lambda: workflow.publish(article, by=by)] * 5)
    is_sound(article)
    editions = list(article.editions.order_by("number"))
    assert len(editions) == 5
    assert [edition.live_until for edition in editions[:-1]] == [edition.live_from for edition in editions[1:]]
    assert AuditEntry.objects.filter(verb="publish").count() == 5


@pytest.mark.parametrize("_round", range(3))
def test_story_published_and_withdrawn_at_once_ends_as_the_later_of_the_two_left_it(by, _round):
    article = make_live().article
    _published, withdrawn = at_once(
        lambda: workflow.publish(article, by=by), lambda: workflow.withdraw(article, by=by, reason="Forged.")
    )
    is_sound(article)
    last = AuditEntry.objects.filter(verb__in=("publish", "withdraw")).order_by("-pk").first()
    assert not isinstance(withdrawn, WorkflowRefused)
    assert article.editions.live().exists() is (last.verb == "publish")


@pytest.mark.parametrize("_round", range(3))
def test_story_scheduled_and_published_at_once_keeps_what_came_later(by, _round):
    article = make_article()
    at_once(lambda: workflow.schedule(article, by=by, at=tomorrow()), lambda: workflow.publish(article, by=by))
    is_sound(article)
    last = AuditEntry.objects.filter(verb__in=("publish", "schedule")).order_by("-pk").first()
    assert article.editions.live().count() == 1
    assert article.editions.filter(live_from__gt=timezone.now()).exists() is (last.verb == "schedule")


def test_of_schedules_at_once_one_is_kept(by):
    article = make_live().article
    moments = [tomorrow() + timedelta(hours=hour) for hour in range(4)]
    at_once(*[lambda at=at: workflow.schedule(article, by=by, at=at) for at in moments])
    is_sound(article)
    planned = article.editions.get(live_from__gt=timezone.now())
    last = AuditEntry.objects.filter(verb="schedule").order_by("-pk").first()
    assert planned.live_from.isoformat() == last.after["live_from"]
    assert article.editions.live().get().live_until == planned.live_from


def test_of_withdrawals_and_returns_at_once_one_is_done_and_the_others_are_refused(by):
    article = make_live().article
    withdrawn = at_once(*[lambda: workflow.withdraw(article, by=by)] * 3)
    assert sum(isinstance(result, WorkflowRefused) for result in withdrawn) == 2
    restored = at_once(*[lambda: restore(article, by=by)] * 3)
    assert sum(isinstance(result, WorkflowRefused) for result in restored) == 2
    is_sound(article)
    assert article.editions.live().get().number == 2


def test_schedule_cancelled_and_carried_out_at_once_leaves_one_edition(by):
    article = make_live().article
    workflow.schedule(article, by=by, at=tomorrow())
    at_once(lambda: workflow.cancel_schedule(article, by=by), lambda: workflow.publish(article, by=by))
    is_sound(article)
    current = article.editions.live().get()
    assert (current.number, current.live_until) == (2, None)
    assert not article.editions.filter(live_from__gt=timezone.now()).exists()


def test_correction_and_withdrawal_at_once_leave_no_correction_without_its_edition(by):
    article = make_live().article
    corrected, _withdrawn = at_once(
        lambda: correcting.correct(article, kind="correction", text="Built in 1962.", by=by),
        lambda: workflow.withdraw(article, by=by),
    )
    is_sound(article)
    assert not article.editions.live().exists(), "the withdrawal holds, whichever came first"
    made = 0 if isinstance(corrected, WorkflowRefused) else 1
    assert (article.corrections.count(), article.editions.count()) == (made, 1 + made)


def test_planned_end_survives_a_publication_at_the_same_moment(by):
    article, at = make_live().article, tomorrow()
    at_once(lambda: ending.end_at(article, at=at, by=by), lambda: workflow.publish(article, by=by))
    is_sound(article)
    assert article.editions.live().get().live_until == at
