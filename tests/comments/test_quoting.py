"""Answering with words: those of another comment as a quote, those of the story as the passage that is answered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.comments.passages import as_printed, passage_changed, words_of
from articles.models import Comment
from tests import world
from tests.comments.visitor import Visitor, controls

STORY = "The harbour master said: “The pier won’t open – not before May.” It came\u00a0back."


@pytest.fixture
def edition(db):
    body = f"<p>{STORY}</p><p>Nobody was <em>hurt</em>.</p>"
    with world.past_the_checks():  # which ask for the source of the quotation
        return world.make_live(comment_policy="open", headline="Pier stays shut", body=body)


@pytest.mark.django_db
def test_a_reply_can_begin_with_the_words_it_answers(edition):
    parent = world.make_comment(edition, text="It was open.\n\nI saw it.")
    visitor = Visitor(edition)
    offer = f'href="{visitor.url}?parent={parent.pk}&amp;quote=1"'
    assert offer in visitor.open(parent=parent.pk).text
    form = visitor.open(parent=parent.pk, quote=1)
    assert offer not in form.text
    assert controls(form)["text"] == "> It was open.\n>\n> I saw it.\n\n"
    assert controls(visitor.open(parent=parent.pk))["text"] == ""
    visitor.send(form, text=controls(form)["text"] + "So did I.")
    answer = Comment.objects.get(parent=parent)
    assert str(answer.text_html) == "<blockquote><p>It was open.</p><p>I saw it.</p></blockquote>\n<p>So did I.</p>"


@pytest.mark.django_db
@pytest.mark.parametrize("quote", ["", "0", "yes", "1 ", "<script>", "\x00"])
def test_an_odd_query_is_no_error(edition, quote):
    parent = world.make_comment(edition)
    assert Visitor(edition).open(parent=parent.pk, quote=quote).status_code == 200


@pytest.mark.django_db
def test_nothing_is_quoted_of_a_comment_that_readers_do_not_see(edition):
    hidden = world.make_comment(edition, text="Secret words.", status="waiting")
    assert "Secret words" not in Visitor(edition).open(parent=hidden.pk, quote=1).text


@pytest.mark.django_db
def test_a_passage_stands_in_the_form_and_is_stored_as_the_story_prints_it(edition):
    visitor = Visitor(edition)
    form = visitor.open(passage='"The pier won\'t open - not before May."')
    assert controls(form)["passage"].startswith('"The pier')
    assert visitor.send(form).status_code == 303
    comment = Comment.objects.get()
    assert comment.passage == "“The pier won’t open – not before May.”"
    assert comment.edition == edition


@pytest.mark.django_db
@pytest.mark.parametrize(
    "passage",
    ["Pier stays shut", "It came back. Nobody was hurt.", "Nobody  was\r\nhurt", "What happened at the harbour"],
)
def test_headline_standfirst_and_words_over_two_paragraphs_are_of_the_story_too(edition, passage):
    assert Visitor(edition).post(passage=passage).status_code == 303
    assert Comment.objects.get().passage


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("passage", "words"),
    [
        ("The pier is open.", "do not stand in the story as it is now"),
        ("nobody was hurt", "do not stand in the story as it is now"),
        ("x" * 501, "have 501 characters; the most is 500"),
        ("<em>hurt</em>", "do not stand in the story as it is now"),
    ],
)
def test_words_that_are_not_of_the_story_are_an_error_that_keeps_all(edition, passage, words):
    visitor = Visitor(edition)
    response = visitor.post(passage=passage)
    assert response.status_code == 422
    assert words in response.text
    kept = controls(response)
    assert kept["passage"] == passage
    assert kept["text"] == "The pier was closed on Monday, too."
    assert not Comment.objects.exists()
    assert visitor.submit({**kept, "passage": ""}).status_code == 303


@pytest.mark.django_db
def test_a_passage_of_nothing_that_can_be_seen_is_none(edition):
    assert Visitor(edition).post(passage=" \u200b\r\n").status_code == 303
    assert Comment.objects.get().passage == ""


@pytest.mark.django_db
def test_a_passage_has_changed_when_the_edition_that_readers_see_does_not_hold_it(edition):
    Visitor(edition).post(passage="not before May")
    comment = Comment.objects.get()
    assert not passage_changed(comment, words_of(edition))
    article = edition.article
    article.body = article.body.replace("not before May", "not before June")
    article.save()
    later = world.publish_past_the_checks(article)
    assert passage_changed(comment, words_of(later))
    assert comment.edition == edition


def test_a_comment_without_a_passage_never_changed():
    assert not passage_changed(Comment(passage=""), "any words")


def test_a_passage_of_another_spelling_of_the_same_marks_has_not_changed():
    comment = Comment(passage="“The pier won’t open – not before May.”")
    assert not passage_changed(comment, 'He said: "The pier won\'t\nopen - not before May."')


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=20))
def test_words_cut_from_a_text_stand_in_it_however_they_are_spaced(before, words, after):
    text = f"{before} {words} {after}"
    folded = " ".join(words.split())
    printed = as_printed("\n  ".join(words.split()), text)
    if folded.strip("\u00ad\u200b\u2060\ufeff "):
        assert printed
        assert as_printed(printed, text) == printed
        assert len(printed) <= len(words)
