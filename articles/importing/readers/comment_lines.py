"""What each line of a comment section is: header, author line, date, button, form; by whole lines only.

A line counts as template only when all of it is template, so that a paragraph that begins "No comments were
available ..." stays a paragraph.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from articles.importing.readers import words as table
from articles.importing.readers.dates import FoundDate, find_date, is_time, rest_of_date_line
from articles.importing.readers.lines import fold
from articles.importing.readers.remembered import remembered
from articles.importing.readers.shape import ends_sentence, words

NUMBER = r"(?P<n>\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten)"
NUMBERS = {
    name: value for value, name in enumerate("one two three four five six seven eight nine ten".split(), start=1)
}


def _header_pattern() -> re.Pattern[str]:
    forms = []
    for form in sorted(table.COMMENT_HEADERS, key=len, reverse=True):
        pattern = re.escape(form).replace(
            r"\{n\}", r"(?:\(?\d[\d.,]*\)?|one|two|three|four|five|six|seven|eight|nine|ten)"
        )
        pattern = pattern.replace(r"\ to\ \{t\}", r"(?:\ to\ .{1,160})?").replace(r"\{t\}", r".{1,160}")
        forms.append(pattern)
    return re.compile(rf"^(?:{'|'.join(forms)})(?:\s*\(rss\))?$", re.IGNORECASE)


HEADER = _header_pattern()
FIRST_NUMBER = re.compile(rf"(?<!\w){NUMBER}(?!\w)", re.IGNORECASE)


def _ending(verbs: tuple[str, ...], tail: str) -> re.Pattern[str]:
    choices = "|".join(sorted((re.escape(verb) for verb in verbs), key=len, reverse=True))
    return re.compile(rf"^(?P<who>.*?)(?:^|\s+)(?:{choices})\s*{tail}$", re.IGNORECASE)


SAID = _ending(table.SAID, r"(?:\.\.\.|…)")
SAYS = _ending(table.SAYS, r":")
_POSTED = "|".join(sorted((re.escape(form) for form in table.POSTED_BY), key=len, reverse=True))
POSTED = re.compile(rf"^[-–—\s]*(?:{_POSTED})\s*:?\s*(?P<who>.*)$", re.IGNORECASE)
OPENING_TIME = re.compile(r"^(?:at|on|el|le|am|à|em|om|в)\s+(?=\D{0,12}\d)", re.IGNORECASE)
BUTTON_BAR = re.compile(
    r"^(?:reply|share|delete|edit|quote|report|like|flag|permalink|link|up|down|•|·|\||›|→|↓|↑|\d+|\s)+$", re.IGNORECASE
)
NUMBERED = re.compile(r"^(?:#?\d{1,4}[.)]?\s+|#\d+\s*)(?=\S)")


@dataclass(frozen=True, slots=True)
class AuthorLine:
    """Who wrote a comment, as a line says; `follows` when such a line stands after the comment's text."""

    author: str
    date_raw: str | None
    date: datetime | None
    follows: bool = False


@remembered
def is_comment_header(text: str) -> bool:
    """Whether the whole line is a header: "3 comments:", "No comments:", "2 Responses to “Title”"."""
    if len(text) > 300:
        return False
    key = fold(text)
    if words(text) > 30 or (
        ends_sentence(text) and not text.rstrip().endswith(("…", "...", "yet.", "closed.", "”", "?"))
    ):
        return False
    bare = key.replace("(", "").replace(")", "")
    return bool(HEADER.match(bare) or (bare != key and HEADER.match(key)))


def declared_count(text: str) -> int | None:
    """How many comments a header announces; 0 for "No comments", None when it does not say."""
    key = fold(text)
    if key.startswith(table.ZERO_HEADERS):
        return 0
    number = FIRST_NUMBER.search(key)
    if number:
        name = number.group("n").lower()
        return NUMBERS.get(name) or int(re.sub(r"\D", "", name) or 0)
    return 1 if key.startswith(table.ONE_HEADERS) else None


