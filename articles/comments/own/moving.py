"""A reader who changed the address: what belonged to the old one belongs to the new one, in one transaction.

The old address proves nothing any more, so whoever gets it next finds nothing of theirs; and an export or an erasure of the
reader reaches everything by the new one. What held for the old address in the eyes of moderators holds for the new one.
"""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.db import transaction

from articles.comments.accounts.who import is_reader
from articles.comments.cleaning import clean_email
from articles.comments.discussions import counts
from articles.comments.judging.bans import digest_of, digests_of
from articles.comments.judging.models import Ban
from articles.comments.mailing.models import MailConsent
from articles.comments.models import Comment
from articles.comments.own import elsewhere, log
from articles.comments.own.readers import Reader
from articles.publishing import audit


def followed(
    sender, user: User, from_email_address: EmailAddress | None, to_email_address: EmailAddress, **kwargs
) -> None:
    """Hears that an account changed its address, the new one proved by a code (connected at the app's start)."""
    if from_email_address is not None and is_reader(user):
        move(user, clean_email(from_email_address.email), clean_email(to_email_address.email))


def move(user: User, old: str, new: str) -> None:
    """Let everything of `user` under `old` stand under `new`. The log notes that it was done, and no address."""
    if not old or old == new:
        return
    with transaction.atomic():
        theirs = Reader(user, frozenset({old}))
        stories = counts.hold(theirs.comments().order_by().values_list("article_id", flat=True).distinct())
        theirs.warnings().update(who=digest_of(new))
        theirs.statements().exclude(email="").update(email=new)
        theirs.reports().exclude(email="").update(email=new)
        theirs.error_reports().update(email=new)
        moved = theirs.comments().filter(article__in=stories).exclude(author_email="")
        count = Comment.objects.filter(pk__in=list(moved.values_list("pk", flat=True))).update(author_email=new)
        carry_bans(old, new)
        move_consent(old, new)
        elsewhere.move(old, new)
        made = audit.entry(
            None, "change_own_address", actor_name=log.READER, **log.of_reader(user.pk, {"comments": count})
        )
        log.by_its_reader(made)


def carry_bans(old: str, new: str) -> None:
    """Changing the address lets nobody in again; the old one stays banned as well."""
    for ban in Ban.objects.filter(who__in=digests_of(old)):
        ban.pk, ban.who = None, digest_of(new)
        ban._state.adding = True
        ban.save(force_insert=True)


def move_consent(old: str, new: str) -> None:
    """Mail that was wanted goes to the new address, which was proved; none goes to the old one."""
    agreed = MailConsent.objects.filter(email=old, agreed_at__isnull=False).first()
    MailConsent.objects.filter(email=old).delete()
    if agreed is not None:
        wanted = {"asked_at": agreed.asked_at, "agreed_at": agreed.agreed_at}
        MailConsent.objects.update_or_create(email=new, defaults=wanted)
