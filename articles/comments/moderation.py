"""The verbs of moderation on comments: approve, reject, feature, and taking these back. Nothing else at the desk changes

a status. Each checks the right (publishing/rights.py: stories of the person's sections only), locks the rows, changes
those that differ, closes their reports, leaves an audit entry for each and one step to undo, recounts and announces
what pages show. `by` is the user, or None for an operator at the command line. A set that holds one comment the person
may not decide on is refused whole; `split` parts it first. What its writer deleted is left alone by all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import batched
from typing import Any, TypedDict

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.comments.desk import statements, steps
from articles.comments.desk.models import ModerationStep
from articles.comments.discussions import counts
from articles.comments.mailing import answers
from articles.comments.models import Comment
from articles.comments.responding.models import Report
from articles.page_cache import purge
from articles.publishing import audit, rights
from articles.publishing.models.audit import AuditEntry
from articles.publishing.steps import WorkflowRefused

SECTION = "article__section"  # the way from a comment to the section whose people decide on it
BATCH = 500  # rows a statement: far below the number of parameters that SQLite takes
APPROVED, REJECTED, DELETED = Comment.Status.APPROVED, Comment.Status.REJECTED, Comment.Status.DELETED
FEATURE, UNFEATURE = "feature_comment", "unfeature_comment"
VERB = {APPROVED: "approve", REJECTED: "reject"}


class Decided(TypedDict):
    """What a decision needs to know of a comment."""

    pk: int
    article_id: int
    article__section_id: int
    thread_id: int | None
    status: str
    decided_at: datetime | None
    decided_by_id: int | None
    edited_unseen: bool
    open_reports: int
    featured_at: datetime | None
    featured_by_id: int | None
    needs_eyes: bool


@dataclass(frozen=True)
class Outcome:
    """How many changed, the step that takes it back (None for an operator), and how many somebody else had decided."""

    count: int
    step: ModerationStep | None = None
    overtaken: int = 0


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
        chosen = _locked(queryset, by)
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
        _announce(changed)
        if status == APPROVED:
            for rows in batched(changed, BATCH):
                answers.note(row["pk"] for row in rows)
    return Outcome(len(changed), step, overtaken=len(chosen) - len(open_ones))


def feature(comment: Comment, *, by: User | None) -> Outcome:
    """Put `comment` at the head of its conversation. Raises PermissionDenied; WorkflowRefused unless readers see it."""
    return _set_featured(comment, by=by, on=True)


def unfeature(comment: Comment, *, by: User | None) -> Outcome:
    """Leave `comment` in its place only."""
    return _set_featured(comment, by=by, on=False)


def give_back(step: ModerationStep, *, by: User | None) -> Outcome:
    """Undo approve, reject, feature or unfeature: each comment as it was, its reports open again.

    What somebody decided on since stays as they decided and is counted as `overtaken`. Expects a transaction in which
    the step is locked.
    """
    rights.require(by, "moderate")
    before = step.before
    ids = [pk for pks in before["status"].values() for pk in pks]
    chosen = _locked(Comment.objects.filter(pk__in=ids), by)
    moment = "featured_at" if step.verb == FEATURE else "decided_at"
    held = [row for row in chosen if step.verb == UNFEATURE or row[moment] == step.created]  # type: ignore[literal-required]  # one of two keys
    if step.verb == UNFEATURE:
        held = [row for row in held if row["featured_at"] is None]
    present = {row["pk"] for row in held if row["status"] != DELETED}
    if present and step.verb in {FEATURE, UNFEATURE}:
        Comment.objects.filter(pk__in=present).update(featured_at=None, featured_by=None)
        _give_back(before["featured"], present, "featured_at", "featured_by_id")
    elif present:
        _decisions_as_they_were(before, present)
    was = {pk: status for status, pks in before["status"].items() for pk in pks}
    AuditEntry.objects.bulk_create(
        [_undone(row, was[row["pk"]], step, by=by) for row in held if row["pk"] in present], batch_size=BATCH
    )
    _announce([row for row in held if row["pk"] in present])
    return Outcome(len(present), overtaken=len(ids) - len(present))


def may_decide(user: User, comment: Comment) -> bool:
    """Whether `user` may approve or reject `comment`. Reads its article."""
    return rights.may(user, "moderate", comment.article)


def split(queryset: QuerySet[Comment], *, by: User) -> tuple[QuerySet[Comment], list[int]]:
    """Those of `queryset` that `by` may decide on, and the ids of the others."""
    if rights.sections_of(by) is None:
        return queryset, []
    chosen = Comment.objects.filter(pk__in=queryset.order_by().values("pk"))
    allowed = rights.within(chosen, by, SECTION)
    return allowed, list(chosen.exclude(pk__in=allowed.values("pk")).order_by("pk").values_list("pk", flat=True))


def log_refused(ids: list[int], verb: str, *, by: User) -> None:
    """Note in the audit log that `by` tried `verb` on these comments and nothing was done to them."""
    entries = [entry(pk, "refused", by=by, reason=f"{verb}: not a section of theirs") for pk in ids]
    AuditEntry.objects.bulk_create(entries, batch_size=BATCH)


def entry(pk: int, verb: str, *, by: User | None, reason: str = "", **change: Any) -> AuditEntry:
    """The log's line. It names the comment by number only: erasing a reader must not leave the name in the log."""
    return audit.entry(
        by, verb, object_type="comment", object_id=pk, object_name=f"comment {pk}", note=reason, **change
    )


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