@remembered
def is_form_line(text: str) -> bool:
    """A button, a field label or a notice of the comment form."""
    if len(text) > 300:
        return False
    key = fold(text).replace("*", "").strip()
    plain = re.sub(r"\s*\*.*$", "", text.lower()).strip(" .:")
    return (
        key in table.COMMENT_FORM_LINES
        or plain in table.COMMENT_FORM_LINES
        or key.startswith(("your email address will not be published", "you must be logged in", "save my name", "notify me of",
                           "subscribe to: post comments", "subscribe to post comments", "leave a reply", "logged in as", "fill in your details"))
        or bool(BUTTON_BAR.match(key) and re.search(r"reply|share|delete|edit|quote|report|like|flag|permalink", key))
    )  # fmt: skip


def clean_author(who: str) -> str:
    """The name without the avatar's text before it: "Anonymous Anonymous" -> "Anonymous", "Blogger Ann" -> "Ann"."""
    name = NUMBERED.sub("", who).strip(" :|,-–—•·@")
    tokens = name.split()
    half = len(tokens) // 2
    if tokens and len(tokens) % 2 == 0 and tokens[:half] == tokens[half:]:
        return " ".join(tokens[:half])
    if len(tokens) > 1 and tokens[0].lower() in table.AVATARS:
        return " ".join(tokens[1:])
    return name


@remembered
def read_author_line(text: str) -> AuthorLine | None:
    """Any family's author line, else None."""
    if len(text) > 250 or words(text) > 24:
        return None
    return _blogger_old(text) or _wordpress(text) or _posted_by(text) or _run_together(text)


def _blogger_old(text: str) -> AuthorLine | None:
    match = SAID.match(text)
    if not match or words(match["who"]) > 12 or has_sentence(match["who"]):
        return None
    who, when = match["who"], None
    if OPENING_TIME.match(who):
        who, when = _time_apart(who)
    return AuthorLine(clean_author(who), when, moment_of(when))


def _time_apart(who: str) -> tuple[str, str | None]:
    """The name and the time of "At 3:57 PM, June 27, 2016, Ann"."""
    text = OPENING_TIME.sub("", who)
    found = find_date(text, day_first=False)
    clock = re.match(r"^\d{1,2}:\d\d(?::\d\d)?(?:\s*[ap]\.?m\.?)?", text, re.IGNORECASE)
    end = max(found.end if found else 0, clock.end() if clock else 0)
    return (text[end:].strip(" ,"), text[:end]) if end else (who, None)


def has_sentence(text: str) -> bool:
    """A name has no sentence in it: no comma list, no quotation marks, no full stop before a space save initials."""
    return bool(re.search(r"[\"“”!?;]|\b\w{3,}\.\s", text)) and not re.match(r"^(?:Prof|Mrs|Rev|Gen|Sen)\.\s", text)


def _wordpress(text: str) -> AuthorLine | None:
    """Read "Ann says:" and "Ann on May 5, 2010 at 3:04 pm said:"."""
    match = SAYS.match(text)
    if not match or words(match["who"]) > 16 or not match["who"].strip():
        return None
    who = match["who"]
    found = find_date(who)
    if found:
        name = re.sub(
            r"\s*(?:\bon\b|\bam\b|\ble\b|\bel\b|\bem\b|\bop\b|,|\(|-|–|—|\|)\s*$",
            "",
            who[: found.start].strip(),
            flags=re.IGNORECASE,
        )
        return (
            AuthorLine(clean_author(name), _when(who, found), found.moment or midnight(found))
            if words(name) <= 6
            else None
        )
    return None if words(who) > 6 or has_sentence(who) else AuthorLine(clean_author(who), None, None)


def _when(text: str, found: FoundDate) -> str:
    return text[found.start :].strip(" |,()-–—#")


