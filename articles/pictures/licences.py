"""When a picture's licence ends, and how the desk is told: in the list, on its page, by the checks before publishing."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.pictures.models import Picture

WARNED_DAYS = 14  # before the end


def has_ended(picture: Picture, today: date | None = None) -> bool:
    return picture.licence_until is not None and picture.licence_until < (today or timezone.localdate())


def ends_soon(picture: Picture, today: date | None = None) -> bool:
    today = today or timezone.localdate()
    return picture.licence_until is not None and today <= picture.licence_until <= today + timedelta(days=WARNED_DAYS)


def ended(today: date | None = None) -> Q:
    """The condition on pictures of `has_ended`."""
    return Q(licence_until__lt=today or timezone.localdate())


def ending(today: date | None = None) -> Q:
    """The condition on pictures of `ends_soon`."""
    today = today or timezone.localdate()
    return Q(licence_until__gte=today, licence_until__lte=today + timedelta(days=WARNED_DAYS))


def in_words(picture: Picture) -> str:
    """“licence ends on 12 May 2026”, or that it has ended; nothing without an end."""
    if picture.licence_until is None:
        return ""
    day = date_format(picture.licence_until, "j E Y")
    return (_("licence ended on %s") if has_ended(picture) else _("licence ends on %s")) % day
