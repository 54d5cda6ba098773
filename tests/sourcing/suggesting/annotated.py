"""Stories annotated by hand, and how suggestions are matched with them (the measure of the annotation guide).

A story is a text file: paragraphs, each followed by lines `> first words ... last words | speaker / other forms | kind |
verb` for the statements in it (`*` for the whole paragraph, `-` for no verb; `>?` where both finding and leaving out are
right). A first line `# single-curly` (or another of STYLES) says that { and } stand for quotation marks in the text: such
a story can be read in every style of marks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from articles.sourcing.suggesting import Suggestion, suggest

FOLDER = Path(__file__).parent / "stories"
STORIES = sorted(FOLDER.glob("*.txt"))
HELD_OUT = sorted((FOLDER / "held_out").glob("*.txt"))
# Outer marks, inner marks and the apostrophe of each style.
STYLES = {
    "double-curly": "“”‘’’",
    "double-straight": "\"\"'''",
    "single-curly": "‘’“”’",
    "single-straight": "''\"\"'",
}


@dataclass(frozen=True)
class Expected:
    paragraph: int
    start: int
    end: int
    speakers: tuple[str, ...]
    kind: str
    verb: str | None
    optional: bool = False


def read_story(path: Path, style: str | None = None) -> tuple[list[str], list[Expected]]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    own = lines.pop(0)[2:] if lines[0].startswith("# ") else None
    paragraphs = [line for line in lines if not line.startswith((">", ">?"))]
    expected, at = [], -1
    for line in lines:
        if line.startswith(">"):
            expected.append(_expected(paragraphs, at, line, path))
        else:
            at += 1
    return [_in_style(paragraph, style or own) if own else paragraph for paragraph in paragraphs], expected


def _in_style(paragraph: str, style: str) -> str:
    opening, closing, inner_opening, inner_closing, apostrophe = STYLES[style]
    text = paragraph.replace("'", apostrophe).replace("{", opening).replace("}", closing)
    if style.startswith("double-straight"):
        return re.sub(r'(?<=\w )"(?=[A-Za-z])(.*?)"(?=[\W])', r'"\1"', text)
    return re.sub(r'"([^"]*)"', lambda match: inner_opening + match[1] + inner_closing, text)


def _expected(paragraphs: list[str], at: int, line: str, path: Path) -> Expected:
    optional, line = line.startswith(">?"), line.lstrip(">?")
    span, speakers, kind, verb = (part.strip() for part in line.split(" | "))
    first, _, last = span.partition(" ... ")
    names = tuple(speakers.lstrip("=").split(" / "))
    for paragraph in [at, *range(at)]:
        text = paragraphs[paragraph]
        start = 0 if span == "*" else text.find(first)
        end = text.find(last, start) if start >= 0 else -1
        if start >= 0 and end >= 0:
            end = len(text) if span == "*" else (end + len(last) if last else start + len(first))
            return Expected(paragraph, start, end, names, kind, None if verb == "-" else verb, optional)
    raise AssertionError(f"{path.name}: “{span}” does not stand in the paragraph before it")


Pairs = tuple[list[tuple[Expected, Suggestion | None]], list[Suggestion]]


def compare(path: Path, style: str | None = None) -> Pairs:
    """Pair what is expected of a story with what is suggested; return the pairs and the suggestions left over."""
    paragraphs, expected = read_story(path, style)
    left, hits = suggest(paragraphs), []
    for wanted in (one for one in expected if not one.optional):
        hit = next((found for found in left if matches(found, wanted)), None)
        hit = hit or next((found for found in left if overlaps(found, wanted)), None)
        if hit is not None:
            left.remove(hit)
        hits.append((wanted, hit))
    optional = [one for one in expected if one.optional]
    return hits, [found for found in left if not any(overlaps(found, one) for one in optional)]


@dataclass
class Score:
    """Counts over several stories."""

    hits: list[tuple[Expected, Suggestion | None]]
    extra: list[Suggestion]

    @property
    def right(self) -> list[tuple[Expected, Suggestion]]:
        return [(wanted, hit) for wanted, hit in self.hits if hit is not None and speaks(hit, wanted)]

    @property
    def f1(self) -> float:
        found = sum(hit is not None for _, hit in self.hits) + len(self.extra)
        return 2 * len(self.right) / (found + len(self.hits))

    @property
    def misattributed(self) -> list[tuple[Expected, str]]:
        """Statements given to somebody who did not make them."""
        found = [(wanted, hit) for wanted, hit in self.hits if hit is not None and hit.speaker]
        return [(wanted, str(hit.speaker)) for wanted, hit in found if not speaks(hit, wanted)]


def scored(paths: list[Path], style: str | None = None) -> Score:
    everything = [compare(path, style) for path in paths]
    return Score([pair for hits, _ in everything for pair in hits], [one for _, left in everything for one in left])


def matches(found: Suggestion, expected: Expected) -> bool:
    """Same place (intersection over union at least one half) and same speaker."""
    return overlaps(found, expected) and speaks(found, expected)


def overlaps(found: Suggestion, expected: Expected) -> bool:
    shared = min(found.end, expected.end) - max(found.start, expected.start)
    whole = max(found.end, expected.end) - min(found.start, expected.start)
    return found.paragraph == expected.paragraph and shared * 2 >= whole


def speaks(found: Suggestion, expected: Expected) -> bool:
    return found.speaker is not None and plain(found.speaker) in {plain(name) for name in expected.speakers}


def plain(name: str) -> str:
    return re.sub(r"^(?:the|an?) ", "", name.lower().replace("’", "'"))
