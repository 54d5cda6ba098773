"""Noun phrases leftwards: where the phrase that ends before a cue begins."""

from __future__ import annotations

from articles.sourcing.suggesting import lexicon as words
from articles.sourcing.suggesting.shapes import (
    HONORIFICS,
    can_head,
    capital_of_name,
    is_group,
    is_opening_word,
    is_role,
    is_verb_like,
)
from articles.sourcing.suggesting.words import Token

# Offices held with somebody: ambassador to the United Nations, counsel to the inquiry.
REPRESENTING = frozenset(
    "ambassador envoy adviser advisor aide counsel secretary assistant delegate representative heir witness consultant".split()
)
OCCASIONS = frozenset(
    "conference meeting hearing rally interview session briefing debate trial game match dinner lunch ceremony vote".split()
)
SHIFTS = frozenset("night day weekend evening morning summer winter".split())
ADDRESSED = frozenset("report letter email e-mail memo message submission note statement".split())
MOST_WORDS = 32  # a phrase longer than this is no source


def phrase_start(row: list[Token], last: int, joins: int = 2) -> int | None:
    """Return the index where the noun phrase ending with `row[last]` begins, or None if there is none.

    Up to `joins` phrases before it may be joined to it by "and".
    """
    start: int | None = None
    at = last
    while at >= 0 and last - at < MOST_WORDS:
        step = _step_left(row, at, last, start, joins)
        if step is None:
            break
        at, start, stop = step
        if stop:
            break
    cut = start is not None and row[start].kind == "possessive"  # “Last month’s newsletter”: the owner is a time.
    return start + 1 if cut and start is not None and start < last else start


def _step_left(
    row: list[Token], at: int, last: int, start: int | None, joins: int
) -> tuple[int, int | None, bool] | None:
    token = row[at]
    if token.kind == "point":
        return _point_left(row, at, start)
    if token.kind == "quote":
        inside_name = start is not None and row[at + 1].is_capitalised and at > 0 and row[at - 1].is_capitalised
        scare = (
            start is not None and not row[at + 1].is_capitalised and at > 0 and row[at - 1].lower in words.DETERMINERS
        )
        return (at - 1, start, False) if inside_name or scare else None
    if token.kind in ("possessive", "number"):
        return (at - 1, at, False) if token.kind == "number" or at < last or row[at - 1].kind == "word" else None
    return _word_left(row, at, last, start, joins)


def _point_left(row: list[Token], at: int, start: int | None) -> tuple[int, int | None, bool] | None:
    if row[at].text in ")]":
        for back in range(at - 1, max(-1, at - 9), -1):
            if row[back].text in "([":
                return (back - 1, back if start is None else start, False) if back else None
        return None
    if row[at].text == "&" and start is not None:
        return at - 1, start, False
    joined = row[at].text == "-" and start is not None and at > 0 and row[at - 1].end == row[at].start
    return (at - 1, start, False) if joined else None


def _word_left(
    row: list[Token], at: int, last: int, start: int | None, joins: int
) -> tuple[int, int | None, bool] | None:
    token, low = row[at], row[at].lower
    if low in words.DETERMINERS and not (token.is_capitalised and low == "a" and at):
        return _determiner_left(row, at, joins)
    if start is not None and at > 0:
        link = _link_left(row, at, start, joins)
        if link is not None:
            return None if link is REFUSED else link
    if low.endswith("ed") and at > 0 and row[at - 1].lower == "those":
        return at - 1, at, False
    if low in ("first", "second", "other") and at > 0 and start is not None and row[at - 1].lower in words.DETERMINERS:
        return at - 1, at, False
    if _is_function_word(low) or _is_time(row, at, last) or (start is not None and _is_occasion(row, at)):
        return None
    if _is_reduced_relative(row, at, last, start):
        return at - 1, start, False
    gerund = low.endswith("ing") and at > 0 and row[at - 1].lower in words.ARTICLES
    if not gerund and _is_no_noun(token, at):
        return None
    owned = at > 0 and (row[at - 1].lower in words.DETERMINERS or row[at - 1].kind == "possessive")
    joined = at > 1 and row[at - 1].lower == "and" and row[at - 2].is_capitalised
    return at - 1, at, low in HONORIFICS and not owned and not joined


REFUSED: tuple[int, int | None, bool] = (-1, None, True)


def _link_left(row: list[Token], at: int, start: int, joins: int) -> tuple[int, int | None, bool] | None:
    """Step over a word that ties the phrase to more of it on its left; REFUSED if it ties it to nothing."""
    low = row[at].lower
    if low in words.LINKING_PREPOSITIONS:
        return (at - 1, start, False) if _links(row, at) else REFUSED
    if low == "and" and row[at - 1].lower in ("current", "serving", "past", "local", "retired", "men"):
        return at - 2, at - 1, False
    if low == "and":
        return _and_left(row, at, joins) or REFUSED
    if low == "per" and row[at + 1].lower == "cent":
        return at - 1, start, False
    if low == "as" and at > 1 and row[at - 1].lower == "such":
        return at - 2, start, False
    if low in words.PARTICLES and row[at - 1].is_capitalised:
        return at - 1, start, False
    dated = low in words.TIME_WORDS and at > 1 and row[at - 1].lower.endswith("ed")
    return (at - 1, start, False) if dated and row[at + 1].lower in ("by", "in", "from") else None


