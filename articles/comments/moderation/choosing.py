"""Which comments a verb of moderation is about: who may decide on them, the rows locked, and what the log says of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypedDict

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from articles.comments.desk.models import ModerationStep
from articles.comments.discussions import counts
from articles.comments.discussions.shares import Thread
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
    thread_id: int | None
    thread__status: str | None
    thread__reply_count: int | None
    reply_count: int
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


def locked(queryset: QuerySet[Comment], by: User | None) -> list[Decided]:
    """The rows to decide on, locked, their conversations before them (counts.py says why).

    By subquery, because the caller's query may join tables that cannot be locked. What comes to match under one more
    story between the two locks is left as it is. Raises PermissionDenied when one is of a section the person is not at
    home in.
    """
    chosen = Comment.objects.filter(pk__in=queryset.order_by().values("pk")).order_by("pk")
    held = counts.hold(chosen.order_by().values_list("article_id", flat=True).distinct())
    found = chosen.select_for_update(of=("self",), no_key=True).values(*Decided.__annotations__)
    rows = [row for row in found if row["article_id"] in held]
    if not all(rights.covers(by, row["article__section_id"]) for row in rows):
        raise PermissionDenied(_("A comment stands under a story of a section that is not one of yours."))
    return rows


def threads_of(rows: list[Decided]) -> dict[int, Thread]:
    """The threads that these comments stand in, by the number of their first comment, as they were when it was locked."""
    return {
        row["thread_id"] or row["pk"]: Thread(
            story=row["article_id"],
            status=row["thread__status"] or row["status"],
            answers=row["reply_count"] if row["thread__reply_count"] is None else row["thread__reply_count"],
        )
        for row in rows
    }


def announce(rows: list[Decided]) -> None:
    """Let go of the pages that show these comments' stories."""
    articles = sorted({row["article_id"] for row in rows})
    if articles:
        purge(*(f"{shown}:{article}" for article in articles for shown in ("comments", "article")), gone=True)


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
