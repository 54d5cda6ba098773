"""From decoded text to blocks: the lines with text, wrapped lines joined, lost line breaks found again."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from articles.importing.document import Line
from articles.importing.readers.dates import find_date
from articles.importing.readers.remembered import remembered
from articles.importing.readers.shape import ends_sentence, is_blank, is_bullet

EDGES = " \t\u00a0\u202f\u3000\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u00ad"
WIDEST_WRAP = 110
SPACES = re.compile(r"[ \t\u3000]+")


@dataclass(frozen=True, slots=True)
class Block:
    """One unit of the page: its text on one line, the numbers of the lines it came from, blank lines before it."""

    text: str
    numbers: tuple[int, ...]
    gap: int = 0

    @property
    def key(self) -> str:
        """Folded for looking up in tables: lower case, straight quotes, no arrows or final punctuation."""
        return fold(self.text)


@remembered
def fold(text: str) -> str:
    plain = text.lower().replace("’", "'").replace("‘", "'")
    return SPACES.sub(" ", plain).strip(" .:…!«»<>‹›→←↑↓|·•*#-–—\u200e\u200f\u00a0[]()")


def text_lines(text: str) -> list[Line]:
    """The lines that have text, stripped of white space and invisible marks at both ends."""
    return [
        Line(number, line.strip(EDGES)) for number, line in enumerate(text.split("\n"), start=1) if not is_blank(line)
    ]


def blocks_of(lines: Sequence[Line]) -> tuple[list[Block], bool]:
    """The blocks of a page, and whether hard-wrapped lines were joined."""
    wrap = wrap_width(lines)
    blocks: list[Block] = []
    parts: list[Line] = []
    previous = 0
    gap = 0
    for line in lines:
        between = line.number - previous - 1
        if parts and (between or not wrap or not _runs_on(parts[-1].text, line.text, wrap)):
            blocks.append(_joined(parts, gap))
            parts, gap = [], between
        elif not parts:
            gap = between
        parts.append(line)
        previous = line.number
    if parts:
        blocks.append(_joined(parts, gap))
    return blocks, bool(wrap)


def wrap_width(lines: Sequence[Line]) -> int:
    """The width at which the text was wrapped by hand or by a mail program; 0 when it was not.

    Evidence: nearly all lines are short, and line after line breaks in mid-sentence exactly where the next
    word would not have fitted.
    """
    if len(lines) < 4:
        return 0
    lengths = sorted(len(line.text) for line in lines)
    short = [length for length in lengths if length <= WIDEST_WRAP]
    if len(short) < 0.85 * len(lengths) or short[-1] < 38:
        return 0
    width = short[max(0, int(len(short) * 0.98) - 1)]
    neighbours = [(one.text, two.text) for one, two in itertools.pairwise(lines) if two.number == one.number + 1]
    full = [one for one, two in neighbours if _is_full(one, two, width) and len(one) <= WIDEST_WRAP]
    open_ended = sum(not ends_sentence(one) for one in full)
    if len(full) >= 3 and open_ended >= 3 and open_ended >= 0.6 * len(full) and len(full) >= 0.35 * len(neighbours):
        return width
    return 0


def _is_full(line: str, following: str, width: int) -> bool:
    first_word = following.split(None, 1)[0]
    slack = 1.0 if ends_sentence(line) else 0.94
    return len(line) + 1 + len(first_word) > slack * width


def _runs_on(line: str, following: str, width: int) -> bool:
    if is_bullet(following) and (ends_sentence(line) or line[-1] in ":;," or is_bullet(line)):
        return False
    if following[:1].islower() and not ends_sentence(line) and len(line) > 0.8 * width:
        return True
    return _is_full(line, following, width)


def _joined(parts: list[Line], gap: int) -> Block:
    text = parts[0].text
    for part in parts[1:]:
        hyphenated = text.endswith("-") and text[-2:-1].isalpha() and part.text[:1].islower()
        text += part.text if hyphenated else " " + part.text
    return Block(SPACES.sub(" ", text), tuple(part.number for part in parts), gap)


def split_lost_breaks(lines: Sequence[Line]) -> list[Block] | None:
    """Blocks of a page whose line breaks were lost (one or two long lines with runs of spaces), else None."""
    if len(lines) > 2 or max(len(line.text) for line in lines) < 200:
        return None
    blocks = [
        Block(SPACES.sub(" ", part), (line.number,))
        for line in lines
        for piece in _pieces(line.text)
        for part in _date_apart(piece)
    ]
    return blocks if len(blocks) > len(lines) else None


def _date_apart(piece: str) -> list[str]:
    """A date that ran into the text after it, parted from it."""
    found = find_date(piece[:60])
    if (
        not found
        or found.start > 12
        or len(piece) < found.end + 80
        or SPACES.sub(" ", piece[: found.start]).count(" ") > 1
    ):
        return [piece]
    return [piece[: found.end].strip(), piece[found.end :].lstrip(" ,-–—" + EDGES)]


def _pieces(text: str) -> list[str]:
    coarse = [piece for piece in re.split(r"[ \t\u3000]{5,}", text) if piece.strip(EDGES)]
    return [fine.strip(EDGES) for piece in coarse for fine in _fine_pieces(piece) if fine.strip(EDGES)]


def _fine_pieces(text: str) -> list[str]:
    """Split at double spaces where they part blocks; where each sentence is followed by two, they do not.

    Where the punctuation was lost with the line breaks (a run of spaces stands for each sign), only runs
    of four and more part blocks.
    """
    if len(text) < 300 and len(re.findall(r" {2,}", text)) < 2:
        return [text]
    stops = len(re.findall(r"[.!?…؟]", text))
    if stops * 400 < len(text):
        return re.split(r" {4,}", text)
    typewriter = len(re.findall(r"[.!?][\"'”’)]* {2,}\S", text))
    single = len(re.findall(r"[a-z][.!?][\"'”’)]* [A-Z]", text))
    pieces = re.split(r" {2,}", text)
    unfinished = sum(not ends_sentence(piece) for piece in pieces[:-1])
    if typewriter >= 4 and typewriter > 4 * single and not unfinished:
        return re.split(r" {3,}", text)
    return pieces