def _is_function_word(low: str) -> bool:
    known = low in words.CONJUNCTIONS or low in words.PREPOSITIONS or low in words.PRONOUNS or low in words.ADVERBS
    return known and low != "both"


def _is_time(row: list[Token], at: int, last: int) -> bool:
    """A word of time before the phrase (`last week police said`), not one inside a name."""
    if at == last or row[at].lower not in words.TIME_WORDS:
        return False
    worked = row[at].lower in SHIFTS and (is_role(row[at + 1].lower) or is_group(row[at + 1].lower))
    if worked and not (
        at and (row[at - 1].lower in ("last", "this", "that", "one") or row[at - 1].lower in words.TIME_WORDS)
    ):
        return False  # “a former night manager”
    inside = capital_of_name(row, at, 0) and row[at + 1].is_capitalised and at > 0 and row[at - 1].lower != "in"
    return not inside


def _is_occasion(row: list[Token], at: int) -> bool:
    """`At Thursday's press conference | Krogh said`: the name behind the occasion is a phrase of its own."""
    return row[at].lower in OCCASIONS and not row[at].is_capitalised and row[at + 1].is_capitalised


def _is_no_noun(token: Token, at: int) -> bool:
    adverb = token.lower.endswith("ly") and not token.is_capitalised and token.lower not in words.NOUNS_IN_LY
    return is_verb_like(token) or adverb or (at == 0 and is_opening_word(token))


def _is_reduced_relative(row: list[Token], at: int, last: int, start: int | None) -> bool:
    """`two people briefed on the matter`, `a poll released Monday by Quill`: a participle that belongs to the noun."""
    if start is None or at == 0 or at + 1 > last:
        return False
    token, head, behind = row[at], row[at - 1].lower, row[at + 1].lower
    if not (
        token.lower.endswith("ed")
        or token.lower
        in ("seen", "familiar", "close", "written", "sent", "read", "known", "shown", "working", "living")
    ):
        return False
    heads = head in words.DOCUMENTS or is_group(head) or is_role(head) or head in words.ORGANISATIONS
    return heads and (
        behind in ("by", "on", "in", "to", "with", "from", "at", "near", "for") or behind in words.TIME_WORDS
    )


def _determiner_left(row: list[Token], at: int, joins: int) -> tuple[int, int | None, bool]:
    before = at - 1
    while before >= 0 and row[before].lower in words.DETERMINERS and row[before].lower != "that":
        at, before = before, before - 1
    if before > 0 and row[before].lower in words.LINKING_PREPOSITIONS and _links(row, before):
        return before - 1, at, False
    if before > 0 and row[before].lower == "and":
        joined = _and_left(row, before, joins)
        if joined is not None:
            return joined
    return at, at, True


def _links(row: list[Token], at: int) -> bool:
    """Does the preposition at `at` hang on a head to its left?"""
    head = row[at - 1]
    if row[at].lower == "of":
        return (
            head.kind in ("word", "number")
            and head.lower not in words.PREPOSITIONS
            and not is_verb_like(head)
            and head.lower not in words.CONJUNCTIONS
        )
    if at > 1 and _is_reduced_relative(row, at - 1, at, at):
        return True
    if row[at].lower == "by":
        released = at > 2 and row[at - 1].lower in words.TIME_WORDS and row[at - 2].lower.endswith("ed")
        surveyed = at > 2 and row[at - 2].lower == "of" and row[at - 3].lower in words.DOCUMENTS
        return released or surveyed or head.lower in words.DOCUMENTS
    owned = at > 1 and (row[at - 2].lower in words.POSSESSIVE_PRONOUNS or row[at - 2].kind == "possessive")
    if row[at].lower == "to":
        return head.lower in REPRESENTING or head.lower in ADDRESSED
    return (can_head(head) or (owned and head.kind == "word" and not is_verb_like(head))) and not (
        at == 1 and head.lower in words.TIME_WORDS
    )


def _and_left(row: list[Token], at: int, joins: int) -> tuple[int, int | None, bool] | None:
    """Two sources joined by "and" are one phrase when nothing but a boundary stands before the first."""
    if (
        at == 0
        or joins == 0
        or not (can_head(row[at - 1]) or (row[at - 1].kind == "word" and row[at - 1].text[0].isupper()))
    ):
        return None
    left = phrase_start(row, at - 1, joins - 1)
    if left is None or (left > 0 and row[left - 1].kind != "point" and row[left - 1].lower not in words.CONJUNCTIONS):
        return None
    if left > 0 and row[left - 1].text in ",;" and not row[at - 1].is_capitalised:
        return None
    return left - 1, left, True
