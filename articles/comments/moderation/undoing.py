"""Taking a decision back: each comment as it stood before a step, unless somebody has decided on it since."""

from __future__ import annotations

from itertools import batched
from typing import Any

from django.contrib.auth.models import User
from django.db.models import F

from articles.comments.desk import statements, steps
from articles.comments.desk.models import ModerationStep
from articles.comments.discussions import shares
from articles.comments.models import Comment
from articles.comments.moderation.choosing import BATCH, Decided, Outcome, announce, entry, locked, threads_of
from articles.comments.moderation.featuring import FEATURE, UNFEATURE
from articles.comments.responding.models import Report
from articles.publishing import rights
from articles.publishing.models.audit import AuditEntry


def give_back(step: ModerationStep, *, by: User | None) -> Outcome:
    """Undo approve, reject, feature or unfeature: each comment as it was, its reports open again.

    What somebody decided on since stays as they decided and is counted as `overtaken`. Expects a transaction in which
    the step is locked.
    """
    rights.require(by, "moderate")
    before = step.before
    ids = [pk for pks in before["status"].values() for pk in pks]
    chosen = locked(Comment.objects.filter(pk__in=ids), by)
    moment = "featured_at" if step.verb == FEATURE else "decided_at"
    held = [row for row in chosen if step.verb == UNFEATURE or row[moment] == step.created]  # type: ignore[literal-required]  # one of two keys
    if step.verb == UNFEATURE:
        held = [row for row in held if row["featured_at"] is None]
    held = [row for row in held if row["status"] != Comment.Status.DELETED]
    present = {row["pk"] for row in held}
    if present and step.verb in {FEATURE, UNFEATURE}:
        Comment.objects.filter(pk__in=present).update(featured_at=None, featured_by=None)
        _moments_as_they_were(before["featured"], present, "featured_at", "featured_by_id")
    elif present:
        _decisions_as_they_were(before, present)
    was = {pk: status for status, pks in before["status"].items() for pk in pks}
    AuditEntry.objects.bulk_create([_undone(row, was[row["pk"]], step, by=by) for row in held], batch_size=BATCH)
    shares.settle(threads_of(held))
    announce(held)
    return Outcome(len(present), overtaken=len(ids) - len(present))


def _decisions_as_they_were(before: dict[str, Any], present: set[int]) -> None:
    for status, pks in before["status"].items():
        for some in batched([pk for pk in pks if pk in present], BATCH):
            Comment.objects.filter(pk__in=some).update(status=status, decided_at=None, decided_by=None)
    _moments_as_they_were(before["decided"], present, "decided_at", "decided_by_id")
    for some in batched([pk for pk in before["edited"] if pk in present], BATCH):
        Comment.objects.filter(pk__in=some).update(edited_unseen=True)
    _moments_as_they_were(before["featured"], present, "featured_at", "featured_by_id")
    statements.take_back(before["statements"])
    _open_reports_again(before["reports"], present)


def _open_reports_again(reports: list[int], present: set[int]) -> None:
    closed = Report.objects.filter(pk__in=reports, comment__in=present).exclude(state=Report.State.OPEN)
    by_comment: dict[int, int] = {}
    for comment in closed.values_list("comment_id", flat=True):
        by_comment[comment] = by_comment.get(comment, 0) + 1
    closed.update(state=Report.State.OPEN, decided_at=None, decided_by=None, told_at=None, answer="")
    for comment, count in by_comment.items():
        Comment.objects.filter(pk=comment).update(open_reports=F("open_reports") + count)


def _moments_as_they_were(kept: dict[str, Any], present: set[int], moment: str, person: str) -> None:
    """The moments and persons that a step kept, for those of its comments that are `present`. A query for 500."""
    rows = []
    for pk, pair in kept.items():
        if int(pk) in present:
            at, who = steps.moment_and_person(pair)
            rows.append(Comment(pk=int(pk), **{moment: at, person: who}))
    Comment.objects.bulk_update(rows, [moment, person.removesuffix("_id")], batch_size=BATCH)


def _undone(row: Decided, status: str, step: ModerationStep, *, by: User | None) -> AuditEntry:
    after = {"status": status, "step": step.pk}
    return entry(row["pk"], "undo_moderation", by=by, before={"status": row["status"]}, after=after)
