"""Who asked hears of an answer once; who did not say yes hears nothing but one question; ending it takes one click."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from articles.comments import moderation
from articles.comments.mailing import answers, sending
from articles.models import AnswerMail, Comment, MailConsent
from tests.world import make_comment, make_live, make_user

pytestmark = pytest.mark.django_db
ADA, BO = "ada@example.org", "bo@example.org"


@pytest.fixture(autouse=True)
def mail_can_be_sent(settings):
    settings.READERS_GET_MAIL = True


@pytest.fixture
def edition():
    return make_live(headline="The pier is safe")


def asked_and_agreed(email: str = ADA) -> MailConsent:
    answers.wish(email)
    MailConsent.objects.filter(email=email).update(asked_at=timezone.now(), agreed_at=timezone.now())
    return MailConsent.objects.get(email=email)


def talk(edition, *, tell="each", by=BO, text="I doubt it.", **fields) -> tuple[Comment, Comment]:
    """Ada's comment, and an answer to it."""
    first = make_comment(edition, author_name="Ada", author_email=ADA, tell=tell)
    answer = make_comment(edition, author_name="Bo", author_email=by, parent=first, thread=first, text=text, **fields)
    answers.note([answer.pk])
    return first, answer


def test_answer_is_told_once_with_its_words_and_its_place(edition):
    consent = asked_and_agreed()
    _first, answer = talk(edition)
    assert sending.send_due() == 1
    assert sending.send_due() == 0
    answers.note([answer.pk])
    assert sending.send_due() == 0
    (letter,) = mail.outbox
    assert letter.to == [ADA]
    assert letter.subject == "[Newsroom] Bo answered you under “The pier is safe”"
    assert "I doubt it." in letter.body
    assert f"#comment-{answer.pk}" in letter.body
    assert consent.token in letter.extra_headers["List-Unsubscribe"]
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert BO not in letter.message().as_string()


def test_guest_whose_address_did_not_say_yes_gets_one_question_and_nothing_else(edition):
    answers.wish(ADA)
    talk(edition)
    assert sending.send_due() == 1
    assert sending.send_due() == 0
    answers.wish(ADA)
    talk(edition)
    assert sending.send_due() == 0
    (letter,) = mail.outbox
    assert "do nothing" in letter.body
    assert "I doubt it" not in letter.body


def test_who_says_yes_on_the_page_hears_of_what_waited(edition, client):
    answers.wish(ADA)
    talk(edition)
    sending.send_due()
    token = MailConsent.objects.get().token
    page = f"/comments/mail/{token}/"
    shown = client.get(page)
    assert shown.status_code == 200
    assert shown["Cache-Control"] == "no-store"
    assert ADA not in shown.content.decode()
    assert "a…@example.org" in shown.content.decode()
    assert MailConsent.objects.get().agreed_at is None, "a program that follows links in mails says yes for nobody"
    answer = client.post(page, {"tell": "each"})
    assert (answer.status_code, answer["Location"]) == (303, f"{page}?saved=1")
    assert "Saved." in client.get(answer["Location"]).content.decode()
    assert sending.send_due() == 1
    assert "I doubt it." in mail.outbox[-1].body


@pytest.mark.parametrize("way", ["one click", "page"])
def test_ending_it_takes_one_request_without_a_cookie_or_a_token_of_a_form(edition, way):
    consent = asked_and_agreed()
    first, _answer = talk(edition)
    page = f"/comments/mail/{consent.token}/"
    program = Client(enforce_csrf_checks=True)
    data = {"List-Unsubscribe": "One-Click"} if way == "one click" else {"tell": "never"}
    assert program.post(page, data).status_code == (200 if way == "one click" else 303)
    first.refresh_from_db()
    assert first.tell == ""
    assert not AnswerMail.objects.exists()
    talk(edition)
    assert sending.send_due() == 0
    assert program.post(page, data).status_code in {200, 303}, "ended twice is ended"


def test_page_refuses_what_is_no_choice_and_a_link_that_is_none(client):
    consent = asked_and_agreed()
    answer = client.post(f"/comments/mail/{consent.token}/", {"tell": "hourly"})
    assert answer.status_code == 422
    assert "Choose one of the three" in answer.content.decode()
    assert client.get("/comments/mail/nothing/").status_code == 404
    assert client.post("/comments/mail/nothing/", {"tell": "never"}).status_code == 404
    assert client.put(f"/comments/mail/{consent.token}/").status_code == 405


