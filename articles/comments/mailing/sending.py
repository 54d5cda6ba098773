"""Sending what is due: the one mail that asks, and mails about answers, each once. Run by the tick, one address at a time.

A mail that fails is tried again later, five times, and keeps nobody else's waiting. What went stale in the meantime, an
answer that is hidden again or a reader who ended it, is dropped.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from itertools import groupby

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.utils import timezone

from articles.comments import reading
from articles.comments.mailing import answers, letters
from articles.comments.mailing.models import AnswerMail, MailConsent
from articles.comments.models import Comment
from articles.publishing.models import Edition

logger = logging.getLogger(__name__)
AT_ONCE = 200  # rows a run: a minute's work even for a slow mail server
TRIES = 5
KEPT = timedelta(days=30)  # what was sent is remembered for as long, so that an answer is not told twice


def send_due(now: datetime | None = None) -> int:
    """Send what is due at `now`; how many mails went out. A newsroom without EMAIL_URL sends nothing and keeps it."""
    if not settings.READERS_GET_MAIL:
        return 0
    now = now or timezone.now()
    sent = sum(ask(pk, now) for pk in _to_ask())
    for _address, ids in _by_address(now):
        sent += tell(ids, now)
    AnswerMail.objects.filter(sent_at__lt=now - KEPT).delete()
    return sent


def ask(pk: int, now: datetime) -> bool:
    """Send the one mail that asks whether mail is wanted; whether it went out. Locks the row."""
    with transaction.atomic():
        consent = _locked(MailConsent.objects.filter(pk=pk, asked_at__isnull=True, agreed_at__isnull=True)).first()
        if consent is None:
            return False
        if not _sent(consent.email, letters.asking(consent), f"consent {pk}"):
            consent.attempts += 1
            if consent.attempts >= TRIES:
                consent.asked_at = now
            consent.save(update_fields=["attempts", "asked_at"])
            return False
        consent.asked_at = now
        consent.save(update_fields=["asked_at"])
    return True


def tell(ids: list[int], now: datetime) -> bool:
    """Send one mail about these answers, all to the same reader; whether one went out. Locks the rows."""
    with transaction.atomic():
        rows = list(
            _locked(AnswerMail.objects.filter(pk__in=ids, sent_at__isnull=True))
            .select_related("comment__user", "reply__article", "reply__thread")
            .order_by("pk")
        )
        fresh = [row for row in rows if _still_wanted(row)]
        stale = [row.pk for row in rows if row not in fresh]
        AnswerMail.objects.filter(pk__in=stale).update(sent_at=now)
        if not fresh:
            return False
        address = answers.address_of(fresh[0].comment)
        consent = MailConsent.objects.filter(email=address, agreed_at__isnull=False).first()
        if consent is None:
            return False
        if not _sent(address, letters.of_answers(consent, _with_addresses(fresh)), f"answers {ids[0]}"):
            _put_off(fresh, now)
            return False
        AnswerMail.objects.filter(pk__in=[row.pk for row in fresh]).update(sent_at=now)
    return True


def _to_ask() -> list[int]:
    waiting = MailConsent.objects.filter(asked_at__isnull=True, agreed_at__isnull=True).order_by("created")
    return list(waiting.values_list("pk", flat=True)[:AT_ONCE])


def _by_address(now: datetime) -> list[tuple[str, list[int]]]:
    """(address, ids) of what is due to readers who said yes: one by one for those who want each, else all in one."""
    agreed = MailConsent.objects.filter(agreed_at__isnull=False).values("email")
    due = AnswerMail.objects.filter(due__lte=now, sent_at__isnull=True)
    by_guests = due.filter(comment__user__isnull=True, comment__author_email__in=agreed)
    by_readers = due.filter(comment__user__email__in=agreed)
    rows = (by_guests | by_readers).select_related("comment__user").order_by("due", "pk")[:AT_ONCE]
    found = []
    for row in rows:
        each = row.pk if row.comment.tell == Comment.Tell.EACH else 0
        found.append((answers.address_of(row.comment), each, row.pk))
    grouped = groupby(sorted(found), key=lambda one: one[:2])
    return [(key[0], [pk for _address, _each, pk in some]) for key, some in grouped]


def _still_wanted(row: AnswerMail) -> bool:
    comment, reply = row.comment, row.reply
    shown = {Comment.Status.APPROVED}
    root = reply.thread
    return (
        comment.tell != Comment.Tell.NEVER
        and comment.status in shown
        and reply.status in shown
        and (root is None or root.status in {Comment.Status.APPROVED, Comment.Status.DELETED})
    )


def _with_addresses(rows: list[AnswerMail]) -> list[letters.Answer]:
    """Each answer with where it stands; those under stories that readers cannot read now are left out."""
    editions = {
        edition.article_id: edition
        for edition in Edition.objects.filter(article__in={row.reply.article_id for row in rows})
        .live()
        .select_related("article")
    }
    return [
        letters.Answer(row.reply, edition.headline, settings.SITE_URL + reading.address_of(row.reply, edition))
        for row in rows
        if (edition := editions.get(row.reply.article_id))
    ]


def _put_off(rows: list[AnswerMail], now: datetime) -> None:
    """Tried again after ten minutes, twenty, forty …; after five times it is given up."""
    for row in rows:
        row.attempts += 1
        row.due = now + timedelta(minutes=10) * 2 ** (row.attempts - 1)
        row.sent_at = now if row.attempts >= TRIES else None
        row.save(update_fields=["attempts", "due", "sent_at"])


def _locked(rows):
    """These rows for this run only: another run at the same moment passes them over."""
    return rows.select_for_update(of=("self",), skip_locked=connection.features.has_select_for_update_skip_locked)


def _sent(address: str, letter: letters.Letter | None, what: str) -> bool:
    """Whether it went out; a failure is logged by number, without the address. Nothing to say counts as said."""
    if letter is None:
        return True
    message = EmailMessage(letter.subject, letter.body, None, [address], headers=letter.headers)
    try:
        message.send(using="readers")
    except Exception as error:  # noqa: BLE001 - whatever a mail server does must not stop the others' mail
        # By kind only: what a server answers often repeats the address.
        logger.warning("mail was not sent (%s): %s", what, type(error).__name__)
        return False
    return True
