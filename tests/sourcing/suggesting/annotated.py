"""Stories annotated by hand, and how suggestions are matched with them (the measure of the annotation guide).

A story is a text file: paragraphs, each followed by lines `> first words ... last words | speaker / other forms | kind |
verb` for the statements in it (`-` for no verb).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from articles.sourcing.suggesting import Suggestion

STORIES = sorted((Path(__file__).parent / "stories").glob("*.txt"))


@dataclass(frozen=True)
class Expected:
    paragraph: int
    start: int
    end: int
    speakers: tuple[str, ...]
    kind: str
    verb: str | None


def read_story(path: Path) -> tuple[list[str], list[Expected]]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    paragraphs = [line for line in lines if not line.startswith("> ")]
    expected, at = [], -1
    for line in lines:
        if line.startswith("> "):
            expected.append(_expected(paragraphs, at, line[2:], path))
        else:
            at += 1
    return paragraphs, expected


def _expected(paragraphs: list[str], at: int, line: str, path: Path) -> Expected:
    span, speakers, kind, verb = (part.strip() for part in line.split(" | "))
    first, _, last = span.partition(" ... ")
    for paragraph in [at, *range(at)]:
        start = paragraphs[paragraph].find(first)
        end = paragraphs[paragraph].find(last, start) if start >= 0 else -1
        if start >= 0 and end >= 0:
            end = end + len(last) if last else start + len(first)
            return Expected(paragraph, start, end, tuple(speakers.split(" / ")), kind, None if verb == "-" else verb)
    raise AssertionError(f"{path.name}: “{span}” does not stand in the paragraph before it")


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
    return re.sub(r"^(?:the|an?) ", "", name.lower())
