"""Approve and reject: one comment or thousands, in one transaction."""

from __future__ import annotations

from datetime import datetime
from itertools import batched
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from articles.comments.desk import statements, steps
from articles.comments.discussions import shares
from articles.comments.mailing import answers
from articles.comments.models import Comment
from articles.comments.moderation.choosing import BATCH, Decided, Outcome, announce, entry, locked, threads_of
from articles.comments.responding.models import Report
from articles.publishing import rights
from articles.publishing.models.audit import AuditEntry

APPROVED, REJECTED, DELETED = Comment.Status.APPROVED, Comment.Status.REJECTED, Comment.Status.DELETED
VERB = {APPROVED: "approve", REJECTED: "reject"}


def approve(comment: Comment, *, by: User | None) -> Comment:
    """Let readers see `comment`; reports on it are dismissed. Raises PermissionDenied, or Comment.DoesNotExist."""
    decide(Comment.objects.filter(pk=comment.pk), APPROVED, by=by)
    comment.refresh_from_db()
    return comment


def reject(
    comment: Comment, *, by: User | None, reason: str = "", because: str = "", tell: bool | None = None
) -> Comment:
    """Take `comment` from readers, and the answers to it when it began the thread; reports on it are upheld.

    `reason` is words for the audit log, `because` a Report.Why. Whoever wrote what readers saw is told why, by a
    statement of reasons; with `tell` also who wrote what nobody saw yet.
    """
    chosen = Comment.objects.filter(pk=comment.pk)
    decide(chosen, REJECTED, by=by, reason=reason, because=because, tell=tell)
    comment.refresh_from_db()
    return comment


def approve_all(queryset: QuerySet[Comment], *, by: User | None) -> int:
    """`approve` for every comment in `queryset`; how many changed. As many queries for 500 as for one."""
    return decide(queryset, APPROVED, by=by).count


def reject_all(queryset: QuerySet[Comment], *, by: User | None, reason: str = "", because: str = "") -> int:
    """`reject` for every comment in `queryset`; how many changed."""
    return decide(queryset, REJECTED, by=by, reason=reason, because=because).count


def decide(
    queryset: QuerySet[Comment],
    status: str,
    *,
    by: User | None,
    reason: str = "",
    because: str = "",
    tell: bool | None = None,
    only_open: bool = False,
) -> Outcome:
    """Give every comment in `queryset` this status. Told why by a statement of reasons is, on rejecting, who wrote what

    readers saw (`tell` None), everybody (True) or nobody, by this verb (False). With `only_open` those that need no eyes any more, because another

    moderator was faster, keep the other's decision and are counted as `overtaken`.
    """
    rights.require(by, "moderate")
    now = timezone.now()
    with transaction.atomic():
        chosen = locked(queryset, by)
        open_ones = [row for row in chosen if row["needs_eyes"] or not only_open]
        changed = [row for row in open_ones if _changes(row, status)]
        if not changed:
            return Outcome(0, overtaken=len(chosen) - len(open_ones))
        _write(changed, status, by=by, now=now)
        reports = _close_reports(changed, status, by=by, now=now)
        AuditEntry.objects.bulk_create(
            [_decision(row, status, by=by, reason=reason, because=because) for row in changed], batch_size=BATCH
        )
        told = _tell_why(changed, tell, because=because, reason=reason, by=by, now=now) if status == REJECTED else []
        before = steps.states_of(changed, reports, told)
        step = steps.record(by, VERB[Comment.Status(status)], before, count=len(changed), now=now)
        shares.settle(threads_of(changed))
        announce(changed)
        if status == APPROVED:
            for rows in batched(changed, BATCH):
                answers.note(row["pk"] for row in rows)
    return Outcome(len(changed), step, overtaken=len(chosen) - len(open_ones))


def _changes(row: Decided, status: str) -> bool:
    return row["status"] != DELETED and (row["status"] != status or row["open_reports"] > 0 or row["edited_unseen"])


def _write(rows: list[Decided], status: str, *, by: User | None, now: datetime) -> None:
    values: dict[str, Any] = {"status": status, "decided_at": now, "decided_by": by}
    values |= {"open_reports": 0, "edited_unseen": False}
    if status == REJECTED:
        values |= {"featured_at": None, "featured_by": None}
    for some in batched(rows, BATCH):
        Comment.objects.filter(pk__in=[row["pk"] for row in some]).update(**values)


def _close_reports(rows: list[Decided], status: str, *, by: User | None, now: datetime) -> list[int]:
    """Upheld when the comment was rejected, dismissed when it was approved; the ids of those that were open."""
    state = Report.State.UPHELD if status == REJECTED else Report.State.DISMISSED
    reported = [row["pk"] for row in rows if row["open_reports"]]
    closed: list[int] = []
    for some in batched(reported, BATCH):
        waiting = Report.objects.filter(comment__in=some, state=Report.State.OPEN)
        closed += waiting.order_by("pk").values_list("pk", flat=True)
        waiting.update(state=state, decided_at=now, decided_by=by)
    return closed


def _tell_why(
    rows: list[Decided], tell: bool | None, *, because: str, reason: str, by: User | None, now: datetime
) -> list[int]:
    """The statements of reasons that follow from a rejection. Of advertising nobody is told: Article 17 leaves out

    deceptive commercial content of high volume.
    """
    if tell is False or because == Report.Why.SPAM:
        return []
    seen = [row["pk"] for row in rows if tell or row["status"] == APPROVED]
    ground, rule = statements.ground_of(because), statements.rule_of(because)
    return statements.for_comments(seen, ground=ground, rule=rule, facts=reason, by=by, now=now)


def _decision(row: Decided, status: str, *, by: User | None, reason: str, because: str) -> AuditEntry:
    before: dict[str, Any] = {"status": row["status"]}
    if row["open_reports"]:
        before["open_reports"] = row["open_reports"]
    after = {"status": str(status)} | ({"because": because} if because else {})
    return entry(row["pk"], VERB[Comment.Status(status)], by=by, reason=reason, before=before, after=after)
