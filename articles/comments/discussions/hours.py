"""Hours of the day by a clock on the wall: whether a moment lies in them, and when that turns. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta, tzinfo


def within_hours(opens: time | None, closes: time | None, now: datetime, zone: tzinfo) -> tuple[bool, datetime | None]:
    """Whether `now` lies in the day's hours by the clock of `zone`, and when that turns next (None: never).

    Closing before the hour of opening means past midnight; at the same hour, never closed. The end does not belong to it.
    """
    if opens is None or closes is None or opens == closes:
        return True, None
    spans = [span for span in _spans(opens, closes, now, zone) if span[0] < span[1]]
    is_open = any(start <= now < end for start, end in spans)
    return is_open, min(moment for span in spans for moment in span if moment > now)


def _spans(opens: time, closes: time, now: datetime, zone: tzinfo) -> Iterator[tuple[datetime, datetime]]:
    """From opening to closing, for the days around `now`."""
    today = now.astimezone(zone).date()
    for away in (-1, 0, 1, 2):
        day = today + timedelta(days=away)
        last = day if opens < closes else day + timedelta(days=1)
        yield _moment(datetime.combine(day, opens), zone), _moment(datetime.combine(last, closes), zone)


def _moment(wall: datetime, zone: tzinfo) -> datetime:
    """The first moment at which the clock of `zone` shows `wall`; where it skips that hour, the moment it skips it.

    Python takes a skipped 02:30 for 03:30 (or for 01:30); counted on from the hour before, the clock jumps in between.
    """
    moment = wall.replace(tzinfo=zone).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == wall:
        return moment
    early = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    while moment - early > timedelta(seconds=1):
        middle = early + (moment - early) / 2
        if middle.astimezone(zone).replace(tzinfo=None) < wall:
            early = middle
        else:
            moment = middle
    return moment.replace(microsecond=0)
