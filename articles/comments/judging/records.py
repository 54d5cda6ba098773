"""What people decided on the comments of a reader: of one who posts, and of all on a page of the queue at once.

An account is counted by its number, a guest by the e-mail given: somebody who types another reader's address gets
nothing of that reader's account.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import BigIntegerField, Count, Q, QuerySet, TextField
from django.utils import timezone

from articles.comments.judging.cases import Record
from articles.comments.models import Comment
from articles.prepared import prepared

LATELY = timedelta(days=7)
LAST_DECIDED = 200  # comments of a reader that are looked at; more would change no verdict
DECIDED = (Comment.Status.APPROVED, Comment.Status.REJECTED)
OF_PEOPLE = Q(decided_at__isnull=False)  # comments that appeared by themselves prove nothing


def record_of(email: str, user_id: int | None = None) -> Record:
    """Of the account `user_id`, else of the guest with that e-mail. One query, or none for nobody."""
    if not email and user_id is None:
        return Record()
    since = timezone.now() - LATELY
    rows = list(decided_on(user_id is not None, user=user_id, email=email))
    lately = [status for status, moment, _reports in rows if moment and moment > since]
    return Record(
        approved=sum(status == Comment.Status.APPROVED for status, _moment, _reports in rows),
        rejected=sum(status == Comment.Status.REJECTED for status, _moment, _reports in rows),
        reported=sum(reports > 0 for _status, _moment, reports in rows),
        decided_lately=len(lately),
        rejected_lately=lately.count(Comment.Status.REJECTED),
    )


@prepared(user=BigIntegerField(), email=TextField())
def decided_on(has_account: bool, *, user, email):
    """Status, moment and open reports of the reader's last decided comments, the newest first."""
    theirs = Q(user=user) if has_account else Q(user__isnull=True, author_email=email)
    decided = Comment.objects.filter(theirs, OF_PEOPLE, status__in=DECIDED).order_by("-pk")
    return decided.values_list("status", "decided_at", "open_reports")[:LAST_DECIDED]


def records_of(comments: Iterable[Comment]) -> dict[int, Record]:
    """The record of the writer of each comment, by the comment's number. One query for any number of them."""
    writers = {comment.pk: (comment.user_id, "" if comment.user_id else comment.author_email) for comment in comments}
    users = {user for user, _email in writers.values() if user}
    emails = {email for _user, email in writers.values() if email}
    found: dict[tuple[int | None, str], Counter[str]] = defaultdict(Counter)
    if users or emails:
        theirs = Q(user__in=users) | Q(user__isnull=True, author_email__in=emails)
        for row in counted(Comment.objects.filter(theirs, OF_PEOPLE, status__in=DECIDED)):
            user, email = row.pop("user"), row.pop("author_email")
            found[(user, "" if user else email)].update(row)  # an account may have had several addresses
    return {pk: Record(**found[writer]) if writer in found else Record() for pk, writer in writers.items()}


def counted(decided: QuerySet[Comment]) -> Iterable[Any]:
    """A row for each writer, with the fields of a Record."""
    lately = Q(decided_at__gt=timezone.now() - LATELY)
    approved, rejected = Q(status=Comment.Status.APPROVED), Q(status=Comment.Status.REJECTED)
    return (
        decided.order_by()
        .values("user", "author_email")
        .annotate(
            approved=Count("pk", filter=approved),
            rejected=Count("pk", filter=rejected),
            reported=Count("pk", filter=Q(open_reports__gt=0)),
            decided_lately=Count("pk", filter=lately),
            rejected_lately=Count("pk", filter=lately & rejected),
        )
    )
