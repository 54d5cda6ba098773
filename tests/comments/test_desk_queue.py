"""The queue: what stands in it and how, at the same few queries at any size, and decided on in one action."""

import re
import time
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.comments.desk import queue
from articles.comments.discussions import counts
from articles.comments.judging import bans
from articles.comments.judging.folding import digest_of
from articles.models import AuditEntry, Ban, Comment, ModerationStep, ReaderWarning, Report, SectionRight
from tests import world

pytestmark = pytest.mark.django_db
QUEUE = reverse("admin:articles_comment_changelist")
DECIDE = reverse("admin:articles_comment_decide")
JSON = {"headers": {"Accept": "application/json"}}


@pytest.fixture
def edition():
    return world.make_live()


def waiting(edition, **fields) -> Comment:
    return world.make_comment(edition, status="waiting", **fields)


def reported(edition, **fields) -> Comment:
    comment = world.make_comment(edition, open_reports=1)
    Report.objects.create(comment=comment, **{"why": "abuse", "words": "He names my daughter.", **fields})
    return comment


def shown(client, **query) -> list[int]:
    return [row.comment.pk for row in client.get(QUEUE, query).context["page"].rows]


def test_queue_holds_what_needs_eyes_and_its_tabs_part_it(mo, edition):
    world.make_comment(edition)
    held, told = waiting(edition), reported(edition)
    edited = world.make_comment(edition, edited_unseen=True)
    assert shown(mo) == [edited.pk, told.pk, held.pk]
    assert shown(mo, show="held") == [held.pk]
    assert shown(mo, show="reported") == [told.pk]
    assert shown(mo, show="edited") == [edited.pk]
    assert [tab["count"] for tab in mo.get(QUEUE).context["tabs"]] == ["3", "1", "1", "1"]


def test_row_tells_why_context_record_and_standing(mo, edition):
    first = world.make_comment(edition, text="Where was the captain?")
    answered = world.make_comment(edition, thread=first, parent=first, text="At the pier.")
    reason = {"rule": "spam", "match": "casino", "score": 0.97, "version": "filter 3"}
    who = {"author_email": "eve@example.org", "author_name": "Eve"}
    waiting(edition, thread=first, parent=answered, reasons=[reason], text="No, at home.", **who)
    for status in ("approved", "approved", "rejected"):
        world.make_comment(edition, status=status, decided_at=timezone.now(), **who)
    digest = bans.digest_of("eve@example.org")
    Ban.objects.create(who=digest, reason="Threats.", until=timezone.now() + timedelta(days=3))
    ReaderWarning.objects.create(who=digest, words="Please.")
    page = mo.get(QUEUE).content.decode()
    row = mo.get(QUEUE).context["page"].rows[0]
    assert row.why == ["like comments that were rejected (casino, score 0.97, filter 3)"]
    assert "2 approved, 1 rejected" in row.trust.words
    assert row.standing[0].startswith("suspended until")
    assert row.standing[1] == "1 warning"
    for words in (*row.why, row.trust.words, *row.standing, "Where was the captain?", "At the pier.", "No, at home."):
        assert words in page


def test_reports_stand_in_the_words_of_who_made_them(mo, edition):
    reported(edition)
    page = mo.get(QUEUE).content.decode()
    assert "Insult, hatred or harassment" in page
    assert "He names my daughter." in page


def test_equal_texts_are_one_row_and_decided_on_together(mo, edition):
    digest = digest_of("Earn 4,000 a week from home, without any boss: ask me how it is done.")
    copies = [waiting(edition, text="Earn 4,000 a week", digest=digest) for _number in range(13)]
    other = waiting(edition)
    rows = mo.get(QUEUE).context["page"].rows
    assert [(row.comment.pk, len(row.same)) for row in rows] == [(other.pk, 0), (copies[-1].pk, 12)]
    assert "and 12 more with the same words" in mo.get(QUEUE).content.decode()
    mo.post(DECIDE, {"verb": "reject", "comment": copies[-1].pk, "same": "on", "because": "spam"})
    assert Comment.objects.filter(status="rejected").count() == 13
    assert Comment.objects.get(pk=other.pk).status == "waiting"
    assert ModerationStep.objects.get().count == 13


def test_one_of_equal_texts_alone_is_decided_on_when_the_tick_is_taken_out(mo, edition):
    digest = digest_of("Earn 4,000 a week from home, without any boss: ask me how it is done.")
    copies = [waiting(edition, digest=digest) for _number in range(3)]
    mo.post(DECIDE, {"verb": "reject", "comment": copies[0].pk})
    assert Comment.objects.filter(status="rejected").count() == 1


