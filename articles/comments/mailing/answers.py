"""Which answers somebody is to hear of: noted when an answer is seen by readers, in the transaction that shows it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from articles.comments.discussions import counts
from articles.comments.mailing.models import AnswerMail, MailConsent
from articles.comments.models import Comment

OF_THE_DAY = time(8)  # in the newsroom's zone: when the one mail a day goes out
ASKED_AGAIN = timedelta(days=30)
ANSWERED_WITHIN = timedelta(days=14)  # an answer that a moderator passes later than that is no news any more


def note(ids: Iterable[int]) -> int:
    """Note, for those of these comments that readers see and that answer somebody who wants to hear of it, one mail each.

    How many. Safe to call again: an answer is told once, however often it is hidden and shown. Two queries, or one.
    """
    now = timezone.now()
    answers = (
        Comment.objects.filter(pk__in=list(ids), status=Comment.Status.APPROVED, posted__gt=now - ANSWERED_WITHIN)
        .filter(parent__status=Comment.Status.APPROVED)
        .exclude(parent__tell=Comment.Tell.NEVER)
        .select_related("parent", "parent__user", "user")
    )
    mails = [
        AnswerMail(comment=answer.parent, reply=answer, due=due(answer.parent.tell, now))
        for answer in answers
        if answer.parent and address_of(answer.parent) and not by_the_same(answer, answer.parent)
    ]
    AnswerMail.objects.bulk_create(mails, ignore_conflicts=True)
    return len(mails)


def wish(email: str) -> None:
    """Somebody who gave `email` wants mail: its owner is asked once, unless they said yes already. Two statements.

    Who did not say yes, or ended it, and wishes it anew is asked anew, once a month at most: anybody can type anybody's
    address, and it must not become a nuisance to its owner.
    """
    MailConsent.objects.bulk_create([MailConsent(email=email)], ignore_conflicts=True)
    lately = timezone.now() - ASKED_AGAIN
    MailConsent.objects.filter(email=email, agreed_at__isnull=True, asked_at__lt=lately).update(
        asked_at=None, attempts=0
    )


def due(tell: str, now: datetime) -> datetime:
    """At once, or at the next hour of the daily mail."""
    if tell != Comment.Tell.DAILY:
        return now
    local = timezone.localtime(now)
    today = local.replace(hour=OF_THE_DAY.hour, minute=OF_THE_DAY.minute, second=0, microsecond=0)
    return today if local < today else today + timedelta(days=1)


def address_of(comment: Comment) -> str:
    """Where its writer is reached: the account's address, else the one that came with it; "" when there is none."""
    if comment.user is not None:
        return comment.user.email.lower() if comment.user.is_active else ""
    return comment.author_email


def by_the_same(one: Comment, other: Comment) -> bool:
    if one.user_id or other.user_id:
        return one.user_id == other.user_id
    return one.author_email == other.author_email


def stop(email: str) -> int:
    """No mail about answers to `email` any more, whoever asked for it; how many comments had asked. One transaction

    of the caller. Mails that wait go.
    """
    theirs = of_owner(email)
    AnswerMail.objects.filter(comment__in=theirs.order_by().values("pk"), sent_at__isnull=True).delete()
    MailConsent.objects.filter(email=email).update(agreed_at=None)
    return theirs.exclude(tell=Comment.Tell.NEVER).update(tell=Comment.Tell.NEVER)


def choose(email: str, tell: str) -> int:
    """The owner of `email` wants mail in this way for every comment of theirs that asked for mail. How many.

    Raises ValueError for a way that is none.
    """
    if tell not in {Comment.Tell.EACH, Comment.Tell.DAILY}:
        raise ValueError(tell)
    now = timezone.now()
    theirs = of_owner(email)
    MailConsent.objects.filter(email=email, agreed_at__isnull=True).update(agreed_at=now)
    return theirs.exclude(tell=Comment.Tell.NEVER).update(tell=tell)


def of_owner(email: str) -> QuerySet[Comment]:
    """The comments of whoever owns `email`, their conversations locked, because many rows are about to change at once."""
    theirs = Comment.objects.filter(Q(author_email=email, user__isnull=True) | Q(user__email__iexact=email))
    counts.hold(theirs.exclude(tell=Comment.Tell.NEVER).order_by().values_list("article_id", flat=True).distinct())
    return theirs