def _posted_by(text: str) -> AuthorLine | None:
    """Read "Posted by: Ann | May 9, 2009 at 08:31 AM", "Comment by Ann — May 9, 2009 @ 8:31 am"."""
    match = POSTED.match(text)
    if not match:
        return None
    who = match["who"].strip()
    found = find_date(who)
    if not found:
        clock = re.search(r"\s(?:@|at)\s+\d{1,2}:\d\d.*$", who)
        name = who[: clock.start()] if clock else who.split("|")[0]
        if words(name) > 6 or (ends_sentence(name) and words(name) > 3):
            return None
        return AuthorLine(clean_author(name), clock.group().strip(" @") if clock else None, None, follows=True)
    name = re.sub(
        r"\s*(?:\b(?:on|at|le|am|el|em|op|il)\b|@|\||—|–|-|,|\(|:)\s*$",
        "",
        who[: found.start].rstrip(),
        flags=re.IGNORECASE,
    )
    name = re.sub(
        r"[,\s]+(?:" + "|".join(sorted(WEEKDAY_NAMES, key=len, reverse=True)) + r")$", "", name, flags=re.IGNORECASE
    )
    name = re.sub(r"\s+(?:on|at|\|)$", "", name)
    return (
        AuthorLine(clean_author(name), _when(who, found), found.moment or midnight(found), follows=True)
        if words(name) <= 7
        else None
    )


WEEKDAY_NAMES = [re.escape(day) for day in table.WEEKDAYS]


def _run_together(text: str) -> AuthorLine | None:
    """Read "Hemi8 May 2015 at 12:40", "Ann May 5, 2010 at 3:04 pm #", "Ann • 3 years ago": a name, then date and time."""
    plain = text.rstrip(" #¶").strip()
    ago = re.match(r"^(?P<who>[^•·|]{1,60}?)\s*[•·|]\s*(?P<when>.*\bago|.*назад|il y a .*|vor .*|hace .*)$", plain)
    if ago:
        return AuthorLine(clean_author(ago["who"]), ago["when"].strip(), None)
    found = find_date(plain)
    if not found or not found.moment:
        return None
    who, after = plain[: found.start].strip(), plain[found.end :]
    if not who or words(who) > 6 or has_sentence(who) or (ends_sentence(plain) and not re.search(r"[ap]\.m\.$", plain)):
        return None
    if _other_words(after):
        return None
    who = re.sub(r"\s*(?:\bon\b|\bat\b|@|,|\(|\||-|–|—|•|·)\s*$", "", who, flags=re.IGNORECASE)
    if (
        not clean_author(who)
        or rest_of_date_line(who + " 1 May 2000", FoundDate(len(who) + 1, len(who) + 11, found.day, None)) == ""
    ):
        return None
    return AuthorLine(clean_author(who), _when(plain, found), found.moment)


def _other_words(after: str) -> bool:
    placeholder = FoundDate(0, 0, datetime(2000, 1, 1).date(), None)  # noqa: DTZ001 - only its empty span is used
    return bool(re.sub(r"\bpermalink\b", "", rest_of_date_line(after, placeholder), flags=re.IGNORECASE).strip())


def read_date_only(text: str) -> tuple[str, datetime | None] | None:
    """The text and moment of a line that is only a date and time (or only a time, or "3 days ago")."""
    if words(text) > 14:
        return None
    plain = text.strip(" #|•·-–—")
    if is_time(plain):
        return plain, None
    found = find_date(plain)
    if not found:
        found_us = find_date(plain, day_first=False) if re.search(r"[ap]\.?m", plain, re.IGNORECASE) else None
        if not found_us:
            return None
        found = found_us
    rest = re.sub(r"\b(?:permalink|edit|link|said|says)\b", "", rest_of_date_line(plain, found), flags=re.IGNORECASE)
    return None if rest.strip() else (plain, found.moment or midnight(found))


def moment_of(text: str | None) -> datetime | None:
    found = find_date(text, day_first=False) if text else None
    return (found.moment or midnight(found)) if found else None


def midnight(found: FoundDate) -> datetime:
    return datetime(found.day.year, found.day.month, found.day.day)  # noqa: DTZ001 - the page gives no zone