def queries_of(client, url) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_queue_costs_twelve_queries_at_most_with_two_rows_and_with_sixty(mo, edition):
    SectionRight.objects.create(user=mo.user, section=edition.article.section)

    def grow(count):
        for _number in range(count):
            first = reported(edition)
            waiting(edition, thread=first, parent=first)
            waiting(world.make_live(section=edition.article.section))

    grow(1)
    mo.get(QUEUE)
    few = queries_of(mo, QUEUE)
    grow(30)
    assert queries_of(mo, QUEUE) == few <= 12


def test_more_than_the_window_is_told_as_such_and_never_counted(mo, edition):
    Comment.objects.bulk_create(
        Comment(article=edition.article, text=f"Copy {number}", posted=edition.live_from)
        for number in range(queue.WINDOW + 5)
    )
    with CaptureQueriesContext(connection) as captured:
        page = mo.get(QUEUE)
    assert [tab["count"] for tab in page.context["tabs"]] == ["1,000+", "1,000+", "", ""]
    assert not [
        query["sql"] for query in captured if "COUNT(*)" in query["sql"] and 'FROM "articles_comment"' in query["sql"]
    ]


def test_nonsense_in_the_query_is_as_if_it_were_not_there(mo, edition):
    held = waiting(edition)
    for query in ({"show": "x"}, {"section": "x"}, {"page": "-1"}, {"page": "999"}, {"article": "9" * 40}):
        assert shown(mo, **query) == [held.pk], query


def test_section_filter_and_story_filter(mo, edition):
    held, other = waiting(edition), waiting(world.make_live())
    assert shown(mo, section=edition.article.section_id) == [held.pk]
    assert shown(mo, article=other.article_id) == [other.pk]


def test_moderator_of_a_section_sees_and_decides_only_what_is_theirs(mo, edition):
    mine, theirs = waiting(edition), waiting(world.make_live())
    SectionRight.objects.create(user=mo.user, section=edition.article.section)
    assert shown(mo) == [mine.pk]
    assert mo.post(DECIDE, {"verb": "approve", "comment": theirs.pk}).status_code == 403
    mo.post(DECIDE, {"verb": "approve", "which": "all"})
    assert [Comment.objects.get(pk=each.pk).status for each in (mine, theirs)] == ["approved", "waiting"]


# --- the address of decisions -----------------------------------------------------------------------------------------


def test_decision_returns_to_the_queue_as_it_was_filtered(mo, edition):
    held = waiting(edition)
    asked = {"verb": "approve", "comment": held.pk, "show": "held", "section": edition.article.section_id}
    response = mo.post(DECIDE, asked, follow=True)
    assert response.redirect_chain[-1][0] == f"{QUEUE}?show=held&section={edition.article.section_id}"
    assert "1 comment approved." in response.content.decode()
    assert "Undo my last decision" in response.content.decode()


def test_script_is_answered_in_json(mo, edition):
    held = waiting(edition)
    told = mo.post(DECIDE, {"verb": "reject", "comment": held.pk, "because": "abuse"}, **JSON)
    assert told.json() == {"message": "1 comment rejected.", "comments": [held.pk], "verb": "reject"}
    back = mo.post(DECIDE, {"verb": "undo"}, **JSON)
    assert back.json()["comments"] == [held.pk]
    assert Comment.objects.get(pk=held.pk).status == "waiting"


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({}, 422),
        ({"verb": "burn", "comment": 1}, 422),
        ({"verb": "approve"}, 422),
        ({"verb": "approve", "comment": "x"}, 422),
        ({"verb": "reject", "comment": 1, "because": "whim"}, 422),
        ({"verb": "undo"}, 409),
        ({"verb": "feature", "comment": 999_999}, 409),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(mo, asked, status):
    response = mo.post(DECIDE, asked, **JSON)
    assert response.status_code == status
    assert response.json()["message"].endswith(".")


def test_featuring_a_comment_that_waits_approves_it_first(mo, edition):
    held = waiting(edition)
    mo.post(DECIDE, {"verb": "feature", "comment": held.pk})
    held.refresh_from_db()
    assert (held.status, held.featured_by) == ("approved", mo.user)


