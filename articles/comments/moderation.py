"""The verbs of moderation, approve and reject, for one comment or for many: the only place that changes a status.

Each checks the permission, locks the rows, changes those that differ, leaves an audit entry for each and announces
what pages show. `by` is the user, or None for an operator at the command line.
"""

from __future__ import annotations

from itertools import batched
from typing import TypedDict

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from articles.comments.models import Comment
from articles.page_cache import purge
from articles.publishing.audit import COMMAND_LINE
from articles.publishing.models.audit import AuditEntry
from articles.publishing.workflow import require

PERMISSION = "articles.moderate_comment"
BATCH = 500  # rows a statement: far below the number of parameters that SQLite takes
NOTE_LENGTH = 300


class Decided(TypedDict):
    """What a decision needs to know of a comment."""

    pk: int
    article_id: int
    status: str


def approve(comment: Comment, *, by: User | None) -> Comment:
    """Let readers see `comment`. Does nothing when they do. Raises PermissionDenied, or Comment.DoesNotExist."""
    return _decide_one(comment, Comment.Status.APPROVED, by=by)


def reject(comment: Comment, *, by: User | None, reason: str = "") -> Comment:
    """Take `comment` from readers, and the answers to it when it began the thread. `reason` stays in the audit log."""
    return _decide_one(comment, Comment.Status.REJECTED, by=by, reason=reason)


def approve_all(queryset: QuerySet[Comment], *, by: User | None) -> int:
    """`approve` for every comment in `queryset`; how many changed. Four queries for up to 500, two more a further 500."""
    return _decide(queryset, Comment.Status.APPROVED, by=by)


def reject_all(queryset: QuerySet[Comment], *, by: User | None, reason: str = "") -> int:
    """`reject` for every comment in `queryset`; how many changed."""
    return _decide(queryset, Comment.Status.REJECTED, by=by, reason=reason)


def _decide_one(comment: Comment, status: str, *, by: User | None, reason: str = "") -> Comment:
    _decide(Comment.objects.filter(pk=comment.pk), status, by=by, reason=reason)
    comment.refresh_from_db()
    return comment


def _decide(queryset: QuerySet[Comment], status: str, *, by: User | None, reason: str = "") -> int:
    require(by, PERMISSION)
    now = timezone.now()
    with transaction.atomic():
        changed = [row for row in _locked(queryset) if row["status"] != status]
        for rows in batched(changed, BATCH):
            Comment.objects.filter(pk__in=[row["pk"] for row in rows]).update(
                status=status, decided_at=now, decided_by=by
            )
        AuditEntry.objects.bulk_create([_entry(row, status, by=by, reason=reason) for row in changed], batch_size=BATCH)
        articles = {row["article_id"] for row in changed}
        purge(*(f"{shown}:{article}" for article in articles for shown in ("comments", "article")))
    return len(changed)


def _locked(queryset: QuerySet[Comment]) -> list[Decided]:
    """The rows to decide on, locked in the order of their ids so that two moderators cannot block each other for ever.

    By subquery, because the caller's query may join tables that cannot be locked.
    """
    chosen = Comment.objects.filter(pk__in=queryset.order_by().values("pk")).order_by("pk")
    return list(chosen.select_for_update(of=("self",)).values("pk", "article_id", "status"))


def _entry(row: Decided, status: str, *, by: User | None, reason: str) -> AuditEntry:
    """The log's line. It names the comment by number only: erasing a reader must not leave the name in the log."""
    return AuditEntry(
        actor_id=by.pk if by else None,
        actor_name=by.get_username()[:150] if by else COMMAND_LINE,
        verb="approve" if status == Comment.Status.APPROVED else "reject",
        object_type="comment",
        object_id=row["pk"],
        object_name=f"comment {row['pk']}",
        before={"status": row["status"]},
        after={"status": str(status)},
        note=reason[:NOTE_LENGTH],
    )
