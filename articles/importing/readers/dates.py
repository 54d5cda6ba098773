"""Finding the date, and the time of day, that a line of a page carries.

Reads month names of the languages Newsroom knows, ISO dates, and numeric dates where the order of day and
month is certain; a date that could be either is not guessed.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

from articles.importing.readers.remembered import remembered
from articles.importing.readers.words import DATE_LABELS, MONTHS, WEEKDAYS

_DIGITS = {ord(far): str(value) for value in range(10) for far in (chr(0x660 + value), chr(0x6F0 + value))}
_MONTH = "|".join(sorted((re.escape(name) for name in MONTHS), key=len, reverse=True))
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th|er|º|ª)?"
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)"
_OF = r"(?:\s+(?:of|de|del|di)\s+|[\s.,/-]+)"
ANY_YEAR = re.compile(r"(?:1[89]|20)\d\d")
DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_YEAR}-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?!\d)",
        rf"{_DAY}{_OF}(?P<name>{_MONTH})\.?(?:\s*/\s*\w+)?{_OF}{_YEAR}(?!\d)",
        rf"(?<![^\W\d_])(?P<name>{_MONTH})\.?\s+{_DAY}\s*,?\s+{_YEAR}(?!\d)",
        rf"(?<=[a-z])(?P<name>{_MONTH})\.?\s+{_DAY}\s*,?\s+{_YEAR}(?!\d)",
        rf"(?P<first>[0-3]?\d)(?P<mark>[/.-])(?P<second>[0-3]?\d)(?P=mark){_YEAR}(?!\d)",
        rf"{_YEAR}[/.](?P<month>[01]?\d)[/.](?P<day>[0-3]?\d)(?!\d)",
    )
)
TIME = re.compile(
    r"(?<![\d:])(?P<hour>[01]?\d|2[0-3])\s?(?:[:٫]|h)\s?(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?(?:\.\d+)?"
    r"\s*(?P<half>[ap]\.?m\b\.?|[مص](?!\w))?\s*(?P<zone>(?:GMT|UTC|Z\b)?\s?(?:[+-]\d\d:?\d\d)?|GMT|UTC)?(?!\d)",
    re.IGNORECASE,
)
HOUR_ONLY = re.compile(r"(?<!\d)(?P<hour>1[0-2]|0?\d)\s?(?P<half>[ap]\.?m\b\.?)", re.IGNORECASE)
DOTTED_TIME = re.compile(r"\b[012]?\d\.[0-5]\d\s*(?:[ap]\.?m\b\.?|GMT|UTC|BST|EST|EDT|CET|CEST|Uhr)", re.IGNORECASE)
RELATIVE = re.compile(
    r"^(?:\d+|an?|about \d+|about an?)\s+(?:second|minute|min|hour|hr|day|week|month|year)s?\s+ago$"
    r"|^il y a \d+ \w+$|^vor \d+ \w+$|^hace \d+ \w+$|^\d+ \w+ назад$|^منذ \d+ \w+$|^yesterday$",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\W\d_]+(?:[.'’-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date inside a text: from `start` to `end`; `moment` when a time of day stands beside it."""

    start: int
    end: int
    day: date
    moment: datetime | None


@remembered
def find_date(text: str, *, day_first: bool | None = None) -> FoundDate | None:
    """The first date of `text`. `day_first` decides 4/5/2010; None leaves such dates unread."""
    plain = text if text.isascii() else text.translate(_DIGITS)
    if not ANY_YEAR.search(plain):
        return None
    for pattern in DATES:
        for match in pattern.finditer(plain):
            day = _day(match, day_first)
            if day:
                return FoundDate(match.start(), match.end(), day, _moment(plain, match, day))
    return None


def is_time(text: str) -> bool:
    """Whether `text` is a time of day, or how long ago, and nothing else ("10:53 AM", "3 years ago")."""
    plain = text.translate(_DIGITS).strip(" .,|•-–()@")
    return bool(TIME.fullmatch(plain) or HOUR_ONLY.fullmatch(plain) or RELATIVE.match(plain))


def rest_of_date_line(text: str, found: FoundDate) -> str:
    """What a line says besides its date: times, weekdays and labels such as "Posted on" removed."""
    plain = text.translate(_DIGITS)
    rest = plain[: found.start] + " " + plain[found.end :]
    rest = HOUR_ONLY.sub(" ", DOTTED_TIME.sub(" ", TIME.sub(" ", rest)))
    words = [word for word in WORD.findall(rest) if not _is_label(word)]
    numbers = re.findall(r"\d+", rest)
    return " ".join(words + numbers)


def _is_label(word: str) -> bool:
    bare = word.lower().strip(".")
    return bare in DATE_LABELS or bare in WEEKDAYS or bare in MONTHS


def _day(match: re.Match[str], day_first: bool | None) -> date | None:
    parts = match.groupdict()
    if parts.get("first"):
        first, second = int(parts["first"]), int(parts["second"])
        if parts["mark"] == "." and day_first is None:
            day_first = True
        if first > 12 or second > 12 or first == second:
            day_first = first > 12 or first == second
        if day_first is None:
            return None
        number, month = (first, second) if day_first else (second, first)
    else:
        number = int(parts["day"])
        month = MONTHS[parts["name"].lower()] if parts.get("name") else int(parts["month"])
    try:
        return date(int(parts["year"]), month, number)
    except ValueError:
        return None


def _moment(plain: str, match: re.Match[str], day: date) -> datetime | None:
    clock = TIME.search(plain, match.end()) or TIME.search(plain[: match.start()]) or HOUR_ONLY.search(plain)
    if not clock:
        return None
    parts = clock.groupdict()
    hour = int(parts["hour"])
    half = (parts.get("half") or "").lower().replace(".", "")
    if half in ("pm", "م") and hour < 12:
        hour += 12
    elif half in ("am", "ص") and hour == 12:
        hour = 0
    clock_time = time(hour, int(parts.get("minute") or 0), int(parts.get("second") or 0))
    return datetime.combine(day, clock_time, tzinfo=_zone(parts.get("zone") or ""))


def _zone(zone: str) -> timezone | None:
    offset = re.search(r"([+-])(\d\d):?(\d\d)", zone)
    if offset:
        minutes = int(offset[2]) * 60 + int(offset[3])
        if minutes >= 24 * 60:
            return None
        return timezone(timedelta(minutes=-minutes if offset[1] == "-" else minutes))
    return UTC if zone.strip() else None
