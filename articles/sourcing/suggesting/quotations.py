"""Quotation marks: which marks open and close a quotation, in every style and with marks missing."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

# Each opening mark with the marks that may close it. A closing mark of another style is a common slip.
PAIRS = {"“": '”"“', "„": '“”"', "«": "»", "»": "«", "‟": "”", '"': '"”', "‘": "’'", "'": "'’", "‚": "‘’'", "‹": "›"}
DOUBLE = frozenset('“”„‟"«»')
SINGLE = frozenset("‘’'‚‹›")
OPENERS_BEFORE = frozenset(" \t\n\u00a0\u202f([{-–—/“„\"«‘'…:")
CLOSERS_AFTER = frozenset(" \t\n\u00a0\u202f)]}-–—/.,;:!?…”\"»’'[(")
# Words that begin with an apostrophe of their own.
ELISIONS = re.compile(r"(?:\d0s|\d\ds?|em|n|til|tis|twas|cause|bout|round|cos|n'|ere)\b", re.IGNORECASE)
# An attribution inside text whose closing mark was forgotten: `"We are leaving, he said.`
DOUBLED = re.compile(r"(?:(?<=\s)|^)()(?:''|‘‘)(?=\w)|(?:''|’’)")
LOST_CLOSE = re.compile(r",(?= (?:he|she|they|it|(?:[A-Z][\w'’.-]+ ){1,4})\s?(?:said|says|added|told|asked)\b)")


@dataclass(slots=True, frozen=True)
class Quotation:
    """One pair of marks: `start` and `end` include the marks, `inner` is what stands between them.

    `closed` is False when the paragraph ends before the quotation does (it may go on in the next one).
    """

    start: int
    end: int
    inner: str
    closed: bool = True


def find_quotations(text: str) -> list[Quotation]:
    """Return the outermost quotations of a paragraph, left to right. Linear in the length of the text."""
    text = _even_marks(text)
    closers = _closing_positions(text)
    found: list[Quotation] = []
    position = 0
    while position < len(text):
        if text[position] in PAIRS and _opens(text, position, after=found[-1].end if found else 0):
            quotation = _quotation_at(text, position, closers)
            if quotation is not None:
                found.append(quotation)
                position = quotation.end
                continue
        position += 1
    return found


def _even_marks(text: str) -> str:
    """Write marks made of two characters (`` and two apostrophes) as one double mark and a space."""
    text = text.replace("``", " “")
    return DOUBLED.sub(lambda match: " “" if match[1] is not None else "” ", text)


def _opens(text: str, position: int, after: int) -> bool:
    mark = text[position]
    before = text[position - 1] if position else " "
    behind = text[position + 1] if position + 1 < len(text) else " "
    if mark in "“„«‟‘‚‹":
        return not (mark == "‘" and (before.isalnum() or ELISIONS.match(text, position + 1) is not None))
    if mark == "»":
        return not behind.isspace() and before in OPENERS_BEFORE
    if mark == '"':
        return _straight_double_opens(text, position, before, behind)
    if behind.isspace() or not (before in OPENERS_BEFORE or position == after):
        return False
    return ELISIONS.match(text, position + 1) is None


def _straight_double_opens(text: str, position: int, before: str, behind: str) -> bool:
    """A straight mark opens when it touches the next word; one set wrongly opens when a closing one follows it."""
    if not behind.isspace():
        return before in OPENERS_BEFORE or not (before.isalnum() or before in ",.!?") or behind.isalnum()
    following = text.find('"', position + 1)
    if following < 0 or before.isspace():
        return following >= 0
    next_behind = text[following + 1] if following + 1 < len(text) else " "
    return not text[following - 1].isspace() and next_behind in CLOSERS_AFTER


def _closing_positions(text: str) -> dict[str, list[int]]:
    """Where each kind of mark may close: doubles anywhere they stand, singles where they are no apostrophe."""
    positions: dict[str, list[int]] = {}
    for match in re.finditer("[”\"“»«’'‘›]", text):
        at, mark = match.start(), match[0]
        if mark in SINGLE and not _single_may_close(text, at):
            continue
        positions.setdefault(mark, []).append(at)
        if mark in "'’":
            positions.setdefault("single", []).append(at)
    return positions


def _single_may_close(text: str, at: int) -> bool:
    before = text[at - 1] if at else " "
    behind = text[at + 1] if at + 1 < len(text) else " "
    return not before.isspace() and behind in CLOSERS_AFTER


def _quotation_at(text: str, start: int, closers: dict[str, list[int]]) -> Quotation | None:
    mark = text[start]
    end = _single_close(text, start, closers) if mark in SINGLE else _double_close(text, start, closers)
    if end is not None:
        return Quotation(start, end + 1, text[start + 1 : end]) if end > start + 1 else None
    if mark in SINGLE and mark != "‘":
        return None
    lost = LOST_CLOSE.search(text, start, start + 600)
    if lost:
        return Quotation(start, lost.end(), text[start + 1 : lost.end()])
    if start > 0 and not re.search(r"[,:.!?]\s*$", text[max(0, start - 4) : start]):
        return None
    return Quotation(start, len(text), text[start + 1 :], closed=False)


def _double_close(text: str, start: int, closers: dict[str, list[int]]) -> int | None:
    candidates = [_next(closers.get(mark, ()), start) for mark in PAIRS[text[start]]]
    places = [place for place in candidates if place is not None]
    if text[start] == "“":
        opening = _next(closers.get("“", ()), start)
        proper = _next(closers.get("”", ()), start)
        if proper is not None and (opening is None or opening > proper):
            return proper
        places = [place for place in places if text[place] != "“" or not _touches_next_word(text, place)]
    return min(places, default=None)


def _touches_next_word(text: str, at: int) -> bool:
    return at + 1 < len(text) and text[at + 1].isalnum()


def _single_close(text: str, start: int, closers: dict[str, list[int]]) -> int | None:
    """The first closing mark that is no plural possessive (`the residents' group`) inside a longer quotation."""
    marks = closers.get("single", ())
    fallback = None
    first = _next_index(marks, start + 1)
    for place in marks[first : first + 12]:
        if fallback is not None and re.search(r"[\s(][‘'“\"](?=\w)", text[fallback:place]):
            return fallback
        if not _looks_possessive(text, place):
            return place
        if fallback is None:
            fallback = place
    return fallback


def _looks_possessive(text: str, at: int) -> bool:
    return text[at - 1] in "sz" and re.match(r"['’] [a-z]", text[at : at + 3]) is not None


def _next(places: Sequence[int], start: int) -> int | None:
    index = _next_index(places, start + 1)
    return places[index] if index < len(places) else None


def _next_index(places: Sequence[int], start: int) -> int:
    return bisect_left(places, start)
