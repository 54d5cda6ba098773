"""Moments and the clock on the wall: what a local time means in a zone, when it means two moments, and when none.

Where clocks are set back, an hour comes twice; where they are set forward, one never comes (in Lord Howe it is half an
hour, in Beirut the missing hour begins at midnight, in Apia once a whole day was missing). Nothing here guesses.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, tzinfo

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.text.joining import joined

MINUTE = timedelta(minutes=1)
EXAMPLE = "2026-11-27T18:00"


class NotAMoment(ValueError):
    """A text or a local time that means no moment. The message says so in words and names what would be one.

    `moments` are the two that a local time means which comes twice, to be asked back.
    """

    def __init__(self, message: str, moments: Sequence[datetime] = ()):
        super().__init__(message)
        self.moments = list(moments)


def moments_of(local: datetime, zone: tzinfo | None = None) -> list[datetime]:
    """Every moment at which clocks in `zone` (default: the current one) show the naive `local`: one, two or none."""
    zone = zone or timezone.get_current_timezone()
    found: dict[datetime, datetime] = {}
    for fold in (0, 1):
        aware = local.replace(tzinfo=zone, fold=fold)
        at = aware.astimezone(UTC)
        if at.astimezone(zone).replace(tzinfo=None) == local:
            found.setdefault(at, aware)
    return [found[at] for at in sorted(found)]


def neighbours(local: datetime, zone: tzinfo | None = None) -> tuple[datetime, datetime]:
    """For a local time that never comes: the last whole minute before the gap and the first moment after it."""
    zone = zone or timezone.get_current_timezone()
    # Read by the offset after the change it lies before the gap, and by the offset before the change behind it.
    before, after = sorted(local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (1, 0))
    offset = before.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) / 2
        if middle.astimezone(zone).utcoffset() == offset:
            before = middle
        else:
            after = middle
    change = before.replace(microsecond=0) + timedelta(seconds=1)
    return (change - MINUTE).astimezone(zone), change.astimezone(zone)


def the_moment(local: datetime, zone: tzinfo | None = None) -> datetime:
    """The moment of a naive `local` time that comes once. Raises NotAMoment for one that comes twice or never."""
    moments = moments_of(local, zone)
    if not moments:
        raise NotAMoment(never(local, zone))
    if len(moments) > 1:
        raise NotAMoment(twice(local, moments), moments)
    return moments[0]


def never(local: datetime, zone: tzinfo | None = None) -> str:
    before, after = neighbours(local, zone)
    return _(
        "%(time)s does not exist in %(zone)s: the clocks are set forward then. The nearest times are %(before)s and %(after)s."
    ) % {
        "time": date_format(local, "j E Y, H:i"),
        "zone": zone_name(zone),
        "before": named(before, "j E, H:i"),
        "after": named(after, "j E, H:i"),
    }


def twice(local: datetime, moments: list[datetime]) -> str:
    return _("%(time)s comes twice, because the clocks are set back: %(choices)s. Say which one is meant.") % {
        "time": date_format(local, "j E Y, H:i"),
        "choices": _(" and ").join(with_offset(moment) for moment in moments),
    }


def zone_name(zone: tzinfo | None = None) -> str:
    return str(zone or timezone.get_current_timezone())


def offset_of(moment: datetime) -> str:
    """The offset from UTC as ISO 8601 writes it, such as “+01:00”."""
    return moment.isoformat(timespec="seconds")[19:]


def with_offset(moment: datetime) -> str:
    """Hour, abbreviation of the zone and offset: “01:30 BST (UTC+01:00)”."""
    return f"{named(moment, 'H:i')} (UTC{offset_of(moment)})"


def named(moment: datetime, form: str) -> str:
    """`moment` in its own zone, formatted, with the zone's abbreviation: Django's “e” leaves it out when a time comes twice."""
    return f"{date_format(moment, form)} {moment.tzname()}"


def in_words(at: datetime, *, weekday: bool = False) -> str:
    """A moment in the current zone, which it names: “27 November 2026, 18:00 UTC”."""
    local = timezone.localtime(at)
    return joined([date_format(local, "l j E Y" if weekday else "j E Y"), named(local, "H:i")])


def read_moment(text: str) -> datetime:
    """The moment that `text` names: ISO 8601 with an offset, or the local time of the current zone; a day is its midnight.

    Raises NotAMoment for anything else, and for a local time without an offset that comes twice or never.
    """
    text = text.strip().replace(" ", "+")  # a plus sign that an address carried unescaped
    try:
        moment = parse_datetime(text)
        if moment is None and (day := parse_date(text)):
            moment = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - local, given its zone below
    except ValueError:
        moment = None
    if moment is None or not 1600 < moment.year < 9000:
        raise NotAMoment(
            _("“%(text)s” is no moment. Write it as %(example)s.") % {"text": text[:40], "example": EXAMPLE}
        )
    return moment if timezone.is_aware(moment) else the_moment(moment)
