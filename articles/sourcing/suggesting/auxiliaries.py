"""From a cue leftwards: auxiliaries, adverbs and words of time between a verb and its subject."""

from __future__ import annotations

from articles.sourcing.suggesting import lexicon as words
from articles.sourcing.suggesting.subject import Subject
from articles.sourcing.suggesting.words import Token

MARKED_INFINITIVES = frozenset(
    ("on", "continued", "continues", "continue", "chose", "quick", "keen", "careful", "used", "liked", "likes", "pains")
)
# `took to the stage to say`, `used a speech to accuse`: verbs whose infinitive is what was done.
RISING = frozenset("stood rose got spoke rang phoned wrote emailed".split())
MEANS = frozenset("took takes taking used uses using".split())
MONTHS = frozenset("january february march april may june july august september october november december".split())


def skip_auxiliaries(row: list[Token], at: int, found: Subject) -> int:
    """From `at` leftwards over auxiliaries, adverbs and words of time, noting in `found` how the verb is used."""
    while at >= 0:
        low = row[at].lower
        if row[at].kind != "word":
            return at
        if low in words.AUXILIARIES:
            found.passive = found.passive or low in words.BE_FORMS
            found.pluperfect = found.pluperfect or low == "had"
            found.negated = found.negated or low.endswith("n't")
        elif low in words.NEGATIONS:
            found.negated = True
        elif low in words.MODALS and not (low == "may" and row[at].is_capitalised):
            found.modal = low
        elif low == "to":
            means = _means_before(row, at)
            found.infinitive = means is None and not (at and row[at - 1].lower in MARKED_INFINITIVES)
            if found.infinitive:
                return at
            at = _skip_marked_infinitive(row, at) if means is None else means
        elif not _is_adverb(row, at):
            width = _time_phrase_ending(row, at)
            if not width:
                return at
            at -= width - 1
        at -= 1
    return at


def _means_before(row: list[Token], at: int) -> int | None:
    """Where "took to Facebook to say", "used her speech to say" or "rose to say" begins, `at` being the last "to"."""
    rising = at - 1 - (at > 1 and row[at - 1].lower == "up")
    if rising >= 0 and row[rising].lower in RISING:
        return rising
    for back in range(at - 2, max(0, at - 8), -1):
        low = row[back].lower
        if row[back].kind in ("point", "quote"):
            return None
        if low in MEANS:
            place = row[back + 1].lower
            return back if place == "to" or place in words.DETERMINERS or row[back + 1].is_capitalised else None
    return None


def _skip_marked_infinitive(row: list[Token], at: int) -> int:
    """Over "went on to", "continued to" and the like."""
    at -= 1
    return at - 1 if row[at].lower == "on" and at else at


def _is_adverb(row: list[Token], at: int) -> bool:
    token = row[at]
    if token.is_capitalised:
        return not at and token.lower in words.ADVERBS
    return token.lower in words.ADVERBS or (
        token.lower.endswith("ly") and len(token.lower) > 4 and token.lower not in words.NOUNS_IN_LY
    )


def _time_phrase_ending(row: list[Token], at: int) -> int:
    """How many tokens before and at `at` only say when (`on Tuesday`, `earlier this week`, `in May 2019`)."""
    low = row[at].lower
    if low in words.WEEKDAYS:
        width = 1
        if at and row[at - 1].lower in ("last", "next", "late", "early"):
            width += 1
        return width + (at >= width and row[at - width].lower in ("on", "late", "early"))
    part = low in ("week", "month", "year", "night", "morning", "afternoon", "evening", "day")
    if part and at > 1 and row[at - 1].lower in ("this", "last", "that"):
        return 3 if row[at - 2].lower in ("earlier", "later", "late", "early") else 2
    return _date_ending(row, at)


def _date_ending(row: list[Token], at: int) -> int:
    """`in May`, `in 2019`, `in May 2019`, `last May`; a bare "May" may be a person."""
    year = row[at].kind == "number" and len(row[at].text) == 4
    width = int(year)
    if at >= width and row[at - width].lower in MONTHS and row[at - width].is_capitalised:
        width += 1
    if any(token.lower == "by" for token in row[max(0, at - 6) : at]):
        return 0  # “Scores released by the state in August”
    dated = width and at >= width and row[at - width].lower in ("in", "last", "since", "late", "early")
    return width + 1 if dated else 0
