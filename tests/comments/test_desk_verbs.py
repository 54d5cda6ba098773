"""The moderators' verbs: what each changes, who may, what it leaves to undo, and that undo restores what stood before."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles.comments import moderation
from articles.comments.desk import conversations, replying, standing, undo
from articles.comments.discussions import counts
from articles.comments.judging import bans
from articles.models import (
    AuditEntry,
    Ban,
    Comment,
    Discussion,
    ModerationStep,
    ReaderWarning,
    Report,
    SectionRight,
    StatementOfReasons,
)
from articles.publishing.steps import WorkflowRefused
from tests import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def mo():
    return world.make_user("mo", "Moderator")


@pytest.fixture
def edition():
    return world.make_live()


def report(comment, **fields) -> Report:
    made = Report.objects.create(comment=comment, **{"why": "abuse", **fields})
    Comment.objects.filter(pk=comment.pk).update(open_reports=comment.reports.filter(state="open").count())
    return made


def as_is(comment) -> dict:
    """What an undo must give back exactly."""
    names = ("status", "decided_at", "decided_by", "edited_unseen", "open_reports", "featured_at", "featured_by")
    return Comment.objects.filter(pk=comment.pk).values(*names).get()


def count_of(edition) -> int:
    return Discussion.objects.get(pk=edition.article_id).comment_count


# --- deciding ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("verb", "state"), [("approve", "dismissed"), ("reject", "upheld")])
def test_decision_closes_reports_and_clears_the_edit(verb, state, mo, edition):
    comment = world.make_comment(edition, edited_unseen=True)
    made = report(comment)
    getattr(moderation, verb)(comment, by=mo)
    made.refresh_from_db()
    assert (made.state, made.decided_by) == (state, mo)
    assert (comment.open_reports, comment.edited_unseen, comment.needs_eyes) == (0, False, False)


@pytest.mark.parametrize("verb", ["approve", "reject"])
def test_undo_gives_back_status_reports_edit_and_feature_exactly(verb, mo, edition):
    comment = world.make_comment(edition, edited_unseen=True)
    moderation.approve(comment, by=mo)
    moderation.feature(comment, by=mo)
    Comment.objects.filter(pk=comment.pk).update(edited_unseen=True)
    made = report(comment)
    before = as_is(comment)
    getattr(moderation, verb)(comment, by=mo)
    assert as_is(comment) != before
    undo.undo(by=mo)
    assert as_is(comment) == before
    made.refresh_from_db()
    assert (made.state, made.decided_by, made.decided_at) == ("open", None, None)
    assert list(counts.differences()) == []


def test_undo_leaves_what_somebody_else_decided_since_and_says_so(mo, edition):
    first, second = (world.make_comment(edition, status="waiting") for _number in range(2))
    moderation.reject_all(Comment.objects.filter(pk__in=[first.pk, second.pk]), by=mo)
    moderation.approve(first, by=world.make_user("other", "Editor"))
    told = undo.undo(by=mo)
    assert "1 was left as it is" in told.message
    assert [as_is(each)["status"] for each in (first, second)] == ["approved", "waiting"]


def test_undo_of_what_was_wholly_overtaken_is_refused_and_changes_nothing(mo, edition):
    comment = world.make_comment(edition, status="waiting")
    moderation.reject(comment, by=mo)
    moderation.approve(comment, by=world.make_user("other", "Editor"))
    with pytest.raises(WorkflowRefused, match="decided on this since"):
        undo.undo(by=mo)
    assert as_is(comment)["status"] == "approved"
    assert ModerationStep.objects.get(by=mo).undone_at is None


def test_nobody_takes_back_another_s_decision(mo, edition):
    comment = world.make_comment(edition, status="waiting")
    moderation.reject(comment, by=mo)
    step = ModerationStep.objects.get()
    with pytest.raises(WorkflowRefused, match="no decision of yours"):
        undo.undo(by=world.make_user("other", "Moderator"), step=step.pk)


def test_undo_twice_goes_back_two_steps(mo, edition):
    comment = world.make_comment(edition, status="waiting")
    moderation.approve(comment, by=mo)
    moderation.feature(comment, by=mo)
    undo.undo(by=mo)
    assert (as_is(comment)["status"], as_is(comment)["featured_at"]) == ("approved", None)
    undo.undo(by=mo)
    assert as_is(comment)["status"] == "waiting"
    with pytest.raises(WorkflowRefused):
        undo.undo(by=mo)


def test_what_its_writer_deleted_stays_deleted(mo, edition):
    comment = world.make_comment(edition, status="deleted", text="")
    assert moderation.approve_all(Comment.objects.filter(pk=comment.pk), by=mo) == 0
    assert as_is(comment)["status"] == "deleted"


def test_deleted_since_the_decision_stays_deleted_when_that_is_undone(mo, edition):
    comment = world.make_comment(edition, status="waiting")
    moderation.approve(comment, by=mo)
    Comment.objects.filter(pk=comment.pk).update(status="deleted", text="")
    with pytest.raises(WorkflowRefused):
        undo.undo(by=mo)
    assert as_is(comment)["status"] == "deleted"


def test_counts_follow_every_verb_and_its_undo(mo, edition):
    first = world.make_comment(edition, status="waiting")
    world.make_comment(edition, thread=first, parent=first)
    moderation.approve(first, by=mo)
    assert count_of(edition) == 2
    moderation.reject(first, by=mo)
    assert count_of(edition) == 0
    undo.undo(by=mo)
    assert count_of(edition) == 2
    assert list(counts.differences()) == []


def test_log_and_steps_hold_no_word_of_a_reader(mo, edition):
    comment = world.make_comment(edition, author_name="Zebedee", author_email="zebedee@example.org", text="Quagga")
    report(comment, words="Okapi", email="okapi@example.org")
    moderation.reject(comment, by=mo, because="abuse")
    undo.undo(by=mo)
    kept = str(list(AuditEntry.objects.values())) + str(list(ModerationStep.objects.values()))
    assert not [word for word in ("Zebedee", "zebedee", "Quagga", "Okapi", "okapi") if word in kept]


# --- feature ----------------------------------------------------------------------------------------------------------


def test_featuring_and_its_end_are_logged_and_can_be_taken_back(mo, edition):
    comment = world.make_comment(edition)
    moderation.feature(comment, by=mo)
    featured = as_is(comment)
    assert featured["featured_by"] == mo.pk
    moderation.unfeature(comment, by=mo)
    assert as_is(comment)["featured_at"] is None
    undo.undo(by=mo)
    assert as_is(comment) == featured
    verbs = AuditEntry.objects.filter(object_id=comment.pk, object_type="comment").order_by("pk")
    assert [entry.verb for entry in verbs] == ["feature_comment", "unfeature_comment", "undo_moderation"]


def test_only_what_readers_see_is_featured(mo, edition):
    with pytest.raises(WorkflowRefused, match="Approve it first"):
        moderation.feature(world.make_comment(edition, status="waiting"), by=mo)


# --- reply ------------------------------------------------------------------------------------------------------------


def test_reply_is_shown_at_once_with_badge_and_name_and_only_once(mo, edition):
    mo.first_name, mo.last_name = "Mona", "Okafor"
    mo.save()
    comment = world.make_comment(edition)
    made = [replying.reply(comment, text="Thank you, corrected.", token="t", by=mo) for _twice in range(2)]
    assert made[0] == made[1]
    reply = made[0]
    assert (reply.author_name, reply.badge, reply.status) == ("Mona Okafor", "staff", "approved")
    assert (reply.parent, reply.thread, reply.edition) == (comment, comment, edition)
    assert count_of(edition) == 2
    assert AuditEntry.objects.filter(verb="reply_comment", object_id=reply.pk).count() == 1
    undo.undo(by=mo)
    assert count_of(edition) == 1


@pytest.mark.parametrize("text", ["", "   ", "x" * 5001])
def test_reply_without_words_or_with_too_many_is_refused(mo, edition, text):
    with pytest.raises(WorkflowRefused):
        replying.reply(world.make_comment(edition), text=text, token="t", by=mo)


def test_what_readers_do_not_see_is_not_answered(mo, edition):
    with pytest.raises(WorkflowRefused, match="Approve it first"):
        replying.reply(world.make_comment(edition, status="waiting"), text="Hello", token="t", by=mo)


# --- standing ---------------------------------------------------------------------------------------------------------


def test_warning_is_kept_by_digest_and_can_be_taken_back_until_it_is_mailed(mo, edition):
    comment = world.make_comment(edition, author_email="eve@example.org")
    warning = standing.warn(comment, words="No insults, please.", by=mo)
    assert warning.who in bans.digests_of("eve@example.org")
    undo.undo(by=mo)
    assert not ReaderWarning.objects.exists()
    mailed = standing.warn(comment, words="Once more.", by=mo)
    ReaderWarning.objects.filter(pk=mailed.pk).update(told_at=timezone.now())
    with pytest.raises(WorkflowRefused, match="told already"):
        undo.undo(by=mo)


@pytest.mark.parametrize("days", [7, None])
def test_suspension_and_ban_keep_the_reader_out_with_a_statement_of_reasons(days, mo, edition):
    comment = world.make_comment(edition, author_email="eve@example.org")
    until = timezone.now() + timedelta(days=days) if days else None
    ban = standing.keep_out(comment, until=until, reason="Threats.", rule="Rule 2", facts="“I know …”", by=mo)
    assert bans.told_to("eve@example.org")
    assert (ban.comment, ban.by) == (comment, mo)
    told = StatementOfReasons.objects.get()
    assert (told.measure, told.rule) == ("suspended" if days else "banned", "Rule 2")
    standing.lift(ban, by=mo)
    assert bans.told_to("eve@example.org") == ""
    history = standing.standing_of(comment)
    assert [each.lifted_by for each in history.bans] == [mo]
    assert history.in_force is None
    verbs = [entry.verb for entry in AuditEntry.objects.exclude(object_type="article").order_by("pk")]
    assert verbs[-2:] == ["suspend" if days else "ban", "lift_ban"]


def test_undone_ban_lets_the_reader_in_and_mails_nothing(mo, edition):
    comment = world.make_comment(edition, author_email="eve@example.org")
    standing.keep_out(comment, until=None, reason="Threats.", by=mo)
    undo.undo(by=mo)
    assert bans.told_to("eve@example.org") == ""
    assert not StatementOfReasons.objects.exists()
    assert Ban.objects.count() == 1


def test_reader_without_an_address_cannot_be_tied_to_anything(mo, edition):
    comment = world.make_comment(edition, author_email="")
    with pytest.raises(WorkflowRefused, match="left no address"):
        standing.warn(comment, words="No insults, please.", by=mo)
    with pytest.raises(WorkflowRefused, match="left no address"):
        standing.keep_out(comment, until=None, reason="Threats.", by=mo)


def test_suspension_until_a_moment_that_is_past_is_refused(mo, edition):
    with pytest.raises(WorkflowRefused, match="past"):
        standing.keep_out(world.make_comment(edition), until=timezone.now(), reason="Threats.", by=mo)


# --- conversations ----------------------------------------------------------------------------------------------------


def test_conversation_is_closed_with_reason_and_given_back(mo, edition):
    conversations.change(edition.article, by=mo, reason="Trial.", state="closed", note="The trial is on.")
    changed = conversations.change(edition.article, by=mo, state="slowed", slow_seconds=300)
    assert (changed.state, changed.slow_seconds, changed.note) == ("slowed", 300, "The trial is on.")
    undo.undo(by=mo)
    assert Discussion.objects.get(pk=edition.article_id).state == "closed"
    entry = AuditEntry.objects.filter(verb="change_conversation").order_by("pk").first()
    assert (entry.note, entry.after) == ("Trial.", {"note": "The trial is on.", "state": "closed"})


def test_conversation_that_somebody_changed_since_is_left(mo, edition):
    conversations.change(edition.article, by=mo, state="closed")
    conversations.change(edition.article, by=world.make_user("other", "Editor"), state="held")
    with pytest.raises(WorkflowRefused, match="changed it since"):
        undo.undo(by=mo)
    assert Discussion.objects.get(pk=edition.article_id).state == "held"


def test_one_hour_alone_is_refused(mo, edition):
    with pytest.raises(WorkflowRefused, match="both hours"):
        conversations.change(edition.article, by=mo, opens_at=timezone.now().time())


# --- who may ----------------------------------------------------------------------------------------------------------

VERBS = {
    "approve": lambda comment, by: moderation.approve(comment, by=by),
    "reject": lambda comment, by: moderation.reject(comment, by=by),
    "feature": lambda comment, by: moderation.feature(comment, by=by),
    "unfeature": lambda comment, by: moderation.unfeature(comment, by=by),
    "reply": lambda comment, by: replying.reply(comment, text="Hello", token="t", by=by),
    "warn": lambda comment, by: standing.warn(comment, words="Please.", by=by),
    "suspend": lambda comment, by: standing.keep_out(
        comment, until=timezone.now() + timedelta(days=1), reason="Threats.", by=by
    ),
    "ban": lambda comment, by: standing.keep_out(comment, until=None, reason="Threats.", by=by),
    "lift": lambda comment, by: standing.lift(
        Ban.objects.get_or_create(who="a" * 64, reason="x", comment=comment)[0], by=by
    ),
    "conversation": lambda comment, by: conversations.change(comment.article, by=by, state="closed"),
}


@pytest.mark.parametrize("verb", VERBS)
def test_verb_is_refused_without_the_right_and_in_other_people_s_sections(verb, edition):
    comment = world.make_comment(edition)
    limited = world.make_user("limited", "Moderator")
    SectionRight.objects.create(user=limited, section=world.make_section())
    before = as_is(comment)
    for user in (world.make_user("reader"), world.make_user("rita", "Reporter"), limited):
        with pytest.raises(PermissionDenied):
            VERBS[verb](comment, user)
    assert as_is(comment) == before
    assert not Discussion.objects.exclude(state="").exists()
    assert not ModerationStep.objects.exists()
    at_home = world.make_user("home", "Moderator")
    SectionRight.objects.create(user=at_home, section=edition.article.section)
    VERBS[verb](comment, at_home)
