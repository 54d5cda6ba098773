"""Reports, statements of reasons and appeals: who is told what, by which mail, once, and what an appeal can reverse."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.comments import moderation
from articles.comments.desk import appeal_page, appeals, outbox, reports, standing, undo
from articles.comments.judging import bans
from articles.models import AuditEntry, Comment, Report, SectionRight, StatementOfReasons
from articles.publishing.steps import WorkflowRefused
from tests import world

pytestmark = pytest.mark.django_db
TOLD = {"ground": "law", "rule": "§ 185", "facts": "It calls her a thief by name.", "answer": "You are right."}


@pytest.fixture(autouse=True)
def readers_mail(settings):
    local = {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}
    settings.MAILERS = {**settings.MAILERS, "readers": local, "default": local}
    settings.READERS_GET_MAIL = True


@pytest.fixture
def mo():
    return world.make_user("mo", "Moderator")


@pytest.fixture
def comment():
    return world.make_comment(world.make_live(), author_email="eve@example.org", text="She is a thief, that Ada.")


@pytest.fixture
def illegal(comment):
    made = Report.objects.create(
        comment=comment, why="illegal", words="It is a lie.", name="Ada", email="ada@example.org", good_faith=True
    )
    Comment.objects.filter(pk=comment.pk).update(open_reports=1)
    return made


def later() -> int:
    """The clockwork's run a little later: what went out."""
    before = len(mail.outbox)
    outbox.send_due(timezone.now() + outbox.GRACE + timedelta(seconds=1))
    return len(mail.outbox) - before


def letters_to(address: str) -> list[str]:
    return [letter.body for letter in mail.outbox if letter.to == [address]]


# --- reports ----------------------------------------------------------------------------------------------------------


def test_report_of_something_illegal_is_confirmed_once(illegal):
    assert [later(), later()] == [1, 0]
    [letter] = letters_to("ada@example.org")
    assert f"number {illegal.pk}" in letter
    assert "It is a lie." in letter
    assert AuditEntry.objects.filter(verb="acknowledge_report", object_id=illegal.pk).count() == 1


def test_upheld_report_takes_the_comment_down_and_tells_both_why(illegal, comment, mo):
    later()
    reports.uphold(illegal, by=mo, **TOLD)
    comment.refresh_from_db()
    illegal.refresh_from_db()
    assert (comment.status, comment.open_reports, illegal.state) == ("rejected", 0, "upheld")
    assert later() == 2
    statement = StatementOfReasons.objects.get()
    assert (statement.report, statement.ground, statement.by) == (illegal, "law", mo)
    [told] = letters_to("eve@example.org")
    for words in ("against the law", "§ 185", "calls her a thief by name", "no, by a person", statement.token, "Art"):
        assert words in told
    assert "ada@example.org" not in told
    assert "It is a lie." not in told
    decision = letters_to("ada@example.org")[-1]
    assert "The comment was taken down." in decision
    assert "You are right." in decision
    assert "out-of-court" in decision
    assert later() == 0


def test_dismissed_report_leaves_the_comment_and_the_other_reports(illegal, comment, mo):
    other = Report.objects.create(comment=comment, why="abuse")
    Comment.objects.filter(pk=comment.pk).update(open_reports=2)
    reports.dismiss(illegal, answer="It is an opinion.", by=mo)
    comment.refresh_from_db()
    other.refresh_from_db()
    assert (comment.status, comment.open_reports, other.state) == ("approved", 1, "open")
    later()
    assert "The comment stays." in letters_to("ada@example.org")[-1]


@pytest.mark.parametrize("missing", ["ground", "rule", "facts", "answer"])
def test_nothing_is_taken_down_without_ground_rule_facts_and_answer(illegal, comment, mo, missing):
    with pytest.raises(WorkflowRefused):
        reports.uphold(illegal, by=mo, **TOLD | {missing: ""})
    comment.refresh_from_db()
    assert comment.status == "approved"
    assert not StatementOfReasons.objects.exists()


