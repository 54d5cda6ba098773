"""The frames of cue verbs: what follows a cue, and whether that is something said."""

from __future__ import annotations

from articles.sourcing.suggesting import lexicon as words
from articles.sourcing.suggesting.cues import COMPOUNDS, CUES, Cue
from articles.sourcing.suggesting.findings import apposition_after
from articles.sourcing.suggesting.phrases_ahead import phrase_end
from articles.sourcing.suggesting.segments import QUESTION_WORDS, STOPS, Content, in_segment, with_object
from articles.sourcing.suggesting.voiced import voices
from articles.sourcing.suggesting.words import Token

ABOUT = frozenset("about of against regarding concerning".split())
NAMING = frozenset("label dub brand".split())
CURRENCY = frozenset("$£€¥")
# `who asked to remain anonymous`, `asked to be identified by his surname`: terms of speaking, nothing said.
TALES = frozenset("story stories tale tales truth lie lies joke jokes difference time".split())
UNSAID = frozenset("be remain stay go keep not withhold speak".split())


def cue_at(row: list[Token], at: int) -> tuple[Cue, int] | None:
    """Return the cue beginning at `row[at]` and its width in tokens; compounds go before single verbs."""
    low = row[at].lower
    for rest, cue in COMPOUNDS.get(low, ()):
        end = at + 1 + len(rest)
        if end <= len(row) and all(row[at + 1 + n].lower == word for n, word in enumerate(rest)):
            return cue, 1 + len(rest)
    single = CUES.get(low)
    return (single, 1) if single else None


def content_after(row: list[Token], at: int, cue: Cue) -> Content:
    """Judge what stands behind the cue, `at` being the first token after it."""
    at = _over_adverbs(row, at)
    if cue.lemma == "tell" and any(token.lower in TALES for token in row[at : at + 3]):
        return Content("none", at)  # “tells the story of a village that votes”
    plain = _immediate(row, at, cue)
    if plain:
        return plain
    if voices(row, at, cue):
        return Content("voiced", at)
    if cue.takes("k", "p", "o") and (found := with_object(row, at, cue)):
        return found
    if cue.takes("a") and at < len(row) and row[at].kind != "point":
        at = _over_addressee(row, at)
        plain = _immediate(row, at, cue)
        if plain:
            return plain
        if cue.takes("a") and at < len(row) and row[at].lower in ABOUT and cue.lemma != "tell":
            return Content("about", at)
    return in_segment(row, at, cue)


def _over_adverbs(row: list[Token], at: int) -> int:
    while (
        at < len(row)
        and row[at].kind == "word"
        and (row[at].lower in words.ADVERBS or row[at].lower in words.WEEKDAYS or row[at].lower.endswith("ly"))
        and row[at].lower not in ("there", "here", "so", "all", "then", "both", "first", "second", "recently")
    ):
        if row[at].is_capitalised and row[at].lower not in words.WEEKDAYS:
            break
        at += 1
    if at + 1 < len(row) and row[at].lower in ("this", "last", "next") and row[at + 1].lower in words.TIME_WORDS:
        return _over_adverbs(row, at + 2)
    return at


def _immediate(row: list[Token], at: int, cue: Cue) -> Content | None:
    """What stands directly behind the cue; None when more words have to be read."""
    if at >= len(row):
        return Content("none", at)
    token, behind = row[at], row[at + 1] if at + 1 < len(row) else None
    if token.kind == "quote":
        return Content("none" if cue.lemma in NAMING else "quote", at)  # “labelled “Anonymous””: a name, no words.
    if token.kind == "point" and token.text not in CURRENCY:
        if token.text in (",", ":") and behind is not None and behind.kind == "quote":
            return Content("quote", at + 1)
        if token.text == ":" and behind is not None and cue.takes("t", "q"):
            return Content("that", at + 1)
        return _behind_comma(row, at, cue)
    return _linked(token, behind, at, cue) if behind is not None else None


def _linked(token: Token, behind: Token, at: int, cue: Cue) -> Content | None:
    """Content that a linking word opens: that, whether, to."""
    if token.lower == "that" and cue.takes("t") and behind.text not in STOPS:
        return Content("that", at)
    if token.lower in QUESTION_WORDS and cue.takes("w"):
        return Content("question", at)
    if (
        token.lower == "to"
        and cue.takes("n")
        and behind.kind == "word"
        and not (cue.lemma == "ask" and behind.lower in UNSAID)
    ):
        return Content("infinitive", at)
    return None


def _behind_comma(row: list[Token], at: int, cue: Cue) -> Content:
    """After "said," only a that-clause behind an insertion still counts (`said, however, that …`)."""
    if row[at].text == "," and cue.takes("t"):
        for ahead in range(at + 1, min(at + 12, len(row))):
            if row[ahead].text == "," and ahead + 1 < len(row):
                behind = row[ahead + 1]
                if behind.lower == "that" or behind.kind == "quote":
                    return Content("that" if behind.kind != "quote" else "quote", ahead + 1)
                break
    return Content("none", at)


def _over_addressee(row: list[Token], at: int) -> int:
    if row[at].lower in words.ADDRESSEES:
        return at + 1
    if row[at].lower in words.PREPOSITIONS:
        return at
    end = phrase_end(row, at)
    behind = apposition_after(row, end) if end > at else end
    if behind > end and behind + 1 < len(row) and row[behind].text == ",":
        return behind + 1  # “told the minister, Ann Roe, that it was late”
    return max(at, end)
