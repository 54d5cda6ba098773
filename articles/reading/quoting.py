"""The quoted words inside a statement: where they are, and `<q>` around them.

The printed text keeps the quotation marks it was written with, so the style sheet gives these elements none of its own:
a reader who copies the words gets the marks as well, and a page without a style shows what was printed.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto

OPENING, CLOSING = frozenset("“\"«„‘'‹»"), frozenset("”\"»“’'›«")
PAIR = re.compile(r"“[^“”]+”|«[^«»]+»|„[^„“”]+[“”]|\"[^\"]+\"")
SPACE = re.compile(r"\s")
BEGIN, END = '<q class="printed">', "</q>"


class Part(Enum):
    WORDS = auto()
    OPENS = auto()
    CLOSES = auto()
    WHOLE = auto()  # markup that is complete in itself, or none


@dataclass(frozen=True, slots=True)
class Piece:
    part: Part
    raw: str


def ranges_of(text: str, quotes: Iterable[str]) -> list[tuple[int, int]]:
    """Where `quotes` stand in `text`, with their quotation marks; in order, none inside another.

    Of a quotation over several paragraphs each line is looked for by itself. The same words without a mark are no quote.
    """
    plain, found = SPACE.sub(" ", text), []
    lines = {SPACE.sub(" ", line).strip() for quote in quotes for line in quote.split("\n")} - {""}
    for line in lines:
        start = plain.find(line)
        while start >= 0:
            end = start + len(line)
            marked = with_marks(plain, start, end)
            if marked != (start, end):  # else the same words, not quoted here
                found.append(marked)
            start = plain.find(line, end)
    return apart(found)


def pairs_in(text: str) -> list[tuple[int, int]]:
    """What stands between quotation marks."""
    return [match.span() for match in PAIR.finditer(text)]


def with_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """The range with the quotation marks beside it, and the narrow space that French puts inside of them."""
    for before in (start - 1, start - 2):
        if before >= 0 and text[before] in OPENING and not text[before + 1 : start].strip():
            start = before
            break
    for after in (end, end + 1):
        if after < len(text) and text[after] in CLOSING and not text[end:after].strip():
            return start, after + 1
    return start, end


def apart(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest of those that overlap, in order."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(ranges, key=lambda found: (found[0], -found[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def with_quotes(pieces: list[Piece], quotes: Iterable[str], *, look: bool = False) -> list[Piece]:
    """`pieces`, balanced markup, with `<q>` around each of `quotes`; those that would cut an element in two are left.

    With `look`, and no quotes listed, what stands between quotation marks counts. A writer's own `<q>` is respected.
    """
    if any(piece.part is Part.OPENS and piece.raw.startswith("<q") for piece in pieces):
        return pieces
    text = "".join(html.unescape(piece.raw) for piece in pieces if piece.part is Part.WORDS)
    listed = list(quotes)
    found = ranges_of(text, listed) if listed or not look else pairs_in(text)
    owners = owners_of(pieces)
    whole = [(start, end) for start, end in found if owners[start] == owners[end - 1]]
    return inserted(pieces, whole) if whole else pieces


def owners_of(pieces: Iterable[Piece]) -> list[int]:
    """For each letter a number of the element that it stands in directly."""
    owners: list[int] = []
    open_, newest = [0], 0
    for piece in pieces:
        if piece.part is Part.OPENS:
            newest += 1
            open_.append(newest)
        elif piece.part is Part.CLOSES:
            open_.pop()
        elif piece.part is Part.WORDS:
            owners += [open_[-1]] * len(html.unescape(piece.raw))
    return owners


def inserted(pieces: list[Piece], ranges: list[tuple[int, int]]) -> list[Piece]:
    """`pieces` with the elements written at the borders of `ranges`, which lie within one element each."""
    starts, ends = {start for start, _end in ranges}, {end for _start, end in ranges}
    made: list[Piece] = []
    place = 0
    for piece in pieces:
        if piece.part is not Part.WORDS:
            made.append(piece)
            continue
        for raw in letters_of(piece.raw):
            if place in starts:
                made.append(Piece(Part.WHOLE, BEGIN))
            made.append(Piece(Part.WORDS, raw))
            place += len(html.unescape(raw))
            if place in ends:
                made.append(Piece(Part.WHOLE, END))
    return made


def letters_of(raw: str) -> list[str]:
    """The letters of a run of text; a character reference, which is a run of its own, counts as one."""
    return [raw] if raw.startswith("&") else list(raw)
