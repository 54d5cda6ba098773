"""The verbs of moderation, approve and reject, for one comment or for many: the only place that changes a status.

Each checks the right (publishing/rights.py: stories of the person's sections only), locks the rows, changes those that
differ, leaves an audit entry for each and announces what pages show. `by` is the user, or None for an operator at the
command line. A set that holds one comment the person may not decide on is refused whole; `split` parts it first.
"""

from __future__ import annotations

from itertools import batched
from typing import Any, TypedDict

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.comments.models import Comment
from articles.page_cache import purge
from articles.publishing import audit, rights
from articles.publishing.models.audit import AuditEntry

SECTION = "article__section"  # the way from a comment to the section whose people decide on it
BATCH = 500  # rows a statement: far below the number of parameters that SQLite takes


class Decided(TypedDict):
    """What a decision needs to know of a comment."""

    pk: int
    article_id: int
    article__section_id: int
    status: str


def approve(comment: Comment, *, by: User | None) -> Comment:
    """Let readers see `comment`. Does nothing when they do. Raises PermissionDenied, or Comment.DoesNotExist."""
    return _decide_one(comment, Comment.Status.APPROVED, by=by)


def reject(comment: Comment, *, by: User | None, reason: str = "") -> Comment:
    """Take `comment` from readers, and the answers to it when it began the thread. `reason` stays in the audit log."""
    return _decide_one(comment, Comment.Status.REJECTED, by=by, reason=reason)


def approve_all(queryset: QuerySet[Comment], *, by: User | None) -> int:
    """`approve` for every comment in `queryset`; how many changed. Five queries for up to 500, two more a further 500."""
    return _decide(queryset, Comment.Status.APPROVED, by=by)


def reject_all(queryset: QuerySet[Comment], *, by: User | None, reason: str = "") -> int:
    """`reject` for every comment in `queryset`; how many changed."""
    return _decide(queryset, Comment.Status.REJECTED, by=by, reason=reason)


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
    entries = [_entry(pk, "refused", by=by, reason=f"{verb}: not a section of theirs") for pk in ids]
    AuditEntry.objects.bulk_create(entries, batch_size=BATCH)


def _decide_one(comment: Comment, status: str, *, by: User | None, reason: str = "") -> Comment:
    _decide(Comment.objects.filter(pk=comment.pk), status, by=by, reason=reason)
    comment.refresh_from_db()
    return comment


def _decide(queryset: QuerySet[Comment], status: str, *, by: User | None, reason: str = "") -> int:
    rights.require(by, "moderate")
    now = timezone.now()
    with transaction.atomic():
        chosen = _locked(queryset)
        if not all(rights.covers(by, row["article__section_id"]) for row in chosen):
            raise PermissionDenied(_("A comment stands under a story of a section that is not one of yours."))
        changed = [row for row in chosen if row["status"] != status]
        for rows in batched(changed, BATCH):
            Comment.objects.filter(pk__in=[row["pk"] for row in rows]).update(
                status=status, decided_at=now, decided_by=by
            )
        AuditEntry.objects.bulk_create(
            [_decision(row, status, by=by, reason=reason) for row in changed], batch_size=BATCH
        )
        articles = {row["article_id"] for row in changed}
        purge(*(f"{shown}:{article}" for article in articles for shown in ("comments", "article")))
    return len(changed)


def _locked(queryset: QuerySet[Comment]) -> list[Decided]:
    """The rows to decide on, locked in the order of their ids so that two moderators cannot block each other for ever.

    By subquery, because the caller's query may join tables that cannot be locked.
    """
    chosen = Comment.objects.filter(pk__in=queryset.order_by().values("pk")).order_by("pk")
    return list(chosen.select_for_update(of=("self",)).values("pk", "article_id", "article__section_id", "status"))


def _decision(row: Decided, status: str, *, by: User | None, reason: str) -> AuditEntry:
    verb = "approve" if status == Comment.Status.APPROVED else "reject"
    change = {"before": {"status": row["status"]}, "after": {"status": str(status)}}
    return _entry(row["pk"], verb, by=by, reason=reason, **change)


def _entry(pk: int, verb: str, *, by: User | None, reason: str, **change: Any) -> AuditEntry:
    """The log's line. It names the comment by number only: erasing a reader must not leave the name in the log."""
    return audit.entry(
        by, verb, object_type="comment", object_id=pk, object_name=f"comment {pk}", note=reason, **change
    )
