"""Noun phrases rightwards: where the phrase that begins behind a cue ends."""

from __future__ import annotations

from articles.sourcing.suggesting import lexicon as words
from articles.sourcing.suggesting.cues import CUES
from articles.sourcing.suggesting.shapes import (
    can_head,
    capital_of_name,
    is_group,
    is_role,
    is_verb_like,
)
from articles.sourcing.suggesting.words import Token

STANDING_ALONE = frozenset("one another others some many both several most".split())
MOST_WORDS = 32  # a phrase longer than this is no source


def phrase_end(row: list[Token], first: int, stop: int | None = None) -> int:
    """Return the index behind the noun phrase that begins with `row[first]` (equal to `first` if there is none)."""
    limit = min(len(row) if stop is None else stop, first + MOST_WORDS)
    if first < limit and row[first].lower in words.PERSON_PRONOUNS:
        return first + 1
    at = first
    while at < limit:
        width = _width_right(row, at, first, limit)
        if not width:
            break
        at += width
    while at > first + (row[first].lower in STANDING_ALONE) and (
        row[at - 1].lower in words.PREPOSITIONS | words.DETERMINERS or row[at - 1].lower == "and"
    ):
        at -= 1
    return at


def _width_right(row: list[Token], at: int, first: int, limit: int) -> int:
    """How many tokens from `at` still belong to the phrase that began at `first`."""
    token = row[at]
    previous = row[at - 1] if at > first else None
    behind = row[at + 1] if at + 1 < limit else None
    if token.kind == "point":
        return _point_right(row, at, limit) if previous is not None else 0
    if token.kind == "quote":
        return int(previous is not None and behind is not None and previous.is_capitalised and behind.is_capitalised)
    if token.kind in ("possessive", "number"):
        return 1
    if token.lower in words.PREPOSITIONS:
        return _preposition_right(row, at, first, behind)
    if token.lower in words.DETERMINERS or token.lower == "and":
        return int(_joins_right(token.lower, previous, behind))
    return int(_noun_right(row, at, first, limit))


def _joins_right(low: str, previous: Token | None, behind: Token | None) -> bool:
    if low in words.DETERMINERS:
        return previous is None or previous.lower in words.PREPOSITIONS | words.DETERMINERS | {"and"}
    if previous is None or behind is None or not previous.is_capitalised:
        return False
    return behind.is_capitalised or behind.lower in words.DETERMINERS


def _noun_right(row: list[Token], at: int, first: int, limit: int) -> bool:
    token, low = row[at], row[at].lower
    previous = row[at - 1] if at > first else None
    if low.endswith("ing") and previous is not None and row[first].lower in words.ARTICLES and low in CUES:
        behind = row[at + 1] if at + 1 < limit else None
        return behind is None or behind.kind == "point" or behind.lower in words.PREPOSITIONS or behind.lower == "made"
    if low in ("first", "second") and previous is not None and previous.lower in words.DETERMINERS:
        return True
    if low in words.CONJUNCTIONS or low in words.PRONOUNS or low in words.ADVERBS or is_verb_like(token):
        return False
    timeless = low not in words.TIME_WORDS
    if low in words.PARTICLES and previous is not None and at + 1 < limit and not token.is_capitalised:
        following = row[at + 1]
        return following.is_capitalised or (
            following.lower in words.PARTICLES and row[min(at + 2, limit - 1)].is_capitalised
        )
    named = previous is not None and previous.is_capitalised and previous.lower not in words.DETERMINERS
    if token.is_capitalised or not named:
        return timeless or capital_of_name(row, at, first)
    owned = any(t.kind == "possessive" for t in row[first:at]) and at + 1 < limit and row[at + 1].text == ","
    return timeless and not low.endswith("ing") and (owned or _noun_ahead(row, at, limit))


def _point_right(row: list[Token], at: int, limit: int) -> int:
    if row[at].text in "([":
        for ahead in range(at + 1, min(limit, at + 8)):
            if row[ahead].text in ")]":
                return ahead + 1 - at
    return int(row[at].text == "&" or (row[at].text == "-" and row[at - 1].end == row[at].start))


def _preposition_right(row: list[Token], at: int, first: int, behind: Token | None) -> int:
    if behind is None or at == first or behind.lower in words.TIME_WORDS or behind.kind not in ("word", "number"):
        return 0
    low, previous = row[at].lower, row[at - 1]
    if low in words.PARTICLES and previous.is_capitalised and behind.is_capitalised:
        return 1
    if low == "of" and behind.lower.endswith("ing") and not behind.is_capitalised:
        return 0  # accused by opponents of hiding it
    if low == "of" or (low, previous.lower) in (("to", "close"), ("on", "briefed"), ("with", "familiar")):
        return 1
    named = previous.is_capitalised and any(t.is_capitalised for t in row[first:at])
    return int(low in ("for", "at", "in", "from", "with") and not named and can_head(previous))


def _noun_ahead(row: list[Token], at: int, limit: int) -> bool:
    """After a capitalised word, do lower-case words lead to a noun that can carry a source (`Yonhap news agency`)?"""
    for ahead in range(at, min(limit, at + 4)):
        token = row[ahead]
        if token.kind != "word" or is_verb_like(token) or token.lower in words.PREPOSITIONS:
            return False
        if (
            is_role(token.lower)
            or is_group(token.lower)
            or token.lower in words.ORGANISATIONS
            or token.lower in words.DOCUMENTS
        ):
            return True
    return False
