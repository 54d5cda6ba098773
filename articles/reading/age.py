"""How old a story is, for readers who meet it by a search or a link: said from thirty days on, with the next change.

Counted in months and years of the calendar, in the site's time zone. A page tells by `changes_at` how long its sentence
stays true, so that no copy of it grows stale.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import ngettext

from articles.publishing.models import Edition

NOTICED_AFTER = timedelta(days=30)


@dataclass(frozen=True)
class Age:
    """What readers are told, "" while the story is new, and when that becomes another sentence."""

    words: str
    changes_at: datetime


def age_of(edition: Edition, at: datetime) -> Age:
    """Since its last substantive update, when there was one; else since it was written, by whomever it came from."""
    was_updated = edition.updated > edition.first_published
    since = timezone.localtime(edition.updated if was_updated else written(edition))
    if at < since + NOTICED_AFTER:
        return Age("", since + NOTICED_AFTER)
    months = whole_months(since, timezone.localtime(at))
    if months < 12:
        return Age(in_months(max(months, 1), updated=was_updated), later(since, max(months, 1) + 1))
    years = months // 12
    return Age(in_years(years, updated=was_updated), later(since, 12 * (years + 1)))


def written(edition: Edition) -> datetime:
    """When it was first printed: for copy that came from elsewhere, the day on the original."""
    day = edition.original_date
    if day is None:
        return edition.first_published
    return min(edition.first_published, timezone.make_aware(datetime.combine(day, time.min)))


def whole_months(since: datetime, at: datetime) -> int:
    """How many months of the calendar have passed; one that is too short for the day ends with its last day."""
    months = 12 * (at.year - since.year) + at.month - since.month
    return months if later(since, months) <= at else months - 1


def later(since: datetime, months: int) -> datetime:
    year, month = divmod(since.month - 1 + months, 12)
    year, month = since.year + year, month + 1
    return since.replace(year=year, month=month, day=min(since.day, monthrange(year, month)[1]))


def in_months(number: int, *, updated: bool) -> str:
    if updated:
        said = ngettext(
            "This story was last updated %(number)d month ago.",
            "This story was last updated %(number)d months ago.",
            number,
        )
    else:
        said = ngettext("This story is %(number)d month old.", "This story is %(number)d months old.", number)
    return said % {"number": number}


def in_years(number: int, *, updated: bool) -> str:
    if updated:
        said = ngettext(
            "This story was last updated %(number)d year ago.",
            "This story was last updated %(number)d years ago.",
            number,
        )
    else:
        said = ngettext("This story is %(number)d year old.", "This story is %(number)d years old.", number)
    return said % {"number": number}
