"""A writer edits a comment for five minutes and deletes it at any time; what was typed is never lost."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from articles.comments.own import changing
from articles.comments.own.readers import Reader
from articles.models import AuditEntry, Comment, Discussion, ListedWord
from articles.publishing.models.article import CommentPolicy
from tests.comments.accounts import make_reader, signed_in
from tests.comments.test_own_comments import browser_of
from tests.world import make_comment, make_live

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return make_live(comment_policy=CommentPolicy.OPEN)


def url_of(comment: Comment, verb: str) -> str:
    return f"/comments/{comment.article.public_id}/{comment.pk}/{verb}/"


def edit(client: Client, comment: Comment, text: str):
    return client.post(url_of(comment, "edit"), {"text": text})


def test_a_writer_changes_the_words_and_the_comment_stays_shown_and_is_looked_at(edition):
    comment = make_comment(edition, text="The pier was closed on Monday.")
    answer = edit(browser_of(comment), comment, "The pier was closed on Tuesday.\r\n\r\nI was there.")
    assert (answer.status_code, answer["Location"]) == (303, f"/comments/own/#comment-{comment.pk}")
    comment.refresh_from_db()
    assert comment.text == "The pier was closed on Tuesday.\n\nI was there."
    assert (comment.status, comment.edited_unseen, comment.needs_eyes) == ("approved", True, True)
    assert comment.edited_at is not None
    assert comment.digest


def test_a_page_of_readers_shows_the_new_words(edition, client):
    comment = make_comment(edition, text="The pier was closed on Monday.")
    edit(browser_of(comment), comment, "The pier was closed on Tuesday.")
    assert "Tuesday" in client.get(f"/comments/{edition.article.public_id}/").text


def test_words_that_the_list_holds_make_a_shown_comment_wait_again(edition, client):
    ListedWord.objects.create(word="casino", verdict="hold")
    comment = make_comment(edition)
    edit(browser_of(comment), comment, "Go to the casino.")
    comment.refresh_from_db()
    assert (comment.status, comment.edited_unseen) == ("waiting", False)
    assert [reason["rule"] for reason in comment.reasons] == ["word"]
    assert "casino" not in client.get(f"/comments/{edition.article.public_id}/").text
    assert Discussion.objects.get(article=edition.article_id).comment_count == 0


def test_words_that_the_list_refuses_are_not_taken_and_come_back(edition):
    ListedWord.objects.create(word="casino", verdict="refuse")
    comment = make_comment(edition, text="As it was.")
    page = edit(browser_of(comment), comment, "Go to the casino.")
    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Go to the casino." in page.text
    comment.refresh_from_db()
    assert (comment.text, comment.edited_at) == ("As it was.", None)


def test_what_waits_goes_on_waiting_whatever_it_says_now(edition):
    comment = make_comment(edition, status="waiting", reasons=[{"rule": "word", "match": "casino"}])
    edit(browser_of(comment), comment, "Perfectly harmless words about the pier.")
    comment.refresh_from_db()
    assert (comment.status, comment.reasons) == ("waiting", [{"rule": "word", "match": "casino"}])


def test_the_comment_is_no_copy_of_itself(edition):
    comment = make_comment(edition)
    client = browser_of(comment)
    edit(client, comment, "A sentence that is long enough to be looked for among the others.")
    edit(client, comment, "A sentence that is long enough to be looked for among the others!")
    comment.refresh_from_db()
    assert comment.status == "approved"


def test_the_same_words_change_nothing(edition):
    comment = make_comment(edition, text="As it was.")
    assert edit(browser_of(comment), comment, " As it was. ").status_code == HTTPStatus.SEE_OTHER
    comment.refresh_from_db()
    assert comment.edited_at is None
    assert not AuditEntry.objects.filter(object_type="comment").exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_after_five_minutes_it_cannot_be_changed_and_the_text_can_be_copied(edition, method):
    comment = make_comment(edition, text="As it was.", posted=timezone.now() - timedelta(minutes=5, seconds=1))
    page = getattr(browser_of(comment), method)(url_of(comment, "edit"), {"text": "Typed for long."})
    assert page.status_code == HTTPStatus.FORBIDDEN
    assert "five minutes" in page.text
    assert ("Typed for long." in page.text) is (method == "post")
    comment.refresh_from_db()
    assert comment.text == "As it was."


def test_five_minutes_that_end_while_it_is_judged_are_over(edition, monkeypatch):
    comment = make_comment(edition, text="As it was.")
    judged = changing.judged

    def slowly(*args, **kwargs):
        Comment.objects.filter(pk=comment.pk).update(posted=timezone.now() - timedelta(minutes=6))
        return judged(*args, **kwargs)

    monkeypatch.setattr(changing, "judged", slowly)
    page = edit(browser_of(comment), comment, "Typed for long.")
    assert page.status_code == HTTPStatus.FORBIDDEN
    assert "Typed for long." in page.text


def test_a_comment_that_a_moderator_rejected_meanwhile_cannot_be_changed(edition):
    comment = make_comment(edition, status="rejected")
    page = edit(browser_of(comment), comment, "Typed for long.")
    assert page.status_code == HTTPStatus.FORBIDDEN
    assert "A moderator has decided" in page.text
    assert "Typed for long." in page.text


@pytest.mark.parametrize("text", ["", " \u200b ", "x" * 5001])
def test_an_empty_or_endless_text_is_told_and_comes_back(edition, text):
    comment = make_comment(edition, text="As it was.")
    page = edit(browser_of(comment), comment, text)
    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert text in page.text
    comment.refresh_from_db()
    assert comment.text == "As it was."


def test_a_body_that_is_far_too_large_comes_back_as_far_as_it_was_read(edition):
    comment = make_comment(edition)
    body = "text=" + "y" * 70_000
    page = browser_of(comment).post(url_of(comment, "edit"), body, content_type="application/x-www-form-urlencoded")
    assert page.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert "y" * 70_000 in page.text
    assert page["Cache-Control"] == "private, no-store"


def test_too_many_edits_are_stopped_with_the_text_and_the_time_to_wait(edition, settings):
    settings.COMMENT_RATES = True
    comment = make_comment(edition)
    client = browser_of(comment)
    answers = [edit(client, comment, f"Version {number} of what I say.") for number in range(6)]
    assert [answer.status_code for answer in answers[:5]] == [HTTPStatus.SEE_OTHER] * 5
    assert answers[5].status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert int(answers[5]["Retry-After"]) > 0
    assert "Version 5 of what I say." in answers[5].text


def test_a_database_that_is_down_loses_nothing(edition, monkeypatch):
    comment = make_comment(edition)
    client = browser_of(comment)

    def fail(*args, **kwargs):
        raise OperationalError("the server closed the connection")

    monkeypatch.setattr(changing, "judged", fail)
    page = edit(client, comment, "Typed for long.")
    assert page.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert page["Retry-After"]
    assert "Typed for long." in page.text


def test_a_form_without_its_token_comes_back_with_the_text(edition):
    comment = make_comment(edition)
    client = Client(enforce_csrf_checks=True)
    client.cookies.update(browser_of(comment).cookies)
    page = edit(client, comment, "Typed for long.")
    assert page.status_code == HTTPStatus.FORBIDDEN
    assert "Typed for long." in page.text


@pytest.mark.parametrize("verb", ["edit", "delete"])
def test_nobody_else_may_and_the_answer_does_not_tell_whether_there_is_such_a_comment(edition, verb):
    comment = make_comment(edition, status="waiting", text="As it was.")
    other = browser_of(make_comment(edition))
    there = other.post(url_of(comment, verb), {"text": "Typed for long."})
    comment.pk, known = comment.pk + 999, comment.pk
    not_there = other.post(url_of(comment, verb), {"text": "Typed for long."})
    assert there.status_code == not_there.status_code == HTTPStatus.FORBIDDEN
    assert there.content == not_there.content
    assert ("Typed for long." in there.text) is (verb == "edit")
    assert Comment.objects.get(pk=known).text == "As it was."


@pytest.mark.parametrize("verb", ["edit", "delete"])
def test_a_comment_of_another_story_or_of_none_is_not_reached(edition, verb):
    comment, other = make_comment(edition), make_live()
    client = browser_of(comment)
    assert client.get(f"/comments/{other.article.public_id}/{comment.pk}/{verb}/").status_code == 403
    assert client.get(f"/comments/nosuchstory/{comment.pk}/{verb}/").status_code == 404


def test_the_verb_itself_asks_whose_it_is(edition):
    comment = make_comment(edition, text="As it was.")
    with pytest.raises(changing.NotChanged):
        changing.edit(comment, "Other words.", by=Reader(ids=(comment.pk + 1,)))
    assert changing.delete(comment.pk, by=Reader(emails=frozenset({"who@example.org"}))) is False
    comment.refresh_from_db()
    assert comment.text == "As it was."


def test_a_comment_without_an_address_belongs_to_no_address(edition):
    comment = make_comment(edition, author_email="")
    assert not Reader(emails=frozenset({""})).wrote(comment)


def test_with_an_account_it_works_from_any_browser(edition):
    user = make_reader()
    comment = make_comment(edition, user=user, author_email=user.email)
    assert edit(signed_in(user), comment, "Other words.").status_code == HTTPStatus.SEE_OTHER
    comment.refresh_from_db()
    assert comment.text == "Other words."


def test_deleting_is_asked_for_and_takes_words_name_and_address(edition, client):
    first = make_comment(edition, text="The first words.", author_name="Ada Reader", author_email="ada@example.org")
    make_comment(edition, text="An answer to it.", parent=first, thread=first)
    reader = browser_of(first)
    assert "The first words." in reader.get(url_of(first, "delete")).text
    answer = reader.post(url_of(first, "delete"))
    assert (answer.status_code, answer["Location"]) == (303, "/comments/own/?done=deleted")
    first.refresh_from_db()
    empty = (first.text, first.author_name, first.author_email, first.digest, first.opening, first.key, first.reasons)
    assert (first.status, *empty) == ("deleted", "", "", "", None, None, None, [])
    page = client.get(f"/comments/{edition.article.public_id}/")
    assert "An answer to it." in page.text
    assert "The first words." not in page.text
    assert Discussion.objects.get(article=edition.article_id).comment_count == 1


def test_deleting_twice_is_deleting_once(edition):
    user = make_reader()
    comment = make_comment(edition, user=user)
    client = signed_in(user)
    for _time in range(2):
        assert client.post(url_of(comment, "delete")).status_code == HTTPStatus.SEE_OTHER
    assert AuditEntry.objects.filter(verb="delete_own").count() == 1


def test_deleting_works_long_after_and_whatever_was_decided(edition):
    old = make_comment(edition, status="rejected", posted=timezone.now() - timedelta(days=400))
    assert browser_of(old).post(url_of(old, "delete")).status_code == HTTPStatus.SEE_OTHER
    old.refresh_from_db()
    assert old.status == "deleted"


def test_quotes_of_a_deleted_comment_go_from_the_answers(edition):
    first = make_comment(edition, text="The first words.\n\nSome more of mine.")
    answer = make_comment(
        edition, text="> The first words.\n\nI do not think so.\n> Unheard words.", parent=first, thread=first
    )
    browser_of(first).post(url_of(first, "delete"))
    answer.refresh_from_db()
    assert answer.text == "> …\n\nI do not think so.\n> Unheard words."


def test_the_log_holds_ids_and_no_word_and_no_network(edition):
    comment = make_comment(edition, text="The first words.", author_name="Ada Reader")
    client = browser_of(comment)
    client.defaults["REMOTE_ADDR"] = "8.8.4.4"
    edit(client, comment, "The second words.")
    client.post(url_of(comment, "delete"))
    entries = list(
        AuditEntry.objects.filter(object_type="comment")
        .order_by("pk")
        .values_list("verb", "object_id", "object_name", "origin", "actor_name")
    )
    assert entries == [
        ("edit_own", comment.pk, f"comment {comment.pk}", "", "a reader"),
        ("delete_own", comment.pk, f"comment {comment.pk}", "", "a reader"),
    ]
    assert "words" not in str(list(AuditEntry.objects.values()))
