"""Who may not comment. An address is looked for by its keyed digest and kept nowhere."""

from __future__ import annotations

from django.conf import settings
from django.db.models import DateTimeField, TextField
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.comments.cleaning import clean_email
from articles.comments.judging.models import Ban
from articles.prepared import Several, prepared

SALT = "articles.comments.ban"


def digest_of(email: str) -> str:
    """What is kept of the address of somebody banned."""
    return digests_of(email)[0]


def digests_of(email: str) -> list[str]:
    """By the present secret key and by those before it: changing the key lets nobody in again."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [salted_hmac(SALT, clean_email(email), secret=key, algorithm="sha256").hexdigest() for key in keys]


@prepared(who=Several(TextField()), at=DateTimeField())
def ends_of(*, who, at):
    return Ban.objects.filter(who__in=who).in_force(at).values_list("until", flat=True)


def told_to(email: str) -> str:
    """What a banned reader is told; "" for everybody else. One query."""
    if not email:
        return ""
    bans = list(ends_of(who=digests_of(email), at=timezone.now()))
    if not bans:
        return ""
    if None in bans:
        return _("You cannot comment here any more. Write to the editors if you think this is a mistake.")
    until = date_format(timezone.localtime(max(bans)), "DATETIME_FORMAT")
    return _("You cannot comment here until %s. Write to the editors if you think this is a mistake.") % until
