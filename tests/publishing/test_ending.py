"""A planned end: readers see the story until then and no longer, no job needed, and it can be taken back."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles.models import AuditEntry, Edition
from articles.publishing import ending, workflow
from articles.publishing.workflow import WorkflowRefused
from tests import world

pytestmark = pytest.mark.django_db


def soon(**delta):
    return timezone.now() + timedelta(**(delta or {"hours": 1}))


def live_numbers(at=None):
    return list(Edition.objects.live(at).values_list("number", flat=True))


def periods(article):
    return [(edition.number, edition.live_until, edition.ending) for edition in article.editions.order_by("live_from")]


def test_story_ends_by_itself_at_its_moment(client):
    edition, end = world.make_live(), soon()
    ending.end_at(edition.article, at=end, by=None, reason="The licence of the agency ended.")
    assert live_numbers(end - timedelta(microseconds=1)) == [1]
    assert live_numbers(end) == []
    assert client.get(edition.path).status_code == 200
    Edition.objects.filter(pk=edition.pk).update(live_until=timezone.now())
    page = client.get(edition.path)
    assert page.status_code == 410
    assert "This story is no longer here" in page.content.decode()
    assert "The licence of the agency ended." in page.content.decode()
    assert "has been withdrawn" not in page.content.decode()


def test_cancelled_end_lets_the_story_stay():
    article = world.make_live().article
    ending.end_at(article, at=soon(), by=None, reason="A reason.")
    ending.cancel_end(article, by=None)
    edition = article.editions.get()
    assert (edition.live_until, edition.ending, edition.ending_reason) == (None, "", "")


def test_new_edition_before_the_end_takes_it_over():
    article, end = world.make_live().article, soon(hours=3)
    ending.end_at(article, at=end, by=None, reason="Agreed.")
    edition = workflow.publish(article, by=None)
    assert (edition.live_until, edition.ending, edition.ending_reason) == (end, "expired", "Agreed.")
    assert [ended for _number, _until, ended in periods(article)] == ["superseded", "expired"]
    assert live_numbers(end) == []


def test_scheduled_edition_before_the_end_takes_it_over_and_gives_it_back_when_cancelled():
    article, end = world.make_live().article, soon(hours=3)
    ending.end_at(article, at=end, by=None)
    start = soon(hours=1)
    workflow.schedule(article, by=None, at=start)
    assert periods(article) == [(1, start, "superseded"), (2, end, "expired")]
    workflow.cancel_schedule(article, by=None)
    assert periods(article) == [(1, end, "expired")]


def test_rescheduled_edition_keeps_the_end():
    article, end = world.make_live().article, soon(hours=5)
    ending.end_at(article, at=end, by=None)
    workflow.schedule(article, by=None, at=soon(hours=1))
    later = soon(hours=2)
    workflow.schedule(article, by=None, at=later)
    assert periods(article) == [(1, later, "superseded"), (2, end, "expired")]


def test_edition_scheduled_after_the_end_comes_back_for_good():
    article, end, start = world.make_live().article, soon(hours=1), soon(hours=3)
    ending.end_at(article, at=end, by=None)
    workflow.schedule(article, by=None, at=start)
    assert periods(article) == [(1, end, "expired"), (2, None, "")]
    assert live_numbers(soon(hours=2)) == []
    assert live_numbers(start) == [2]
    workflow.cancel_schedule(article, by=None)
    assert periods(article) == [(1, end, "expired")]


def test_end_cancelled_before_a_later_edition_closes_the_gap():
    article, start = world.make_live().article, soon(hours=3)
    ending.end_at(article, at=soon(hours=1), by=None)
    workflow.schedule(article, by=None, at=start)
    ending.cancel_end(article, by=None)
    assert periods(article) == [(1, start, "superseded"), (2, None, "")]


def test_story_that_is_only_scheduled_can_have_an_end():
    article, end = world.make_scheduled(ahead=timedelta(hours=1)).article, soon(hours=2)
    ending.end_at(article, at=end, by=None)
    assert [len(live_numbers(soon(minutes=minutes))) for minutes in (30, 90, 150)] == [0, 1, 0]


def test_end_before_the_scheduled_edition_is_refused():
    article = world.make_live().article
    workflow.schedule(article, by=None, at=soon(hours=2))
    with pytest.raises(WorkflowRefused, match="An edition is scheduled for"):
        ending.end_at(article, at=soon(hours=1), by=None)


def test_end_in_the_past_or_of_nothing_is_refused():
    with pytest.raises(WorkflowRefused, match="passed"):
        ending.end_at(world.make_live().article, at=soon(minutes=-1), by=None)
    with pytest.raises(WorkflowRefused, match="nothing can end"):
        ending.end_at(world.make_article(), at=soon(), by=None)
    with pytest.raises(WorkflowRefused, match="No end is planned"):
        ending.cancel_end(world.make_live().article, by=None)


def test_new_end_replaces_the_one_before():
    article, end = world.make_live().article, soon(hours=9)
    ending.end_at(article, at=soon(hours=1), by=None)
    ending.end_at(article, at=end, by=None)
    assert periods(article) == [(1, end, "expired")]


def test_withdrawal_goes_before_a_planned_end():
    article = world.make_live().article
    ending.end_at(article, at=soon(), by=None)
    workflow.withdraw(article, by=None, reason="Wrong.")
    assert [ended for _number, _until, ended in periods(article)] == ["withdrawn"]


@pytest.mark.parametrize("group", ["Reporter", "Moderator"])
def test_only_those_who_may_withdraw_plan_or_cancel_an_end(group):
    user, article = world.make_user("ben", group), world.make_live().article
    with pytest.raises(PermissionDenied):
        ending.end_at(article, at=soon(), by=user)
    ending.end_at(article, at=soon(), by=None)
    with pytest.raises(PermissionDenied):
        ending.cancel_end(article, by=user)
    assert article.editions.get().ending == "expired"


def test_each_leaves_one_audit_entry():
    editor, article = world.make_user("ada", "Editor"), world.make_live().article
    end = soon()
    ending.end_at(article, at=end, by=editor, reason="Agreed.")
    ending.cancel_end(article, by=editor)
    planned, cancelled = AuditEntry.objects.filter(actor=editor).order_by("pk")
    assert (planned.verb, planned.after["live_until"], planned.note) == ("end", end.isoformat(), "Agreed.")
    assert (cancelled.verb, cancelled.before["live_until"], cancelled.after["live_until"]) == (
        "cancel_end", end.isoformat(), None,
    )  # fmt: skip
