"""What is not taken: the answer says why and what to do, and nothing is stored."""

import pytest

from articles.comments.forms import LARGEST_ID
from articles.models import Comment
from articles.publishing import workflow
from tests import world
from tests.comments.visitor import WORDS, Visitor, controls

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor():
    return Visitor(world.make_live(comment_policy="open"))


@pytest.mark.parametrize(
    ("sent", "field", "words"),
    [
        ({"text": ""}, "text", "Write your comment."),
        ({"text": " \r\n\t "}, "text", "Write your comment."),
        ({"text": "\u200b\u3164\u2800\x00"}, "text", "Write your comment."),
        ({"text": None}, "text", "Write your comment."),
        ({"text": "x" * 5001}, "text", "has 5001 characters; the most is 5000. Shorten it by 1 character."),
        ({"text": "x" * 40_000}, "text", "has 40000 characters; the most is 5000. Shorten it by 35000 characters."),
        ({"name": ""}, "name", "Enter the name to show with your comment."),
        ({"name": "\u200b\u202e"}, "name", "Enter the name to show with your comment."),
        ({"name": "n" * 81}, "name", "has 81 characters; the most is 80"),
        ({"email": ""}, "email", "Enter your e-mail address. It is never shown."),
        ({"email": "ada at example"}, "email", "Enter an e-mail address like name@example.org."),
        ({"email": f"{'a' * 250}@example.org"}, "email", "at most 254 characters"),
        ({"website": "http://spam.example"}, "website", "Leave the field “Website” empty"),
    ],
)
def test_a_field_that_needs_a_change_is_named_linked_and_nothing_is_stored(visitor, sent, field, words):
    response = visitor.post(**sent)
    assert response.status_code == 422
    assert response["Cache-Control"] == "no-store"
    summary = response.text.partition('role="alert"')[2].partition("</div>")[0]
    assert f'href="#id_{field}"' in summary
    assert words in summary
    assert f'id="id_{field}_error"' in response.text
    assert not Comment.objects.exists()


def test_text_at_the_limit_is_taken_line_ends_counted_once(visitor):
    text = "é\r\n" * 2499 + "éé"
    assert len(text.replace("\r\n", "\n")) == 5000
    assert visitor.post(text=text).status_code == 303
    assert len(Comment.objects.get().text) == 5000


def test_five_thousand_characters_of_four_bytes_fit_into_the_limit_of_the_body():
    visitor = Visitor(world.make_live(comment_policy="open"))
    assert visitor.post(text="🚢" * 5000, name="🚢" * 80).status_code == 303


def test_a_closed_story_refuses_the_form_and_the_comment():
    edition = world.make_live(comment_policy="open")
    visitor = Visitor(edition)
    form = visitor.open()
    edition.article.comment_policy = "closed"
    edition.article.save()
    for response in (visitor.open(), visitor.send(form)):
        assert response.status_code == 403
        assert "Comments on this story are closed" in response.text
    assert not Comment.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_story_without_comments_has_no_form(client, method):
    edition = world.make_live(comment_policy="off")
    assert getattr(client, method)(f"/comments/{edition.article.public_id}/post/", WORDS).status_code == 403
    assert not Comment.objects.exists()


def test_a_withdrawn_story_answers_gone():
    edition = world.make_live(comment_policy="open")
    visitor = Visitor(edition)
    form = visitor.open()
    workflow.withdraw(edition.article, by=None, reason="The picture was not ours.")
    assert visitor.open().status_code == 410
    response = visitor.send(form)
    assert response.status_code == 410
    assert edition.headline not in response.text
    assert not Comment.objects.exists()


@pytest.mark.parametrize("place", ["post/", "thanks/", ""])
def test_a_story_that_never_was_public_is_as_unknown_as_any_other(client, place):
    draft = world.make_article(comment_policy="open")
    planned = world.make_scheduled(comment_policy="open").article
    for public_id in (draft.public_id, planned.public_id, "zzzzzzzz"):
        assert client.get(f"/comments/{public_id}/{place}").status_code == 404
    assert client.post(f"/comments/{planned.public_id}/post/", WORDS).status_code == 404
    assert not Comment.objects.exists()


def unanswerable(edition):
    first = world.make_comment(edition)
    rejected = world.make_comment(edition, status="rejected")
    return {
        "waiting": world.make_comment(edition, status="waiting").pk,
        "rejected": rejected.pk,
        "under a rejected one": world.make_comment(edition, parent=rejected, thread=rejected).pk,
        "of another story": world.make_comment(world.make_live()).pk,
        "unknown": first.pk + 1000,
        "no number": "first",
        "zero": 0,
        "too large for the database": LARGEST_ID + 1,
    }


@pytest.mark.parametrize(
    "which",
    [
        "waiting",
        "rejected",
        "under a rejected one",
        "of another story",
        "unknown",
        "no number",
        "zero",
        "too large for the database",
    ],
)
def test_only_a_public_comment_of_the_same_story_can_be_answered(which):
    edition = world.make_live(comment_policy="open")
    parent = unanswerable(edition)[which]
    visitor = Visitor(edition)
    assert "no longer shown" in visitor.open(parent=parent).text
    before = Comment.objects.count()
    response = visitor.post(parent=parent)
    assert response.status_code == 422
    assert "no longer shown" in response.text
    assert Comment.objects.count() == before
    # The form that comes back posts what was written as a comment of its own, as it says.
    assert "parent" not in controls(response)
    again = visitor.submit(controls(response))
    assert again.status_code == 303
    assert Comment.objects.get(text=WORDS["text"]).parent is None


@pytest.mark.parametrize("place", ["post/", "error/", "7/report/", "7/edit/"])
def test_words_sent_to_a_story_that_is_unknown_come_back_to_be_copied(client, place):
    planned = world.make_scheduled(comment_policy="open").article
    pages = []
    for public_id in ("zzzzzzzz", planned.public_id):
        sent = {"text": "The tide <was> out.", "words": "The tide <was> out.", "why": "other"}
        page = client.post(f"/comments/{public_id}/{place}", sent)
        assert page.status_code == 404
        assert "no-store" in page["Cache-Control"]
        assert "The tide &lt;was&gt; out.</textarea>" in page.text
        pages.append(page.text.replace(public_id, ""))
    if place != "7/edit/":
        assert pages[0] == pages[1]
