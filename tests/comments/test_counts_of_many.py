"""A decision over many stories counts what it touched, whatever else stands under them, and comes to what a recount finds."""

import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.comments import moderation
from articles.comments.desk import undo
from articles.comments.discussions import counts
from articles.models import Comment, Discussion
from tests import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def mo():
    return world.make_user("mo", "Moderator")


def threads_under(edition, number: int, chance: random.Random) -> None:
    for _number in range(number):
        first = world.make_comment(edition, status=chance.choice(["approved", "rejected", "waiting", "deleted"]))
        for _answer in range(chance.randrange(4)):
            status = chance.choice(["approved", "rejected", "waiting"])
            world.make_comment(edition, thread=first, parent=first, status=status)


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_decided_and_taken_back_counts_are_what_a_recount_finds(mo, seed):
    chance = random.Random(seed)
    for edition in [world.make_live() for _number in range(4)]:
        threads_under(edition, 4, chance)
    ids = list(Comment.objects.values_list("pk", flat=True))
    assert not list(counts.differences())
    for _turn in range(8):
        chosen = Comment.objects.filter(pk__in=chance.sample(ids, chance.randint(1, len(ids))))
        verb = chance.choice([moderation.approve_all, moderation.reject_all])
        if verb(chosen, by=mo) and chance.random() < 0.5:
            undo.undo(by=mo)
        assert not list(counts.differences())


def decided_on(mo, stories: int, threads: int) -> list[str]:
    """The SQL of a decision on one answer in each of so many new stories with so many threads."""
    Comment.objects.update(status="approved")
    chosen = []
    for edition in [world.make_live() for _number in range(stories)]:
        firsts = [world.make_comment(edition) for _number in range(threads)]
        chosen.append(world.make_comment(edition, thread=firsts[0], parent=firsts[0], status="waiting").pk)
    with CaptureQueriesContext(connection) as captured:
        assert moderation.approve_all(Comment.objects.filter(pk__in=chosen), by=mo) == stories
    assert not list(counts.differences())
    return [query["sql"] for query in captured]


def test_sixty_busy_stories_cost_the_queries_of_two_quiet_ones_and_none_reads_a_whole_story(mo):
    decided_on(mo, 1, 1)  # rights are remembered
    few, many = decided_on(mo, 2, 1), decided_on(mo, 60, 3)
    assert len(few) == len(many)
    assert not [sql for sql in many if "SUM(" in sql.upper()]


@pytest.mark.parametrize("kept", [(0, 0), (1, 1)])
def test_counts_that_cannot_be_right_are_set_right_by_the_next_decision(kept):
    edition = world.make_live()
    one, other = world.make_comment(edition), world.make_comment(edition)
    story = Discussion.objects.filter(pk=edition.article_id)
    story.update(comment_count=kept[0], thread_count=kept[1])
    moderation.reject(one, by=None)
    moderation.reject(other, by=None)
    assert story.values_list("comment_count", "thread_count").get() == (0, 0)
    assert not list(counts.differences())
