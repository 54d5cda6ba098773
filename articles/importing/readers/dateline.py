"""Lines that only carry a date, a byline or both, and the dateline that opens a report."""

import re
from dataclasses import dataclass
from datetime import date

from articles.importing.readers import words as table
from articles.importing.readers.dates import WORD, FoundDate, find_date, is_time, rest_of_date_line
from articles.importing.readers.furniture import labelled
from articles.importing.readers.remembered import remembered
from articles.importing.readers.shape import ends_sentence, has_quotes, is_bullet, words

BY = re.compile(
    r"^[-–—~*\s]*(?:" + "|".join(sorted((re.escape(start) for start in table.BYLINE_STARTS), key=len, reverse=True))
    + r")(?:\s*:\s*|\s+)(?P<name>\S.*)$", re.IGNORECASE)  # fmt: skip
BY_INSIDE = re.compile(
    r"(?:^|[\s|,•·–—-])(?:by|von|par|por|door|di)\s+(?P<name>[^|@\d•·]{2,60}?)\s*(?:$|[|@•·]|\b(?:on|at|in)\b\s|,?\s*\d)",
    re.IGNORECASE,
)
DATELINE = re.compile(
    r"^(?P<place>(?:[^\W\d_a-z][\w.'’-]*|[A-Z]\.)(?:[ /][^\W\d_a-z][\w.'’-]*){0,3}(?:,\s?[^\W\d_a-z][\w.]*(?: [^\W\d_a-z][\w.]*){0,2}){0,2})"
    r"(?P<day>,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}(?:, (?:19|20)\d\d)?|\d{1,2} [A-Z][a-z]+(?: (?:19|20)\d\d)?))?"
    r"(?P<agency>\s?[(/][^()/]{2,40}[)/])?\s*(?:[-–—]{1,2}|:)\s+(?=\S)"
)
AGENCY_ONLY = re.compile(r"^\((?P<agency>AP|AFP|Reuters|UPI|dpa|EFE|ANSA|Xinhua|CNN|BBC)\)\s*[-–—]*\s*")


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that is a date (and perhaps a byline), as printed and as read."""

    raw: str
    day: date
    byline: str | None
    updated: bool


@remembered
def read_date_line(text: str, *, day_first: bool | None = None) -> DateLine | None:
    """The date when the line carries nothing else but labels, a time, a short section name or a byline."""
    if len(text) > 250 or words(text) > 20 or is_bullet(text) or labelled(text, table.NOT_PUBLICATION):
        return None
    if "filed" in text.lower():
        day_first = True
    elif day_first is None and re.search(r"\b[ap]\.?m\b", text, re.IGNORECASE):
        day_first = False
    found = find_date(text, day_first=day_first)
    if not found:
        return None
    byline = BY_INSIDE.search(text)
    name = byline.group("name").strip(" ,-–—") if byline else ""
    rest = rest_of_date_line(text, found)
    if name and find_date(name) is None:
        known = {word.lower() for word in WORD.findall(name)}
        rest = " ".join(word for word in WORD.findall(rest) if word.lower() not in known)
    if rest and not _beside_the_date(text, found):
        return None
    lower = text.lower()
    updated = any(label in lower for label in table.UPDATED_LABELS) and not re.search(r"publi|posted|filed", lower)
    return DateLine(text, found.day, name or None, updated)


def _beside_the_date(text: str, found: FoundDate) -> bool:
    """Other words are set off from the date: a place before it, or short parts between bars."""
    before, after = text[: found.start].strip(), text[found.end :].strip()
    if not after and re.search(r"[,–—-]$", before) and words(before) <= 3 and not ends_sentence(before):
        return True
    parts = [part for part in re.split(r"\s*[|•·]\s*", text) if part]
    return len(parts) > 1 and all(words(part) <= 4 or find_date(part) for part in parts) and not ends_sentence(text)


def read_byline(text: str) -> str | None:
    """The name(s) of a line that is nothing but a byline; None for a sentence that begins with "By"."""
    match = BY.match(text) if len(text) < 250 else None
    if not match or words(text) > 16 or has_quotes(text):
        return None
    name = match.group("name").strip(" |,-–—")
    if ends_sentence(name) and not re.search(r"\b(?:[A-Z]|Jr|Sr|St)\.$", name):
        return None
    tokens = list(re.findall(r"[^\W\d_][\w.'’-]*", name))
    small = {
        "and",
        "und",
        "et",
        "y",
        "e",
        "en",
        "of",
        "de",
        "von",
        "van",
        "der",
        "la",
        "le",
        "di",
        "da",
        "in",
        "for",
        "the",
        "at",
        "with",
        "i",
        "и",
        "і",
    }
    small |= table.BYLINE_ROLES
    lowered = [token for token in tokens if token[0].islower() and token.lower() not in small]
    if (
        not tokens
        or lowered
        or re.search(r"\d{2,}", name)
        or (tokens[0][0].islower() and tokens[0].lower() not in small)
    ):
        return None
    return name


def read_byline_role(text: str) -> bool:
    """The line under a byline: "Associated Press Writer", "BBC News, Baghdad", "Staff reporter"."""
    tokens = {token.lower() for token in WORD.findall(text)}
    if words(text) > 6 or ends_sentence(text) or not tokens:
        return False
    return bool(tokens & table.BYLINE_ROLES) or bool(re.match(r"^(?:BBC News|in|for)\b[^.]*$", text))


def dateline_of(text: str) -> tuple[str | None, date | None]:
    """The place (and agency) that opens a report, and its date when a full one stands there."""
    match = DATELINE.match(text)
    if match and words(match.group()) <= 12 and _is_place(match):
        found = find_date(match.group("day") or "")
        return match.group().strip(" -–—:"), found.day if found else None
    agency = AGENCY_ONLY.match(text)
    return (agency.group("agency"), None) if agency else (None, None)


def _is_place(match: re.Match[str]) -> bool:
    """Not a speaker's label ("Smith: ...") nor a compound ("Al-Qaeda - ..."): capitals, an agency or a dash."""
    return bool(match.group("agency") or match.group("day") or ":" not in match.group()[-3:])


def is_bare_time(text: str) -> bool:
    return is_time(text)
