"""The subject of a sentence's first clause: whom a sentence is about, for verbs and pronouns that share it."""

from __future__ import annotations

from articles.sourcing.suggesting import lexicon as words
from articles.sourcing.suggesting.given_names import is_given_name
from articles.sourcing.suggesting.phrases_ahead import phrase_end
from articles.sourcing.suggesting.shapes import is_role, is_verb_like
from articles.sourcing.suggesting.words import Token

LEADING_PARTICIPLES = frozenset("asked pressed questioned told based born".split())


def main_subject(row: list[Token]) -> tuple[int, int] | None:
    """The tokens of the subject, or None where none is plain."""
    named = _name_behind_place(row)
    if named is not None:
        return named
    start = 0
    low = row[0].lower
    opening = low in words.PREPOSITIONS | words.CONJUNCTIONS | words.ADVERBS | LEADING_PARTICIPLES
    if (opening or low.endswith("ing")) and low not in ("some", "both"):
        comma = next((at for at, t in enumerate(row[:30]) if t.text == ","), None)
        if comma is None and low in words.PREPOSITIONS:
            return None
        start = comma + 1 if comma is not None else 1
    while (
        start < len(row)
        and row[start].kind == "word"
        and (row[start].lower in ("and", "but") or row[start].lower in words.ADVERBS)
    ):
        start += 1
    if start >= len(row):
        return None
    end = phrase_end(row, start)
    if end <= start or end >= len(row):
        return None
    return start, end


def _name_behind_place(row: list[Token]) -> tuple[int, int] | None:
    """`In later life Clegg ran a shop`, `Outside the court Ann Roe, a nurse, wept`: a name right behind a phrase."""
    if row[0].lower not in words.PREPOSITIONS and row[0].lower != "as":
        return None
    for at in range(2, min(len(row) - 1, 14)):
        if row[at].kind not in ("word", "number", "possessive"):
            return None
        if row[at].lower in ("he", "she") and is_verb_like(row[at + 1]) and row[at - 1].lower not in words.CONJUNCTIONS:
            return at, at + 1
        if not row[at].is_capitalised:
            continue
        before = row[at - 1]
        end = at + 1
        while end < len(row) and row[end].is_capitalised:
            end += 1
        lead = before.kind == "word" and not before.is_capitalised and before.lower not in words.DETERMINERS
        if not lead or before.lower in words.PREPOSITIONS or end >= len(row):
            continue
        trade = any(is_role(t.lower) for t in row[end + 2 : end + 6])
        full = end - at > 1 and (is_given_name(row[at].text) or trade)
        apposed = full and row[end].text == "," and end + 1 < len(row) and row[end + 1].lower in words.ARTICLES
        if apposed or is_verb_like(row[end]):
            return at, end
    return None
