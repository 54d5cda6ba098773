"""A headline in lines that fit: as large as it may be, cut with an ellipsis only when the smallest size is too large."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from articles.syndication.share.fonts import loaded

SIZES = (84, 76, 68, 60, 54, 48, 42, 38)  # pixels
LEADING = 1.18  # of the size, from line to line
LEADING_OF_ARABIC = 1.5  # letters with marks above and below


@dataclass(frozen=True)
class Set:
    """Lines of a size, each `leading` pixels below the one before."""

    lines: tuple[str, ...]
    size: int
    leading: int

    @property
    def height(self) -> int:
        return self.leading * len(self.lines)


def set_in(text: str, file: str, *, width: int, height: int, direction: str) -> Set:
    """`text` within `width` × `height` pixels, balanced over its lines."""
    factor = LEADING_OF_ARABIC if direction == "rtl" else LEADING
    smallest = Set((), SIZES[-1], round(SIZES[-1] * factor))
    for size in SIZES:
        leading = round(size * factor)
        measure = measure_of(file, size)
        lines = broken(text, measure, width)
        smallest = Set(tuple(lines), size, leading)
        if smallest.height <= height:
            return Set(tuple(balanced(text, lines, measure, width)), size, leading)
    kept = smallest.lines[: max(1, height // smallest.leading)]
    return Set(
        (*kept[:-1], shortened(kept[-1], measure_of(file, smallest.size), width)), smallest.size, smallest.leading
    )


def measure_of(file: str, size: int) -> Callable[[str], float]:
    return loaded(file, size).getlength


def broken(text: str, measure: Callable[[str], float], width: float) -> list[str]:
    """Lines of whole words; a word that is longer than a line is broken where it has to be."""
    lines: list[str] = []
    line = ""
    for piece in (piece for word in text.split() for piece in pieces(word, measure, width)):
        longer = f"{line} {piece}".strip()
        if line and measure(longer) > width:
            lines.append(line)
            line = piece
        else:
            line = longer
    return [*lines, line] if line else lines


def pieces(word: str, measure: Callable[[str], float], width: float) -> Iterator[str]:
    """The word itself, or parts of it that each fit a line."""
    rest = word
    while len(rest) > 1 and measure(rest) > width:
        cut = next((at for at in range(len(rest) - 1, 0, -1) if measure(rest[:at]) <= width), 1)
        yield rest[:cut]
        rest = rest[cut:]
    yield rest


def balanced(text: str, lines: list[str], measure: Callable[[str], float], width: float) -> list[str]:
    """As many lines, in the narrowest column that takes them: no last line with a word alone."""
    low, high = width / 2, float(width)
    best = lines
    for _step in range(6):
        middle = (low + high) / 2
        tried = broken(text, measure, middle)
        if len(tried) <= len(lines) and all(measure(line) <= width for line in tried):
            best, high = tried, middle
        else:
            low = middle
    return best


def shortened(line: str, measure: Callable[[str], float], width: float) -> str:
    while line and measure(f"{line}…") > width:
        line = line[:-1]
    return f"{line.rstrip()}…"