def _set_featured(comment: Comment, *, by: User | None, on: bool) -> Outcome:
    rights.require(by, FEATURE if on else UNFEATURE)
    now = timezone.now()
    with transaction.atomic():
        rows = _locked(Comment.objects.filter(pk=comment.pk), by)
        if not rows or bool(rows[0]["featured_at"]) == on:
            return Outcome(0)
        if on and rows[0]["status"] != APPROVED:
            raise WorkflowRefused(_("Only a comment that readers see can be featured. Approve it first."))
        Comment.objects.filter(pk=comment.pk).update(featured_at=now if on else None, featured_by=by if on else None)
        verb = FEATURE if on else UNFEATURE
        entry(comment.pk, verb, by=by).save(force_insert=True)
        step = steps.record(by, verb, steps.states_of(rows, [], []), count=1, now=now)
        _announce(rows)
    return Outcome(1, step)


def _locked(queryset: QuerySet[Comment], by: User | None) -> list[Decided]:
    """The rows to decide on, locked, their conversations before them (counts.py says why).

    By subquery, because the caller's query may join tables that cannot be locked. What comes to match under one more
    story between the two locks is left as it is. Raises PermissionDenied when one is of a section the person is not at
    home in.
    """
    chosen = Comment.objects.filter(pk__in=queryset.order_by().values("pk")).order_by("pk")
    held = counts.hold(chosen.order_by().values_list("article_id", flat=True).distinct())
    locked = chosen.select_for_update(of=("self",), no_key=True).values(*Decided.__annotations__)
    rows = [row for row in locked if row["article_id"] in held]
    if not all(rights.covers(by, row["article__section_id"]) for row in rows):
        raise PermissionDenied(_("A comment stands under a story of a section that is not one of yours."))
    return rows


def _decisions_as_they_were(before: dict[str, Any], present: set[int]) -> None:
    for status, pks in before["status"].items():
        for some in batched([pk for pk in pks if pk in present], BATCH):
            Comment.objects.filter(pk__in=some).update(status=status, decided_at=None, decided_by=None)
    _give_back(before["decided"], present, "decided_at", "decided_by_id")
    for some in batched([pk for pk in before["edited"] if pk in present], BATCH):
        Comment.objects.filter(pk__in=some).update(edited_unseen=True)
    _give_back(before["featured"], present, "featured_at", "featured_by_id")
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


def _give_back(kept: dict[str, Any], present: set[int], moment: str, person: str) -> None:
    """The moments and persons that a step kept, for those of its comments that are `present`. A query for 500."""
    rows = []
    for pk, pair in kept.items():
        if int(pk) in present:
            at, who = steps.moment_and_person(pair)
            rows.append(Comment(pk=int(pk), **{moment: at, person: who}))
    Comment.objects.bulk_update(rows, [moment, person.removesuffix("_id")], batch_size=BATCH)


def _announce(rows: list[Decided]) -> None:
    """Count anew what readers see in these comments' threads and stories and let go of the pages that show it.

    `_locked` gave the rows, so their conversations are held.
    """
    articles = sorted({row["article_id"] for row in rows})
    if not articles:
        return
    counts.recount(articles, threads={row["thread_id"] or row["pk"] for row in rows}, held=articles)
    purge(*(f"{shown}:{article}" for article in articles for shown in ("comments", "article")))


def _decision(row: Decided, status: str, *, by: User | None, reason: str, because: str) -> AuditEntry:
    before: dict[str, Any] = {"status": row["status"]}
    if row["open_reports"]:
        before["open_reports"] = row["open_reports"]
    after = {"status": str(status)} | ({"because": because} if because else {})
    return entry(row["pk"], VERB[Comment.Status(status)], by=by, reason=reason, before=before, after=after)


def _undone(row: Decided, status: str, step: ModerationStep, *, by: User | None) -> AuditEntry:
    after = {"status": status, "step": step.pk}
    return entry(row["pk"], "undo_moderation", by=by, before={"status": row["status"]}, after=after)
