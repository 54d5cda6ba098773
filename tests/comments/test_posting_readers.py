"""Who posts: a reader with an account is asked for neither name nor e-mail; a guest's browser can prove what is theirs."""

import pytest

from articles.comments.mailing.models import AnswerMail, MailConsent
from articles.models import Comment
from tests import world
from tests.comments.accounts import BACKEND, make_reader
from tests.comments.visitor import Visitor, controls

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return world.make_live(comment_policy="open")


@pytest.fixture
def reader():
    return make_reader("Ada Reader", "ada@example.org")


@pytest.fixture
def visitor(edition, reader):
    visitor = Visitor(edition)
    visitor.client.force_login(reader, BACKEND)
    return visitor


def test_a_signed_in_reader_is_asked_for_the_text_only_and_posts_under_the_account(visitor, reader):
    form = visitor.open()
    assert {"name", "email"}.isdisjoint(controls(form))
    assert "Ada Reader" in form.text
    assert reader.email not in form.text
    visitor.submit({**controls(form), "text": "From an account."})
    comment = Comment.objects.get()
    assert (comment.user, comment.author_name, comment.author_email) == (reader, "Ada Reader", "ada@example.org")


def test_a_name_that_a_signed_in_reader_sends_all_the_same_counts_for_nothing(visitor, reader):
    visitor.post(name="The Editor", email="editor@example.org")
    comment = Comment.objects.get()
    assert (comment.author_name, comment.author_email, comment.user) == ("Ada Reader", "ada@example.org", reader)


def test_a_session_that_ended_while_typing_loses_nothing_and_says_what_to_do(visitor):
    form = visitor.open()
    del visitor.client.cookies["sessionid"]
    response = visitor.submit({**controls(form), "text": "A long\n\nthought."})
    assert response.status_code == 422
    assert "You are not signed in any more" in response.text
    kept = controls(response)
    assert kept["text"].replace("\r\n", "\n") == "A long\n\nthought."
    assert visitor.submit({**kept, "name": "Ada", "email": "ada@example.org"}).status_code == 303
    comment = Comment.objects.get()
    assert comment.user is None
    assert comment.text == "A long\n\nthought."


def test_a_guest_who_left_both_fields_empty_is_not_told_of_a_session(edition):
    response = Visitor(edition).post(name="", email="")
    assert "signed in" not in response.text


def test_who_is_of_the_newsroom_has_a_badge(edition):
    visitor = Visitor(edition)
    visitor.client.force_login(world.make_user("mod", "Moderator", first_name="Mo", last_name="Derator"))
    form = visitor.open()
    preview = visitor.submit({**controls(form), "text": "We looked into it.", "preview": "1"})
    assert "Of the newsroom" in preview.text
    visitor.submit(controls(preview))
    comment = Comment.objects.get()
    assert (comment.badge, comment.author_name) == ("staff", "Mo Derator")


def test_a_guest_s_badge_is_none_whatever_the_name(edition):
    Visitor(edition).post(name="The Editor")
    assert Comment.objects.get().badge == ""


def test_the_browser_of_a_guest_can_show_what_is_theirs_and_no_other_can(edition):
    visitor = Visitor(edition)
    visitor.post(text="Mine, said the guest.")
    assert "Mine, said the guest." in visitor.client.get("/comments/own/").text
    assert "Mine, said the guest." not in Visitor(edition).client.get("/comments/own/").text


def test_nothing_but_a_stored_comment_sets_that_cookie(edition):
    visitor = Visitor(edition)
    for sent in ({"preview": "1"}, {"text": ""}, {"csrfmiddlewaretoken": "x"}):
        assert "own_comments" not in visitor.post(**sent).cookies
    assert "own_comments" in visitor.post().cookies


def test_a_reader_with_an_account_gets_no_such_cookie(visitor):
    assert "own_comments" not in visitor.post().cookies


def test_mail_for_answers_is_offered_only_where_mail_can_be_sent(edition, settings):
    settings.READERS_GET_MAIL = False
    assert 'name="tell"' not in Visitor(edition).open().text
    assert Visitor(edition).post(tell="each").status_code == 303
    assert Comment.objects.get().tell == ""


def test_who_wants_mail_is_asked_by_mail_first_and_an_answer_is_noted_once(edition, settings):
    settings.READERS_GET_MAIL = True
    Visitor(edition).post(tell="each")
    comment = Comment.objects.get()
    assert comment.tell == "each"
    assert MailConsent.objects.get().email == "ada@example.org"
    visitor = Visitor(edition)
    form = visitor.open(parent=comment.pk)
    for _time in range(3):
        visitor.send(form, name="Bo", email="bo@example.org", text="An answer.")
    assert [mail.comment for mail in AnswerMail.objects.all()] == [comment]


def test_a_way_of_mail_that_is_none_is_an_error_that_keeps_the_text(edition, settings):
    settings.READERS_GET_MAIL = True
    response = Visitor(edition).post(tell="hourly", text="Typed.")
    assert response.status_code == 422
    assert controls(response)["text"] == "Typed."


def test_counts_follow_what_is_posted(edition):
    visitor = Visitor(edition)
    visitor.post(text="First.")
    first = Comment.objects.get()
    visitor.send(visitor.open(parent=first.pk), text="An answer.")
    visitor.post(text="This waits: https://a.example")
    first.refresh_from_db()
    edition.article.discussion.refresh_from_db()
    assert first.reply_count == 1
    assert (edition.article.discussion.comment_count, edition.article.discussion.thread_count) == (2, 1)
