"""When it was said: words of the text, such as “on Thursday”, and the day they mean for a story of a given day. Pure.

A day is given only when the words mean one day and no other. What they leave open stays open: a bare “Thursday” means
the last one, today included, as agencies write it; “last Thursday” may be that one or the one a week before, “last week”
is seven days, and neither is resolved.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
DAY_NAMES = {name: number for number, name in enumerate(DAYS)}
MONTH_NAMES = {name: number for number, name in enumerate(MONTHS, 1)}
MONTH_NAMES |= {name[:3]: number for number, name in enumerate(MONTHS, 1)} | {"sept": 9}
NUMBERS = {name: number for number, name in enumerate("zero one two three four five six seven eight nine ten".split())}
NUMBERS |= {"a": 1, "an": 1}
MOST_AGO = 3660  # days; “400 years ago” is not when a source spoke

_DAY = "|".join(DAYS)
_ANY_DAY = rf"(?:{_DAY}|mon|tues?|wed|thur?s?|fri|sat|sun)\b\.?"  # short forms only beside a date: “Sun” is no Sunday
_MONTH = "|".join(sorted(MONTH_NAMES, key=len, reverse=True))
_PART = r"(?:(?:early|earlier|late|later|mid)[\ -])?(?:on\ )?"  # of the day: it does not move the day
_OF_DAY = r"(?:\ (?:morning|afternoon|evening|night|lunchtime))?"
_TODAY = r"(?:earlier\ |later\ )?today|tonight|this\ (?:morning|afternoon|evening)"
_COUNT = r"\d{1,4}|" + "|".join(NUMBERS)
_SPAN = rf"(?:{_DAY}|week(?:end)?|month|year|{_MONTH})"

# Longer readings first: of two that begin at one place, the first is taken. A reading that names more than one day is
# here too, so that a shorter one inside it (“last Thursday”: “Thursday”) is not taken in its place.
PHRASE = re.compile(
    rf"""(?<![\w’'-])(?:
      (?P<vague>
         (?:on\ )?(?:last|this|next|past|the\ (?:last|past|previous|coming|following))\ {_SPAN}\b
        |(?:the\ )?(?:week|month|year|day)\ (?:before|after|earlier|later)\b(?!\ yesterday)
        |(?:since|by|until|till|before|after|from)\ (?:{_DAY}|yesterday)
        |(?:{_DAY})s|every\ (?:{_DAY})
        |(?:on\ )?(?:{_DAY})\ (?:and|or|to)\ (?:{_DAY})
        |(?:a\ couple\ of|several|some|a\ few|about|around|nearly|almost|more\ than|over)\ (?:\w+\ )?
         (?:days?|weeks?|months?|years?)\ ago)
      |(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})
      |{_PART}(?:{_ANY_DAY},?\ )?(?:the\ )?(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\ (?:of\ )?(?P<m1>{_MONTH})\b\.?(?:,?\ (?P<y1>\d{{4}}))?
      |{_PART}(?:{_ANY_DAY},?\ )?(?P<m2>{_MONTH})\b\.?\ (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,?\ (?P<y2>\d{{4}}))?
      |(?P<before>{_PART}the\ day\ before\ yesterday)
      |(?P<yesterday>{_PART}yesterday{_OF_DAY}|last\ night)
      |(?P<today>{_TODAY})
      |(?P<ago>(?P<count>{_COUNT})\ (?P<unit>days?|weeks?)\ ago)
      |on\ the\ (?P<d3>\d{{1,2}})(?:st|nd|rd|th)\b(?!\ \w)
      |{_PART}(?P<weekday>{_DAY})\b{_OF_DAY}
    )(?![\w’'-])""",
    re.IGNORECASE | re.VERBOSE,
)
SAYING = re.compile(
    r"\b(?:said|says|told|tells|added|adds|stated|announced|declared|warned|wrote|tweeted|posted|confirmed|denied|"
    r"insisted|replied|argued|claimed|reported|explained|noted|acknowledged|admitted|promised|vowed|urged|called|"
    r"testified|remarked|commented|responded|asked|spoke|speaking|statement|interview|briefing|conference|speech)\b",
    re.IGNORECASE,
)
# Between the saying and its day stand an addressee or an occasion, never another clause.
CLAUSE = re.compile(
    r"[,;:“”\"«»]|\b(?:that|would|will|could|should|might|may|must|can|had|has|have|was|were|is|are|be|been|to|if|whether|"
    r"because|when|while|after|before|who|which|and|but)\b",
    re.IGNORECASE,
)
PRONOUN = re.compile(r"\b(?:he|she|it|they|we|you|there|I)\b")
TO_SOMEBODY = frozenset("told tells asked urged warned testified briefing".split())
AN_OCCASION = re.compile(
    r"\s+(?:in|at|to|during|by|through|via|from|after|issued|published|released|broadcast|given|with)\b"
)
FARTHEST = 8  # words


def said_on(words: str, on: date) -> tuple[date | None, str]:
    """The day that a phrase, or a sentence that reports a saying, names for the saying; and the phrase as written.

    `on` is the day of the dateline. (None, phrase) for words that mean no single day; (None, "") when there are none, or
    when those there are may belong to what was said (“said the talks begin on Friday”): a person says which.
    """
    text = " ".join(words.split())
    found = [match for match in PHRASE.finditer(text) if is_written_as_a_name(match)]
    if len(found) != 1 or found[0][0].strip(" .,") != text.strip(" .,"):
        found = [match for match in found if belongs_to_a_saying(match, text)]
    days = {meant(match, on) for match in found}
    return (days.pop(), found[0][0]) if len(days) == 1 else (None, "")


def is_written_as_a_name(match: re.Match[str]) -> bool:
    """Days and months have a capital: “he may 3 times” is no date."""
    named = match["m1"] or match["m2"] or match["weekday"]
    return named is None or named[0].isupper()


def belongs_to_a_saying(match: re.Match[str], text: str) -> bool:
    """Whether the phrase stands close behind a verb of saying, or opens the sentence before its subject and that verb."""
    behind = list(SAYING.finditer(text, 0, match.start()))
    if behind and goes_with(behind[-1][0], text[behind[-1].end() : match.start()]):
        return True
    if text[: match.start()].strip():
        return False
    verb = SAYING.search(text, match.end())
    return verb is not None and is_near(text[match.end() : verb.start()].lstrip(" ,"))


def goes_with(verb: str, between: str) -> bool:
    """“said [in Westport] on Monday”, “told the board on Monday”; not “said the ferry left on Monday”."""
    if not is_near(between) or PRONOUN.search(between):
        return False
    return not between.strip() or verb.casefold() in TO_SOMEBODY or bool(AN_OCCASION.match(between))


def is_near(between: str) -> bool:
    return len(between.split()) <= FARTHEST and not CLAUSE.search(between)


def meant(match: re.Match[str], on: date) -> date | None:
    """The day of one phrase; None for several, for one that never was, and for one after `on`."""
    day = read(match, on)
    return day if day is not None and day <= on else None


def read(match: re.Match[str], on: date) -> date | None:
    part = match.groupdict()
    if part["vague"]:
        return None
    if part["iso"]:
        return exact(*(int(number) for number in part["iso"].split("-")))
    if part["d1"]:
        return dated(match[0], int(part["d1"]), part["m1"], part["y1"], on)
    if part["d2"]:
        return dated(match[0], int(part["d2"]), part["m2"], part["y2"], on)
    if part["ago"]:
        return ago(part["count"], part["unit"], on)
    if part["d3"]:
        return nearest_in_month(int(part["d3"]), on)
    return on - timedelta(days=days_back(part, on))


def days_back(part: dict[str, str | None], on: date) -> int:
    """How many days before `on`, for the words that say so and for the name of a weekday."""
    if weekday := part["weekday"]:
        return (on.weekday() - DAY_NAMES[weekday.casefold()]) % 7
    return 2 if part["before"] else 1 if part["yesterday"] else 0


def exact(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def dated(phrase: str, day: int, month: str, year: str | None, on: date) -> date | None:
    """“3 May” is the last one that has been, when it is less than half a year ago; a weekday beside it has to agree."""
    number = MONTH_NAMES[month.casefold()]
    if year:
        found = exact(int(year), number, day)
    else:
        past = [each for each in (exact(on.year, number, day), exact(on.year - 1, number, day)) if each and each <= on]
        found = past[0] if past and on - past[0] <= timedelta(days=183) else None
    named = re.match(rf"{_PART}({_ANY_DAY})", phrase, re.IGNORECASE | re.VERBOSE)
    if found and named and not DAYS[found.weekday()].startswith(named[1].casefold().rstrip(".")):
        return None
    return found


def ago(count: str, unit: str, on: date) -> date | None:
    """“Two days ago”. Weeks are counted in words that are seldom meant to the day, so “two weeks ago” stays open."""
    days = NUMBERS.get(count.casefold(), int(count) if count.isdecimal() else 0)
    if unit.casefold().startswith("week") or not 0 < days <= MOST_AGO:
        return None
    return on - timedelta(days=days)


def nearest_in_month(day: int, on: date) -> date | None:
    """“On the 29th”: of this month when it has been, else of the last one; None where that month has no such day."""
    if day < 1:
        return None
    if day <= on.day:
        return on.replace(day=day)
    last = on.replace(day=1) - timedelta(days=1)
    return last.replace(day=day) if day <= monthrange(last.year, last.month)[1] else None
