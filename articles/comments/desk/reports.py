"""Deciding on one reader's report with an answer: Article 16 of the Digital Services Act for what is against the law."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.comments import moderation
from articles.comments.desk import statements
from articles.comments.desk.models import StatementOfReasons
from articles.comments.discussions import counts
from articles.comments.models import Comment
from articles.comments.responding.models import Report
from articles.publishing import audit, rights
from articles.publishing.steps import WorkflowRefused


def uphold(report: Report, *, ground: str, rule: str, facts: str, answer: str, by: User | None) -> Report:
    """Take the comment down because of this report, and tell both: its writer why, who reported what became of it.

    Other reports on the comment are upheld with it. Raises PermissionDenied; WorkflowRefused when the report is decided
    or something is missing.
    """
    if ground not in StatementOfReasons.Ground.values or not rule.strip() or not facts.strip():
        raise WorkflowRefused(_("Say on what ground, by which law or rule, and what in the comment led to it."))
    with transaction.atomic():
        counts.hold(Comment.objects.filter(pk=report.comment_id).values_list("article_id", flat=True))
        locked = open_report(report, by)
        answer_it(locked, answer)
        chosen = Comment.objects.filter(pk=locked.comment_id)
        outcome = moderation.decide(chosen, Comment.Status.REJECTED, by=by, because=locked.why, tell=False)
        settle(locked, Report.State.UPHELD, by=by)
        made = statements.for_comments(
            [locked.comment_id], ground=ground, rule=rule, facts=facts, report=locked, by=by, now=timezone.now()
        )
        if outcome.step:
            outcome.step.before["statements"] += made
            outcome.step.save(update_fields=["before"])
    return locked


def dismiss(report: Report, *, answer: str, by: User | None) -> Report:
    """Leave the comment as it is, and tell who reported it why. Other reports on it stay open."""
    with transaction.atomic():
        locked = open_report(report, by)
        answer_it(locked, answer)
        settle(locked, Report.State.DISMISSED, by=by)
    return locked


def open_report(report: Report, by: User | None) -> Report:
    """The report, locked, its comment locked before it. Raises PermissionDenied, or WorkflowRefused when it is decided."""
    rights.require(by, "decide_report")
    comment = (
        Comment.objects.select_for_update(of=("self",), no_key=True).select_related("article").get(pk=report.comment_id)
    )
    rights.require(by, "decide_report", comment.article)
    locked = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    locked.comment = comment
    if locked.state != Report.State.OPEN:
        raise WorkflowRefused(_("Somebody has decided on this report already."))
    return locked


def answer_it(report: Report, answer: str) -> None:
    if report.email and not answer.strip():
        raise WorkflowRefused(_("Write the answer that the reader who reported it gets, and why."))
    report.answer = answer.strip()
    report.save(update_fields=["answer"])


def settle(report: Report, state: str, *, by: User | None) -> None:
    """Close this one report, unless the decision on the comment did, and count what is open."""
    still_open = Report.objects.filter(pk=report.pk, state=Report.State.OPEN)
    if still_open.update(state=state, decided_at=timezone.now(), decided_by=by):
        Comment.objects.filter(pk=report.comment_id, open_reports__gt=0).update(open_reports=F("open_reports") - 1)
    report.refresh_from_db(fields=["state", "decided_at", "decided_by"])
    audit.entry(
        by,
        "decide_report",
        object_type="report",
        object_id=report.pk,
        object_name=f"report {report.pk}",
        before={"state": str(Report.State.OPEN)},
        after={"state": str(state), "comment": report.comment_id},
    ).save(force_insert=True)
