"""What a comment says of itself beside its text: who speaks, when it was edited, which words it answers; and the way in."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from articles.models import Comment, Discussion
from articles.publishing import workflow
from articles.templatetags.machine_time import machine_time
from tests import world
from tests.comments.conversing import section_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return world.make_live(comment_policy="open")


@pytest.mark.parametrize(
    ("badge", "words"),
    [
        ("staff", "Of the newsroom"),
        ("author", "Wrote this story"),
        ("source", "Quoted in this story, identity checked"),
    ],
)
def test_who_speaks_is_said_in_words(client, edition, badge, words):
    world.make_comment(edition, badge=badge)
    assert f'<p class="comment-badge comment-badge-{badge}">{words}</p>' in section_of(client, edition)


def test_a_reader_has_no_badge(client, edition):
    world.make_comment(edition)
    assert "comment-badge" not in section_of(client, edition)


def test_an_edited_comment_says_so_with_its_time(client, edition):
    edited = timezone.now() - timedelta(minutes=3)
    world.make_comment(edition, edited_at=edited)
    assert f'edited <time datetime="{machine_time(edited)}">' in section_of(client, edition)


def test_recommendations_are_told_in_words_and_figures(client, edition):
    world.make_comment(edition, recommendations=12)
    section = section_of(client, edition)
    assert ">12 readers recommend it<" in section
    assert "0 readers" not in section


def test_the_passage_stands_above_the_comment_and_is_escaped(client, edition):
    world.make_comment(edition, passage="It came <b>back</b>.")
    assert '<q dir="auto">It came &lt;b&gt;back&lt;/b&gt;.</q>' in section_of(client, edition)


def test_a_passage_that_has_changed_since_says_which_edition_it_answered(client, edition):
    comment = world.make_comment(edition, passage="It came back.")
    base = f"/comments/{edition.article.public_id}/"
    pages = (edition.path, base, f"{base}{comment.pk}/")
    assert not any("have changed since" in client.get(url).text for url in pages)
    edition.article.body = edition.article.body.replace("It came back.", "It never came back.")
    edition.article.save()
    workflow.publish(edition.article, by=None)
    day = date_format(edition.live_from, "j F Y")
    for url in pages:
        page = client.get(url).text
        assert f"These words have changed since. The comment answers the edition of {day}." in page
        assert ">It came back.</q>" in page


def test_every_act_is_a_link_to_a_page_of_its_own(client, edition):
    comment = world.make_comment(edition)
    section = section_of(client, edition)
    base = f"/comments/{edition.article.public_id}/"
    for address in (f"post/?parent={comment.pk}", f"{comment.pk}/recommend/", f"{comment.pk}/report/"):
        assert f'href="{base}{address}"' in section
        assert client.get(base + address).status_code == 200


def test_a_moderators_note_is_shown_and_escaped(client, edition):
    Discussion.objects.create(article=edition.article, state="closed", note="<Trial> on.")
    section = section_of(client, edition)
    assert "&lt;Trial&gt; on." in section
    assert "Comments are closed" in section
    assert "/post/" not in section


@pytest.mark.parametrize(
    ("fields", "words", "is_open"),
    [
        ({"state": "held"}, "read by a moderator before they appear", True),
        ({"state": "slowed", "slow_seconds": 300}, "slowed down", True),
        ({"state": "closed"}, "Comments are closed", False),
        ({"close_after_days": 1}, "they close 1 day after it was published", False),
    ],
)
def test_the_reason_why_not_stands_under_the_story(client, fields, words, is_open):
    edition = world.make_live(comment_policy="open", ago=timedelta(days=2))
    Discussion.objects.create(article=edition.article, **fields)
    section = section_of(client, edition)
    assert words in section
    assert ("Post a comment" in section) is is_open


def test_pages_end_when_comments_will_close(client):
    edition = world.make_live(comment_policy="open", ago=timedelta(hours=23))
    Discussion.objects.create(article=edition.article, close_after_days=1)
    comment = world.make_comment(edition)
    base = f"/comments/{edition.article.public_id}/"
    for url in (edition.path, base, f"{base}{comment.pk}/", f"{base}feed.rss", f"{base}new/?after=0"):
        assert client.get(url).has_header("X-Page-Until"), url


def test_machines_are_told_the_number_of_comments(client, edition):
    assert "commentCount" not in client.get(edition.path).text
    for _number in range(2):
        world.make_comment(edition)
    page = client.get(edition.path).text
    assert '"commentCount":2' in page
    assert '"interactionType":{"@type":"CommentAction"},"userInteractionCount":2' in page


def test_machines_are_told_nothing_of_comments_that_are_off(client):
    edition = world.make_live(comment_policy="off")
    world.make_comment(edition)
    page = client.get(edition.path).text
    assert "commentCount" not in page
    assert "feed.rss" not in page


def test_a_recommendation_changes_the_count_that_readers_are_told(client, edition):
    comment = world.make_comment(edition)
    Comment.objects.filter(pk=comment.pk).update(recommendations=1)
    assert ">1 reader recommends it<" in section_of(client, edition)
