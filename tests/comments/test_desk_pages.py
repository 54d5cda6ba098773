"""The pages beside the queue: a reader's standing, the newsroom's answer, a conversation's settings. Errors lose nothing."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.comments.desk import standing
from articles.models import AuditEntry, Ban, Comment, Discussion, ReaderWarning, Report, SectionRight
from tests import world

pytestmark = pytest.mark.django_db
JSON = {"headers": {"Accept": "application/json"}}


@pytest.fixture
def comment():
    return world.make_comment(world.make_live(), author_email="eve@example.org", author_name="Eve")


def reader_page(comment) -> str:
    return reverse("admin:articles_comment_reader", args=[comment.pk])


def conversation_page(article) -> str:
    return reverse("admin:articles_discussion_change", args=[article.pk])


# --- the reader -------------------------------------------------------------------------------------------------------


def test_standing_shows_history_and_latest_comments_of_this_reader_only(mo, comment):
    own = world.make_comment(world.make_live(), author_email="eve@example.org", text="An earlier remark.")
    world.make_comment(world.make_live(), text="Of somebody else.")
    until = timezone.now() + timedelta(days=3)
    lifted = standing.keep_out(own, until=until, reason="Threats in March.", by=mo.user)
    standing.lift(lifted, by=mo.user)
    standing.warn(comment, words="Please keep calm.", by=mo.user)
    page = mo.get(reader_page(comment)).content.decode()
    for words in ("An earlier remark.", "Threats in March.", "lifted on", "Please keep calm."):
        assert words in page
    assert "Of somebody else." not in page


def test_warning_suspension_and_lifting_by_the_page(mo, comment):
    mo.post(reader_page(comment), {"do": "warn", "words": "No insults, please."})
    assert ReaderWarning.objects.get().words == "No insults, please."
    until = (timezone.localtime() + timedelta(days=7)).strftime("%Y-%m-%dT%H:%M")
    mo.post(reader_page(comment), {"do": "suspend", "until": until, "words": "Threats.", "rule": "Rule 2"})
    ban = Ban.objects.get()
    assert ban.until > timezone.now()
    mo.post(reader_page(comment), {"do": "lift", "ban": ban.pk})
    ban.refresh_from_db()
    assert ban.lifted_by == mo.user


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({}, "Choose what follows."),
        ({"do": "warn"}, "Write what the reader is told."),
        ({"do": "suspend", "words": "A long explanation."}, "Choose the day"),
        ({"do": "suspend", "words": "A long explanation.", "until": "2020-01-01T10:00"}, "This moment is past."),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_comes_back(mo, comment, asked, words):
    response = mo.post(reader_page(comment), asked)
    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    assert asked.get("words", "") in page
    assert not Ban.objects.exists()


def test_ban_that_is_none_is_told(mo, comment):
    for number in ("", "x", "999999", "9" * 30):
        response = mo.post(reader_page(comment), {"do": "lift", "ban": number}, follow=True)
        assert response.status_code == 200
        assert "There is no such ban." in response.content.decode()


def test_reader_without_an_address_is_offered_nothing(mo):
    comment = world.make_comment(world.make_live(), author_email="")
    page = mo.get(reader_page(comment)).content.decode()
    assert "left no address" in page
    assert 'name="words"' not in page


# --- the answer -------------------------------------------------------------------------------------------------------


def test_answer_to_a_comment_that_waits_approves_it_with_it(mo):
    held = world.make_comment(world.make_live(), status="waiting")
    mo.post(reverse("admin:articles_comment_reply", args=[held.pk]), {"text": "Thank you.", "token": "t"})
    held.refresh_from_db()
    assert held.status == "approved"
    assert Comment.objects.get(parent=held).badge == "staff"


def test_answer_that_cannot_be_given_changes_nothing_and_keeps_its_words(mo):
    edition = world.make_live()
    gone = world.make_comment(edition, status="rejected")
    response = mo.post(reverse("admin:articles_comment_reply", args=[gone.pk]), {"text": "A careful answer."})
    assert response.status_code == 422
    assert "A careful answer." in response.content.decode()
    held = world.make_comment(edition, status="waiting")
    too_long = mo.post(reverse("admin:articles_comment_reply", args=[held.pk]), {"text": "\u200b"}, **JSON)
    assert too_long.status_code == 422
    assert too_long.json()["message"]
    held.refresh_from_db()
    assert held.status == "waiting"


# --- the conversation -------------------------------------------------------------------------------------------------

SETTINGS = {"state": "slowed", "slow_seconds": "300", "note": "Slowly, please.", "reason": "A flood."}


def test_conversation_that_nobody_decided_on_has_its_page_and_is_made_by_saving(mo):
    article = world.make_article()
    assert mo.get(conversation_page(article)).status_code == 200
    assert not Discussion.objects.filter(pk=article.pk).exists()
    response = mo.post(conversation_page(article), {**SETTINGS, "opens_at": "07:00", "closes_at": "23:00"})
    assert response.status_code == 302, response.context["errors"]
    kept = Discussion.objects.get(pk=article.pk)
    assert (kept.state, kept.slow_seconds, kept.note, kept.opens_at.hour) == ("slowed", 300, "Slowly, please.", 7)
    assert AuditEntry.objects.get(verb="change_conversation").note == "A flood."


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"slow_seconds": "5"}, "greater than or equal to 10"),
        ({"slow_seconds": "99999"}, "less than or equal to 86400"),
        ({"first_held": "0"}, "greater than or equal to 1"),
        ({"close_after_days": "x"}, "whole number"),
        ({"opens_at": "07:00"}, "Give both hours"),
        ({"opens_at": "07:00", "closes_at": "07:00"}, "same hour"),
        ({"state": "burnt"}, "valid choice"),
    ],
)
def test_settings_that_make_no_sense_are_refused_with_what_to_do(mo, wrong, words):
    article = world.make_article()
    response = mo.post(conversation_page(article), {**SETTINGS, **wrong})
    assert response.status_code == 200
    assert words in response.content.decode()
    assert not Discussion.objects.filter(pk=article.pk).exists()


def test_state_is_set_from_the_queue_and_taken_back(mo, comment):
    url = reverse("admin:articles_comment_conversation", args=[comment.article_id])
    told = mo.post(url, {"state": "closed", "reason": "Trial."}, **JSON)
    assert "closed" in told.json()["message"]
    assert mo.post(url, {"state": "burnt"}, **JSON).status_code == 422
    assert mo.post(reverse("admin:articles_comment_conversation", args=[999_999]), {}).status_code == 404
    mo.post(reverse("admin:articles_comment_decide"), {"verb": "undo"})
    assert Discussion.objects.get(pk=comment.article_id).state == ""


def test_form_of_a_story_leads_to_its_conversation(mo, comment):
    page = mo.get(reverse("admin:articles_article_change", args=[comment.article_id])).content.decode()
    assert f'href="{conversation_page(comment.article)}"' in page


# --- whose ------------------------------------------------------------------------------------------------------------


def test_lists_hold_only_what_stands_under_stories_of_the_person_s_sections(mo, comment):
    other = world.make_comment(world.make_live(), text="In another section.")
    for each in (comment, other):
        Report.objects.create(comment=each, why="abuse")
        standing.warn(each, words=f"About number {each.pk}.", by=mo.user)
    SectionRight.objects.create(user=mo.user, section=comment.article.section)
    reports = mo.get(reverse("admin:articles_report_changelist")).content.decode()
    assert comment.text in reports
    assert other.text not in reports
    warnings = mo.get(reverse("admin:articles_readerwarning_changelist")).content.decode()
    assert f"About number {comment.pk}." in warnings
    assert f"About number {other.pk}." not in warnings
    for name in ("reader", "reply"):
        assert mo.get(reverse(f"admin:articles_comment_{name}", args=[other.pk])).status_code == 403


def test_open_reports_are_a_row_for_each_comment(mo, comment):
    for why in ("abuse", "false", "spam"):
        Report.objects.create(comment=comment, why=why)
    Report.objects.create(comment=world.make_comment(world.make_live()), why="spam", state="dismissed")
    listed = mo.get(reverse("admin:articles_report_changelist"))
    assert listed.context["cl"].result_count == 1
    for words in ("Insult, hatred or harassment", "A false statement of fact", "Advertising or spam"):
        assert words in listed.content.decode()