def test_report_is_decided_once_and_within_the_section(illegal, mo):
    limited = world.make_user("limited", "Moderator")
    SectionRight.objects.create(user=limited, section=world.make_section())
    for user in (limited, world.make_user("rita", "Reporter")):
        with pytest.raises(PermissionDenied):
            reports.dismiss(illegal, answer="No.", by=user)
    reports.dismiss(illegal, answer="No.", by=mo)
    with pytest.raises(WorkflowRefused, match="already"):
        reports.uphold(illegal, by=mo, **TOLD)


def test_page_of_a_report_says_what_is_missing_and_keeps_what_was_typed(illegal, mo):
    client = Client()
    client.force_login(mo)
    url = reverse("admin:articles_report_change", args=[illegal.pk])
    response = client.post(url, {"decision": "uphold", "answer": "You are right, and thank you."})
    page = response.content.decode()
    assert response.status_code == 422
    assert "You are right, and thank you." in page
    for words in ("Choose the ground.", "Name the law or the rule.", "Say what in the comment led to it."):
        assert words in page
    assert client.post(url, {"decision": "uphold", **TOLD}).status_code == 302
    illegal.refresh_from_db()
    assert illegal.state == "upheld"


def test_undo_before_the_mail_takes_the_statement_along(illegal, comment, mo):
    later()
    reports.uphold(illegal, by=mo, **TOLD)
    undo.undo(by=mo)
    illegal.refresh_from_db()
    comment.refresh_from_db()
    assert (illegal.state, comment.status, comment.open_reports) == ("open", "approved", 1)
    assert not StatementOfReasons.objects.exists()
    assert later() == 0


# --- statements of reasons --------------------------------------------------------------------------------------------


def test_who_wrote_what_readers_saw_is_told_why_it_went(comment, mo):
    moderation.reject(comment, by=mo, because="abuse", reason="It insults a person by name.")
    later()
    [told] = letters_to("eve@example.org")
    assert "It insults a person by name." in told
    assert "Insult, hatred or harassment" in told
    assert "She is a thief, that Ada." in told


def test_nobody_is_told_of_advertising_and_of_what_nobody_saw_only_when_asked(comment, mo):
    moderation.reject(comment, by=mo, because="spam")
    held = world.make_comment(world.make_live(), status="waiting")
    moderation.reject(held, by=mo, because="abuse")
    assert not StatementOfReasons.objects.exists()
    asked = world.make_comment(world.make_live(), status="waiting")
    moderation.reject(asked, by=mo, because="abuse", tell=True)
    assert StatementOfReasons.objects.get().comment == asked


def test_what_a_program_found_is_said(mo):
    found = world.make_comment(world.make_live(), reasons=[{"rule": "spam", "match": "", "version": "filter 1"}])
    moderation.reject(found, by=mo, because="abuse")
    assert StatementOfReasons.objects.get().automated_detection


def test_mail_that_fails_blocks_nothing_and_goes_with_the_next_run(comment, mo, monkeypatch, caplog):
    moderation.reject(comment, by=mo, because="abuse")
    standing.warn(comment, words="Please keep calm.", by=mo)

    def refused(*args, **kwargs):
        raise smtplib.SMTPServerDisconnected("eve@example.org")

    with monkeypatch.context() as patch:
        patch.setattr(outbox, "send_mail", refused)
        assert later() == 0
    assert "not mailed" in caplog.text
    assert "eve@example.org" not in caplog.text
    assert later() == 2
    assert later() == 0


def test_two_runs_at_once_send_a_letter_once(comment, mo, monkeypatch):
    moderation.reject(comment, by=mo, because="abuse")
    sent = []

    def send_and_run_again(subject, body, sender, to, **kwargs):
        sent.append(to)
        later()

    monkeypatch.setattr(outbox, "send_mail", send_and_run_again)
    later()
    assert sent == [["eve@example.org"]]


# --- the appeal -------------------------------------------------------------------------------------------------------


@pytest.fixture
def statement(comment, mo):
    moderation.reject(comment, by=mo, because="abuse", reason="It insults.")
    later()
    return StatementOfReasons.objects.get()


def url_of(statement) -> str:
    return reverse("comment_appeal", args=[statement.token])


