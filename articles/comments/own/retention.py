"""How long data of the conversation is kept: what is older than it is needed goes, by `purge_comment_data`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from itertools import batched
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from articles.comments.desk.models import ReaderWarning, StatementOfReasons
from articles.comments.errors.models import ErrorReport
from articles.comments.judging import rates
from articles.comments.mailing.models import AnswerMail
from articles.comments.models import Comment
from articles.comments.own.emptying import REMOVED
from articles.comments.own.erasing import tidy_file
from articles.comments.responding.models import Report
from articles.publishing import audit

BATCH = 500  # rows a transaction: nobody who posts waits for longer
NEVER = 0
SEEN_FOR = timedelta(days=7)  # what a comment said before it was changed, once somebody decided on the change


@dataclass(frozen=True)
class Days:
    """After how many days each kind goes; 0 for never."""

    rejected: int = 180
    addresses: int = 365
    mails: int = 30
    reports: int = 365
    unproved: int = 1


@dataclass(frozen=True)
class Kind:
    """Rows of one kind that are due, and what becomes of them: emptied as `to` says, or deleted when it is None."""

    name: str
    rows: QuerySet[Any]
    to: dict[str, Any] | None = None


def due(days: Days, now: datetime | None = None) -> Iterator[Kind]:
    """Everything that is due. What is still in dispute (open reports, open appeals) is not."""
    now = now or timezone.now()
    before = {each.name: now - timedelta(days=getattr(days, each.name)) for each in fields(days)}
    kept = {each.name for each in fields(days) if getattr(days, each.name) == NEVER}
    for kind, column in ((kind, column) for column, kinds in kinds_of(before, now).items() for kind in kinds):
        if column not in kept:
            yield kind


def kinds_of(before: dict[str, datetime], now: datetime) -> dict[str, list[Kind]]:
    """By the name of their number of days; "" for what has no number of its own."""
    appealing = StatementOfReasons.objects.filter(comment=OuterRef("pk"), appeal=StatementOfReasons.Appeal.OPEN)
    rejected = Comment.objects.filter(status=Comment.Status.REJECTED, decided_at__lt=before["rejected"])
    texts = rejected.exclude(text=REMOVED).exclude(Exists(appealing)).filter(open_reports=0)
    emptied: dict[str, Any] = {
        "text": REMOVED,
        "seen_text": "",
        "passage": "",
        "digest": None,
        "opening": None,
        "reasons": [],
    }
    guests = Comment.objects.filter(user__isnull=True, tell="", posted__lt=before["addresses"]).exclude(author_email="")
    # Some days are left to take a decision back.
    seen_by_now = Comment.objects.filter(needs_eyes=False, edited_at__lt=now - SEEN_FOR).exclude(seen_text="")
    decided = Report.objects.filter(decided_at__lt=before["reports"])
    legal = decided.filter(why=Report.Why.ILLEGAL).exclude(words=REMOVED)
    told = StatementOfReasons.objects.exclude(appeal=StatementOfReasons.Appeal.OPEN)
    errors = ErrorReport.objects.filter(decided_at__lt=before["addresses"])
    proved = EmailAddress.objects.filter(user=OuterRef("pk"), verified=True)
    readers = User.objects.filter(is_staff=False, is_superuser=False, last_login__isnull=True)
    asked = EmailAddress.objects.filter(user=OuterRef("pk"))
    unproved = readers.filter(Exists(asked), ~Exists(proved), date_joined__lt=before["unproved"])
    return {
        "rejected": [Kind("texts of rejected comments", texts, emptied)],
        "addresses": [
            Kind("addresses of guests", guests, {"author_email": "", "key": None}),
            Kind(
                "addresses of decisions",
                told.filter(created__lt=before["addresses"]).exclude(email=""),
                {"email": ""},
            ),
            Kind(
                "addresses of error reports",
                errors.exclude(name="", email=""),
                {"name": "", "email": ""},
            ),
            Kind("warnings", ReaderWarning.objects.filter(created__lt=before["addresses"])),
        ],
        "mails": [Kind("mails of answers", AnswerMail.objects.filter(sent_at__lt=before["mails"]))],
        "reports": [
            Kind("reports", decided.exclude(why=Report.Why.ILLEGAL)),
            Kind(
                "words of reports on law",
                legal,
                {"words": REMOVED, "name": "", "email": "", "law": "", "answer": "", "who": "", "user": None},
            ),
        ],
        "unproved": [Kind("accounts whose address was never proved", unproved)],
        "": [
            Kind("sessions that are over", Session.objects.filter(expire_date__lt=now)),
            Kind("former words that a moderator saw", seen_by_now, {"seen_text": ""}),
        ],
    }


def purge(days: Days, *, dry_run: bool = False) -> dict[str, int]:
    """Clear away what is due, in small transactions; how many of each kind. Safe to stop and to run again."""
    cleared = {kind.name: kind.rows.count() if dry_run else clear(kind) for kind in due(days)}
    if not dry_run:
        while rates.sweep():
            pass
        if any(cleared.values()):
            audit.entry(
                None, "purge_comments", object_type="comment", object_id=0, object_name="comments", after=dict(cleared)
            ).save(force_insert=True)
        tidy_file()
        tidy_tables()
    return cleared


def clear(kind: Kind) -> int:
    """Rows are chosen once and asked again, batch by batch, whether they are still due: somebody may be at work."""
    chosen = list(kind.rows.order_by("pk").values_list("pk", flat=True))
    gone = 0
    for some in batched(chosen, BATCH):
        with transaction.atomic():
            still = list(kind.rows.filter(pk__in=some).values_list("pk", flat=True))
            rows = kind.rows.model._default_manager.filter(pk__in=still)
            if kind.to is None:
                rows.delete()
            else:
                rows.update(**kind.to)
            gone += len(still)
    return gone


def tidy_tables() -> None:
    """On PostgreSQL the former versions of rows stay in the file until they are vacuumed; do it now."""
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            for model in (Comment, Report, ErrorReport, StatementOfReasons, User, Session):
                cursor.execute(f"VACUUM {connection.ops.quote_name(model._meta.db_table)}")
