"""Pages are announced as out of date when what they show has changed, after commit, and only then."""

import pytest
from django.db import transaction

from articles.comments import moderation
from articles.comments.posting import Submission, post
from articles.models import Comment
from tests import world

pytestmark = pytest.mark.django_db


def tags_of(edition):
    return [f"article:{edition.article_id}", f"comments:{edition.article_id}"]


def send(edition, text="Words"):
    return post(edition.article, edition, Submission(name="Ada", email="ada@example.org", text=text))[0]


def test_a_comment_that_appears_purges_the_pages_of_its_story(heard, django_capture_on_commit_callbacks):
    edition = world.make_live(comment_policy="open")
    with django_capture_on_commit_callbacks(execute=True):
        send(edition)
        assert heard == []
    assert heard == tags_of(edition)


def test_a_comment_that_waits_purges_nothing(heard, django_capture_on_commit_callbacks):
    edition = world.make_live(comment_policy="held")
    with django_capture_on_commit_callbacks(execute=True):
        assert send(edition).status == "waiting"
    assert heard == []


def test_a_repeated_submission_purges_nothing(heard, django_capture_on_commit_callbacks):
    edition = world.make_live(comment_policy="open")
    send(edition)
    with django_capture_on_commit_callbacks(execute=True):
        send(edition)
    assert heard == []


@pytest.mark.parametrize("decide", [moderation.approve, moderation.reject])
def test_a_decision_purges_the_pages_of_its_story(decide, heard, django_capture_on_commit_callbacks):
    edition = world.make_live()
    comment = world.make_comment(edition, status="waiting")
    with django_capture_on_commit_callbacks(execute=True):
        decide(comment, by=None)
        assert heard == []
    assert heard == tags_of(edition)


def test_a_decision_on_many_purges_each_story_once(heard, django_capture_on_commit_callbacks):
    editions = [world.make_live(), world.make_live()]
    for edition in editions * 3:
        world.make_comment(edition, status="waiting")
    with django_capture_on_commit_callbacks(execute=True):
        moderation.approve_all(Comment.objects.waiting(), by=None)
    assert sorted(heard) == sorted(tags_of(editions[0]) + tags_of(editions[1]))


def test_a_decision_that_changes_nothing_purges_nothing(heard, django_capture_on_commit_callbacks):
    comment = world.make_comment(world.make_live())
    with django_capture_on_commit_callbacks(execute=True):
        moderation.approve(comment, by=None)
    assert heard == []


def test_nothing_is_heard_of_what_was_rolled_back(heard, django_capture_on_commit_callbacks):
    edition = world.make_live(comment_policy="open")
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        assert send(edition).status == "approved"
        transaction.set_rollback(True)
    assert heard == []
