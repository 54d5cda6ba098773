"""The right of reply: which readers' accounts belong to sources whose identity an editor checked.

An address counts only while its owner has proved it by signing in with it, and while the source may be named to readers.
"""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone

from articles.sourcing.models import Source, Statement, VerifiedSource

taken_back = Signal()  # sent with `users`, the ids of those who spoke by it
said_otherwise = Signal()  # sent with `article`, the id of a story that may not quote by name whom it quoted


def speaks_in(user: User, article_id: int) -> bool:
    """Whether `user` is a checked source whom readers see quoted by name in the story with that id. Two queries at most."""
    proved = list(EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)[:20])
    if not proved:
        return False
    mine = VerifiedSource.objects.filter(email__in=proved, revoked_at__isnull=True)
    return Statement.objects.named().filter(article=article_id, source__in=mine.values("source")).exists()


def take_back(identity: VerifiedSource) -> None:
    """From now on whoever holds the address is a reader like others, and their badges go. Does nothing twice."""
    if identity.revoked_at is not None:
        return
    identity.revoked_at = timezone.now()
    identity.save(update_fields=["revoked_at"])
    users = list(EmailAddress.objects.filter(email=identity.email, verified=True).values_list("user", flat=True))
    taken_back.send(VerifiedSource, users=users)


def look_at_those_of(source: Source) -> None:
    """`source` changed. Readers may not be told any more who it is, or who said this or that: the badge of whoever speaks
    by it would tell, so it is looked at again.

    After the commit and in a transaction of its own, for that locks conversations. One query.
    """
    addresses = source.verified_accounts.exclude(email="").values("email")
    users = list(EmailAddress.objects.filter(email__in=addresses, verified=True).values_list("user", flat=True))
    if users:
        transaction.on_commit(lambda: taken_back.send(VerifiedSource, users=users))


def look_at_those_under(article_id: int) -> None:
    """As above, of a story in which a statement changed. Once for a transaction, however many did."""
    waiting = {getattr(each[1], "article", None) for each in transaction.get_connection().run_on_commit}
    if article_id not in waiting:
        transaction.on_commit(Looking(article_id))


class Looking:
    """What is to be done after a commit, known by its story."""

    def __init__(self, article: int):
        self.article = article

    def __call__(self) -> None:
        said_otherwise.send(Statement, article=self.article)