def test_appeal_is_taken_once_and_its_page_is_private(statement):
    reader = Client()
    page = reader.get(url_of(statement))
    assert page.status_code == 200
    assert page["Cache-Control"] == "private, no-store"
    assert page["X-Robots-Tag"] == "noindex"
    assert reader.post(url_of(statement), {"words": "She is my sister."}).status_code == 303
    statement.refresh_from_db()
    assert (statement.appeal, statement.appeal_words) == ("open", "She is my sister.")
    assert "We have your appeal." in reader.get(url_of(statement)).content.decode()
    again = reader.post(url_of(statement), {"words": "Once more, a second thought."})
    assert again.status_code == 409
    assert "Once more, a second thought." in again.content.decode()
    entry = AuditEntry.objects.get(verb="appeal")
    assert "sister" not in str(vars(entry))


@pytest.mark.parametrize("words", ["", "   ", "x" * 5001])
def test_appeal_without_words_or_with_too_many_comes_back(statement, words):
    response = Client().post(url_of(statement), {"words": words})
    assert response.status_code == 422
    assert words.strip() in response.content.decode()


def test_appeal_after_six_months_is_too_late_and_the_text_comes_back(statement):
    long_ago = timezone.now() - timedelta(days=190)
    StatementOfReasons.objects.filter(pk=statement.pk).update(sent_at=long_ago, created=long_ago)
    assert Client().get(url_of(statement)).status_code == 410
    response = Client().post(url_of(statement), {"words": "I was at sea."})
    assert response.status_code == 409
    assert "I was at sea." in response.content.decode()


def test_wrong_address_of_an_appeal_is_not_found(db):
    assert Client().get(reverse("comment_appeal", args=["x" * 43])).status_code == 404


def test_appeal_keeps_its_text_when_the_database_is_down(statement, monkeypatch):
    def down(*args, **kwargs):
        raise OperationalError("gone")

    monkeypatch.setattr(appeal_page, "page_of", down)
    response = Client().post(url_of(statement), {"words": "She is my sister."})
    assert response.status_code == 503
    assert response["Retry-After"]
    assert "She is my sister." in response.content.decode()


def test_other_person_decides_the_appeal_and_reversing_restores_the_comment(statement, comment, mo):
    appeals.appeal(statement, "She is my sister.")
    other = world.make_user("other", "Moderator")
    with pytest.raises(WorkflowRefused, match="somebody else"):
        appeals.decide(statement, reverse=True, answer="You are right.", by=mo)
    appeals.decide(statement, reverse=True, answer="You are right.", by=other)
    comment.refresh_from_db()
    assert comment.status == "approved"
    later()
    assert "our first decision is reversed" in letters_to("eve@example.org")[-1]
    assert later() == 0
    with pytest.raises(WorkflowRefused, match="already"):
        appeals.decide(statement, reverse=False, answer="No.", by=other)


def test_same_person_decides_where_there_is_nobody_else(statement, comment, mo):
    appeals.appeal(statement, "She is my sister.")
    appeals.decide(statement, reverse=False, answer="It stays an insult.", by=mo)
    statement.refresh_from_db()
    comment.refresh_from_db()
    assert (statement.appeal, comment.status) == ("upheld", "rejected")


def test_reversed_ban_lets_the_reader_in(comment, mo):
    standing.keep_out(comment, until=None, reason="Threats.", by=mo)
    later()
    made = StatementOfReasons.objects.get()
    appeals.appeal(made, "It was a song.")
    appeals.decide(made, reverse=True, answer="So it was.", by=world.make_user("other", "Moderator"))
    assert bans.told_to("eve@example.org") == ""


def test_appeal_needs_an_answer_the_right_and_the_section(statement, mo):
    appeals.appeal(statement, "She is my sister.")
    limited = world.make_user("limited", "Moderator")
    SectionRight.objects.create(user=limited, section=world.make_section())
    for user in (limited, world.make_user("rita", "Reporter")):
        with pytest.raises(PermissionDenied):
            appeals.decide(statement, reverse=True, answer="Yes.", by=user)
    with pytest.raises(WorkflowRefused, match="Write the answer"):
        appeals.decide(statement, reverse=True, answer=" ", by=mo)
