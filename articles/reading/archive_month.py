"""A month as a calendar has it: weeks under the names of their days, beginning with the day the language begins with."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.formats import get_format


@dataclass(frozen=True)
class Month[Day]:
    """`heads`: the short and the whole name of each column. `weeks`: rows of seven, None where another month's day is."""

    heads: list[tuple[str, str]]
    weeks: list[list[Day | None]]


def laid_out[Day](year: int, month: int, days: Sequence[Day]) -> Month[Day]:
    """`days`: one for each day of the month, the first one first."""
    weekdays = Calendar(first_weekday())
    heads = [(str(WEEKDAYS_ABBR[weekday]), str(WEEKDAYS[weekday])) for weekday in weekdays.iterweekdays()]
    weeks = [
        [days[number - 1] if number else None for number in week] for week in weekdays.monthdayscalendar(year, month)
    ]
    return Month(heads, weeks)


def first_weekday() -> int:
    """As Python counts, from Monday. Django's formats of each language count from Sunday."""
    return (int(get_format("FIRST_DAY_OF_WEEK")) - 1) % 7
