"""The right of reply: which readers' accounts belong to sources whose identity an editor checked.

An address counts only while its owner has proved it by signing in with it, and while the source may be named to readers.
"""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.dispatch import Signal
from django.utils import timezone

from articles.sourcing.models import Statement, VerifiedSource

taken_back = Signal()  # sent with `users`, the ids of those who spoke by it


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
