"""Short hands of the engine's tests."""

from __future__ import annotations

from articles.sourcing.suggesting import Suggestion, suggest


def who_said(*paragraphs: str) -> list[tuple[str | None, str, str | None]]:
    """Speaker, kind and verb of each suggestion."""
    return [(found.speaker, found.kind, found.verb) for found in suggest(list(paragraphs))]


def speakers(*paragraphs: str) -> list[str | None]:
    return [found.speaker for found in suggest(list(paragraphs))]


def only(*paragraphs: str) -> Suggestion:
    (found,) = suggest(list(paragraphs))
    return found


def printed(paragraph: str) -> list[str]:
    """The stretches of one paragraph that are suggested."""
    return [paragraph[found.start : found.end] for found in suggest([paragraph])]
