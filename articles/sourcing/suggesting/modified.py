"""Subjects with a clause of their own between them and the cue: `a nurse who worked there said`."""

from __future__ import annotations

from articles.sourcing.suggesting import lexicon as words
from articles.sourcing.suggesting.cues import NOUN_CUES
from articles.sourcing.suggesting.phrases import phrase_start
from articles.sourcing.suggesting.shapes import is_group, is_role, is_verb_like
from articles.sourcing.suggesting.words import Token


def before_relative_clause(row: list[Token], at: int) -> tuple[int, int] | None:
    """`a nurse who worked on one of the wards said`: the subject stands before "who"."""
    verb = False
    for back in range(at, max(0, at - 14), -1):
        if row[back].kind in ("point", "quote") or row[back].lower in ("and", "but"):
            return None
        if row[back].lower in ("who", "which") or (row[back].lower == "that" and _is_relative(row, back)):
            start = phrase_start(row, back - 1) if verb and row[back - 1].kind == "word" else None
            return (start, back) if start is not None else None
        verb = verb or is_verb_like(row[back])
    return None


def _is_relative(row: list[Token], at: int) -> bool:
    """Is the "that" at `at` a relative pronoun behind a noun, and not the opening of something said?"""
    before = row[at - 1]
    low = before.lower
    adverb = (
        low in words.TIME_WORDS
        or low in words.ADVERBS
        or low.endswith("ly")
        or (low in words.PRONOUNS and low != "this")
    )
    return before.kind == "word" and not (adverb or is_verb_like(before) or low in NOUN_CUES or low in words.ADDRESSEES)


def before_participle(row: list[Token], at: int) -> tuple[int, int] | None:
    """`Test scores released by the state in August showed`: the subject stands before a participle of its own.

    Two finite verbs do not stand in one clause without a word that joins them, so the first is none.
    """
    for back in range(at, max(0, at - 16), -1):
        token, low = row[back], row[back].lower
        joins = low in words.CONJUNCTIONS or low in words.AUXILIARIES or low in words.MODALS or low in words.PRONOUNS
        if token.kind in ("point", "quote") or (joins and token.kind == "word"):
            return None
        striving = back > 0 and row[back - 1].lower.endswith("ing")  # “campaigners fighting to save the light”
        if low == "to" and not (striving or row[back + 1].is_capitalised or row[back + 1].lower in words.DETERMINERS):
            return None
        if (back < at or not low.endswith("ing")) and _may_be_participle(token) and _has_participle(row, back):
            start = phrase_start(row, back - 1)
            opens = start is not None and (
                start == 0 or row[start - 1].kind == "point" or row[start - 1].lower in words.CONJUNCTIONS
            )
            return (start, back) if opens and start is not None else None
        if is_verb_like(token) and not _is_attribute(row, back):
            return None
    return None


def _is_attribute(row: list[Token], at: int) -> bool:
    """`the last staffed lighthouse`: a form in -ed between an article and its noun."""
    before = row[at - 1].lower if at else ""
    opens = (
        before in words.DETERMINERS or row[at - 1].kind == "possessive" or before in ("last", "first", "next", "only")
    )
    return row[at].lower.endswith("ed") and opens


def _has_participle(row: list[Token], at: int) -> bool:
    """A noun that speaks before the participle, and no object behind it."""
    head, behind = row[at - 1].lower, row[at + 1].lower
    speaks = is_role(head) or is_group(head) or head in words.DOCUMENTS or head in words.ORGANISATIONS
    if row[at].lower.endswith("ing"):
        return speaks and row[at - 1].kind == "word"
    adverbial = (
        behind in words.PREPOSITIONS
        or behind in ("this", "last", "earlier", "late")
        or behind in words.TIME_WORDS
        or behind.endswith("ly")
    )
    return speaks and row[at - 1].kind == "word" and adverbial and behind != "of"


def _may_be_participle(token: Token) -> bool:
    low = token.lower
    regular = (
        low.endswith(("ed", "ing"))
        and len(low) > 4
        and not token.is_capitalised
        and low not in ("during", "building", "evening", "morning")
    )
    return regular or low in (
        "seen",
        "written",
        "sent",
        "shown",
        "taken",
        "drawn",
        "given",
        "known",
        "held",
        "made",
        "read",
        "leaked",
        "paid",
        "led",
        "built",
        "run",
        "kept",
    )