def test_what_another_moderator_decided_meanwhile_stays_decided(mo, edition):
    held, both = waiting(edition), waiting(edition)
    other = Client()
    other.force_login(world.make_user("other", "Moderator"))
    other.post(DECIDE, {"verb": "reject", "comment": both.pk})
    told = mo.post(DECIDE, {"verb": "approve", "comment": [held.pk, both.pk]}, **JSON).json()
    assert told["message"].startswith("1 comment approved. 1 was decided by somebody else meanwhile")
    assert Comment.objects.get(pk=both.pk).status == "rejected"


# --- many at once -----------------------------------------------------------------------------------------------------


def test_a_thousand_that_match_are_decided_in_two_seconds_and_given_back_in_one_action(mo, edition):
    """By the processor's clock: what else runs on the machine does not count."""
    Comment.objects.bulk_create(
        Comment(article=edition.article, text=f"Copy {number}", author_email="x@example.org", posted=edition.live_from)
        for number in range(1000)
    )
    kept = waiting(world.make_live())
    began = time.process_time()
    response = mo.post(DECIDE, {"verb": "reject", "which": "all", "article": edition.article_id, "because": "spam"})
    took = time.process_time() - began
    assert response.status_code == 302
    assert Comment.objects.filter(status="rejected").count() == 1000
    assert Comment.objects.get(pk=kept.pk).status == "waiting"
    assert AuditEntry.objects.filter(verb="reject").count() == 1000
    began = time.process_time()
    mo.post(DECIDE, {"verb": "undo"})
    undone = time.process_time() - began
    assert Comment.objects.filter(status="waiting", decided_at=None, decided_by=None).count() == 1001
    assert list(counts.differences()) == []
    assert max(took, undone) <= 2


# --- counts -----------------------------------------------------------------------------------------------------------


def test_nightly_check_says_what_differs_and_mends_it(edition, capsys):
    first = world.make_comment(edition)
    counts.recount([edition.article_id])
    call_command("check_comment_counts")
    assert "Every count" in capsys.readouterr().out
    Comment.objects.filter(pk=first.pk).update(open_reports=3, reply_count=2)
    with pytest.raises(SystemExit) as ended:
        call_command("check_comment_counts")
    said = capsys.readouterr()
    assert ended.value.code == 1
    assert f"comment {first.pk}: reply_count is 2, counted 0" in said.out
    assert "--mend" in said.err
    call_command("check_comment_counts", "--mend")
    call_command("check_comment_counts")
    assert "Every count" in capsys.readouterr().out


def plan_of(show: str, user) -> str:
    """How PostgreSQL reads the window of the queue, by figures it has just gathered."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE articles_comment")
    return queue.matching(queue.Filter(show), by=user)[: queue.WINDOW + 1].explain()


def many(edition, count: int, **fields) -> None:
    Comment.objects.bulk_create(
        Comment(article=edition.article, text="x", posted=edition.live_from, **fields) for _number in range(count)
    )


@pytest.mark.postgres
def test_queue_is_read_by_an_index_in_its_order_and_a_flood_of_it_is_not_sorted(edition):
    user = world.make_user("mo", "Moderator")
    many(edition, 20_000, status="approved")
    many(edition, 40, status="waiting")
    index = {"": {"comment_needs_eyes"}, "held": {"comment_queue"}}
    # Where none is reported or edited, either of these is as short as the other.
    few = {"comment_reported", "comment_edited", "comment_needs_eyes"}
    for show in queue.SHOWS:
        plan = plan_of(show, user)
        # So few that PostgreSQL may as well gather them by the index (a bitmap) and sort them.
        assert any(re.search(rf"(using|on) {name}\b", plan) for name in index.get(show, few)), plan
        assert "Seq Scan on articles_comment" not in plan
    many(edition, 20_000, status="waiting")
    for show in ("", "held"):
        plan = plan_of(show, user)
        assert any(f"{name} on articles_comment" in plan for name in index[show]), plan
        assert "Sort" not in plan
        assert "Bitmap" not in plan, plan  # which would read all that are held


def test_approving_and_featuring_by_one_key_is_taken_back_by_one(mo, edition):
    held = waiting(edition)
    mo.post(DECIDE, {"verb": "feature", "comment": held.pk})
    held.refresh_from_db()
    assert (held.status, bool(held.featured_at)) == ("approved", True)
    mo.post(DECIDE, {"verb": "undo"})
    held.refresh_from_db()
    assert (held.status, held.featured_at) == ("waiting", None)
