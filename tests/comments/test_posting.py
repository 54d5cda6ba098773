"""Posting by plain HTTP: what a reader sends becomes a comment, and where the answer leads."""

import pytest

from articles.models import Comment
from articles.publishing import workflow
from tests import world
from tests.comments.visitor import WORDS, Visitor, controls

pytestmark = pytest.mark.django_db


def test_a_comment_on_an_open_story_appears_at_once_and_the_answer_leads_to_it():
    edition = world.make_live(comment_policy="open")
    visitor = Visitor(edition)
    response = visitor.post()
    comment = Comment.objects.get()
    assert response.status_code == 303
    assert response["Location"] == f"{edition.path}#comment-{comment.pk}"
    page = visitor.client.get(edition.path).text
    assert f'id="comment-{comment.pk}"' in page
    assert WORDS["text"] in page


def test_what_was_sent_is_stored_with_the_edition_it_answers():
    first = world.make_live(comment_policy="open")
    second = workflow.publish(first.article, by=None)
    Visitor(second).post()
    comment = Comment.objects.get()
    assert (comment.author_name, comment.author_email, comment.text) == tuple(WORDS.values())
    assert (comment.article, comment.edition) == (first.article, second)
    assert (comment.parent, comment.thread, comment.imported) == (None, None, False)


def test_a_held_comment_leads_to_thanks_that_say_why_and_show_nothing_of_it():
    edition = world.make_live(comment_policy="held")
    visitor = Visitor(edition)
    response = visitor.post()
    assert response.status_code == 303
    assert Comment.objects.get().status == "waiting"
    thanks = visitor.client.get(response["Location"])
    assert thanks.status_code == 200
    assert "Every comment on this story is read before it appears." in thanks.text
    assert WORDS["text"] not in thanks.text
    assert WORDS["text"] not in visitor.client.get(edition.path).text


def test_a_reply_stands_in_the_thread_of_the_comment_it_answers():
    edition = world.make_live(comment_policy="open")
    first = world.make_comment(edition)
    answer = world.make_comment(edition, parent=first, thread=first)
    visitor = Visitor(edition)
    form = visitor.open(parent=answer.pk)
    assert answer.text in form.text
    assert controls(form)["parent"] == str(answer.pk)
    visitor.send(form)
    reply = Comment.objects.get(text=WORDS["text"])
    assert (reply.parent, reply.thread) == (answer, first)


def test_language_is_guessed_and_an_unknown_one_leaves_the_direction_to_the_text():
    edition = world.make_live(comment_policy="open")
    Visitor(edition).post(text="قال رئيس الميناء إن العبارة غادرت في الموعد المحدد بعد أن تم إصلاح المحرك")
    Visitor(edition).post(text="Hm?")
    arabic, unknown = Comment.objects.order_by("pk")
    assert (arabic.language, arabic.direction) == ("ar", "rtl")
    assert (unknown.language, unknown.direction) == ("", "auto")


def test_the_form_page_names_the_story_and_is_kept_by_no_cache_and_no_search_engine():
    edition = world.make_live(comment_policy="open")
    response = Visitor(edition).open()
    assert edition.headline in response.text
    assert response["Cache-Control"] == "no-store"
    assert response["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in response.text


def test_each_form_carries_a_token_of_its_own():
    visitor = Visitor(world.make_live(comment_policy="open"))
    tokens = {controls(visitor.open())["key"] for _form in range(3)}
    assert len(tokens) == 3
    assert all(len(token) >= 32 for token in tokens)


def test_a_reader_gets_no_session_and_the_token_cookie_on_the_form_page_only():
    edition = world.make_live(comment_policy="held")
    visitor = Visitor(edition)
    assert visitor.client.get(edition.path).cookies == {}
    assert list(visitor.open().cookies) == ["csrftoken"]
    thanks = visitor.client.get(visitor.post()["Location"])
    assert thanks.cookies == {}
    assert set(visitor.client.cookies) == {"csrftoken", "own_comments"}
    own = visitor.client.cookies["own_comments"]
    assert own["path"] == "/comments/"
    assert own["httponly"]


def test_head_answers_like_get_without_a_body():
    visitor = Visitor(world.make_live(comment_policy="open"))
    response = visitor.client.head(visitor.url)
    assert (response.status_code, response.content) == (200, b"")


def test_a_client_that_sends_its_form_in_parts_posts_just_as_well():
    visitor = Visitor(world.make_live(comment_policy="open"))
    response = visitor.client.post(visitor.url, controls(visitor.open()) | WORDS)  # multipart, as `curl -F`
    assert response.status_code == 303
    assert Comment.objects.get().text == WORDS["text"]


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_refused(method, client):
    edition = world.make_live(comment_policy="open")
    response = getattr(client, method)(f"/comments/{edition.article.public_id}/post/")
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, POST, OPTIONS"


@pytest.mark.parametrize("place", ["", "thanks/"])
def test_pages_that_are_only_read_take_no_post(client, place):
    edition = world.make_live(comment_policy="open")
    assert client.post(f"/comments/{edition.article.public_id}/{place}").status_code == 405


def test_the_form_costs_the_same_few_queries_whatever_stands_under_the_story(django_assert_num_queries):
    edition = world.make_live(comment_policy="open")
    for _number in range(30):
        world.make_comment(edition)
    visitor = Visitor(edition)
    with django_assert_num_queries(2):  # the edition with its article, the sections of the frame
        visitor.open()