def test_daily_mail_holds_all_answers_of_the_day_and_goes_at_eight(edition):
    asked_and_agreed()
    first = make_comment(edition, author_name="Ada", author_email=ADA, tell="daily")
    for number in range(55):
        answer = make_comment(
            edition, author_name="Bo", author_email=BO, parent=first, thread=first, text=f"Point {number}."
        )
        answers.note([answer.pk])
    assert sending.send_due() == 0
    due = AnswerMail.objects.first().due
    assert timezone.localtime(due).hour == 8
    assert sending.send_due(due) == 1
    (letter,) = mail.outbox
    assert letter.subject == "[Newsroom] 55 answers to your comments"
    assert "And 5 answers more." in letter.body
    assert sending.send_due(due) == 0


def test_nobody_is_told_of_their_own_answer_nor_of_one_that_nobody_sees(edition):
    asked_and_agreed()
    talk(edition, by=ADA)
    talk(edition, status="waiting")
    first, hidden = talk(edition)
    Comment.objects.filter(pk=hidden.pk).update(status="rejected")
    assert sending.send_due() == 0
    Comment.objects.filter(pk=hidden.pk).update(status="approved")
    talk(edition, tell="")
    assert sending.send_due() == 0
    Comment.objects.filter(pk=first.pk).update(status="deleted", text="")
    assert mail.outbox == []


def test_mail_server_that_fails_keeps_nobody_else_waiting_and_is_tried_again(edition, monkeypatch, caplog):
    asked_and_agreed()
    asked_and_agreed("cy@example.org")
    talk(edition)
    other = make_comment(edition, author_name="Cy", author_email="cy@example.org", tell="each")
    reply = make_comment(edition, author_name="Bo", author_email=BO, parent=other, thread=other, text="Yes.")
    answers.note([reply.pk])
    send = sending.EmailMessage.send

    def breaks(message, *args, **kwargs):
        if message.to == [ADA]:
            raise OSError(f"550 {ADA} unknown")
        return send(message, *args, **kwargs)

    monkeypatch.setattr(sending.EmailMessage, "send", breaks)
    assert sending.send_due() == 1
    assert [letter.to for letter in mail.outbox] == [["cy@example.org"]]
    assert ADA not in caplog.text
    assert "OSError" in caplog.text
    now = timezone.now()
    for hours in range(1, 8):
        sending.send_due(now + timedelta(hours=6 * hours))
    row = AnswerMail.objects.get(comment__author_email=ADA)
    assert row.attempts == sending.TRIES
    monkeypatch.setattr(sending.EmailMessage, "send", send)
    assert sending.send_due(now + timedelta(days=9)) == 0, "given up after five times"


def test_newsroom_without_mail_keeps_what_waits(edition, settings):
    settings.READERS_GET_MAIL = False
    asked_and_agreed()
    talk(edition)
    assert sending.send_due() == 0
    assert AnswerMail.objects.filter(sent_at__isnull=True).count() == 1


def test_signed_in_reader_is_told_at_the_address_of_the_account(edition):
    user = make_user("ada", email="ada@account.example")
    asked_and_agreed("ada@account.example")
    first = make_comment(edition, author_name="Ada", author_email="", user=user, tell="each")
    answer = make_comment(edition, author_name="Bo", author_email=BO, parent=first, thread=first, text="No.")
    answers.note([answer.pk])
    assert sending.send_due() == 1
    assert mail.outbox[0].to == ["ada@account.example"]


def test_headline_and_name_cannot_write_into_the_head_of_the_letter():
    edition = make_live(headline="Two lines\nBcc: eve@example.org")
    asked_and_agreed()
    first = make_comment(edition, author_name="Ada", author_email=ADA, tell="each")
    answer = make_comment(
        edition, author_name="Bo\r\nBcc: eve@example.org", author_email=BO, parent=first, thread=first, text="No."
    )
    answers.note([answer.pk])
    assert sending.send_due() == 1
    assert mail.outbox[0].recipients() == [ADA]
    assert "\nBcc" not in mail.outbox[0].message()["Subject"]


def test_answer_that_waited_is_told_of_when_a_moderator_lets_it_pass(edition):
    asked_and_agreed()
    _first, answer = talk(edition, status="waiting")
    assert sending.send_due() == 0
    moderation.approve(answer, by=None)
    assert sending.send_due() == 1


def test_reader_who_ticks_it_in_the_form_is_asked_and_then_told(edition, client):
    edition.article.comment_policy = "open"
    edition.article.save()
    url = f"/comments/{edition.article.public_id}/post/"
    typed = {"name": "Ada", "email": ADA, "text": "Is the pier safe?", "tell": "each"}
    assert client.post(url, typed).status_code == 303
    assert sending.send_due() == 1
    page = f"/comments/mail/{MailConsent.objects.get(email=ADA).token}/"
    assert client.post(page, {"tell": "each"}).status_code == 303
    first = Comment.objects.get()
    typed = {"name": "Bo", "email": BO, "text": "It is, they say.", "parent": first.pk}
    assert client.post(url, typed).status_code == 303
    assert sending.send_due() == 1
    assert "It is, they say." in mail.outbox[-1].body
