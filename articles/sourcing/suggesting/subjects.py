"""Who does the saying: from a cue leftwards over auxiliaries, adverbs and appositions to its subject."""

from __future__ import annotations

from dataclasses import dataclass

from articles.sourcing.suggesting import lexicon as words
from articles.sourcing.suggesting.modified import before_participle, before_relative_clause
from articles.sourcing.suggesting.parentheses import comma_before, is_list_item, is_parenthesis
from articles.sourcing.suggesting.phrases import phrase_start
from articles.sourcing.suggesting.phrases_ahead import phrase_end
from articles.sourcing.suggesting.shapes import can_head, is_verb_like
from articles.sourcing.suggesting.words import Token

DASHES = frozenset(("-", "–", "—"))
MARKED_INFINITIVES = frozenset(("on", "continued", "continues", "continue", "chose", "quick", "keen", "careful"))


@dataclass(slots=True)
class Subject:
    """What stands before a cue.

    `link` is "subject" (tokens `start`..`end` name it, `apposition` adds to it), "relative" (the same, before "who" or
    "which"), "shared" (a verb joined by "and" or a comma), "participle" (…, saying) or "none". The flags tell how the
    verb is used. `left` is the index from which everything to the right belongs to subject and verb.
    """

    link: str
    left: int
    start: int = 0
    end: int = 0
    apposition: tuple[int, int] | None = None
    passive: bool = False
    infinitive: bool = False
    negated: bool = False
    modal: str | None = None
    pluperfect: bool = False


def subject_of(row: list[Token], cue: int) -> Subject:
    """Find the subject of the cue verb `row[cue]` to its left."""
    found = Subject("none", cue)
    at = _skip_auxiliaries(row, cue - 1, found)
    if found.infinitive:
        return found
    found.left = at + 1
    if at < 0:
        return found
    token = row[at]
    if token.kind == "point":
        return _after_point(row, at, cue, found)
    if token.kind == "quote":
        inner = token.quotation.inner if token.quotation else ""
        if row[cue].lower.endswith("ing") and at + 1 == cue and inner[-1:] == ",":
            found.link = "participle"
            return found
        inside = at > 0 and (row[at - 1].is_capitalised or row[at - 1].lower in words.DETERMINERS) and at + 1 < cue
        return found if not inside else _plain(row, at, found)
    if token.lower in ("who", "which") or (token.lower == "that" and at and can_head(row[at - 1])):
        return _relative(row, at, found)
    if token.lower in words.COORDINATORS:
        found.link = "shared"
        return found
    return _plain(row, at, found)


def _skip_auxiliaries(row: list[Token], at: int, found: Subject) -> int:
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
        elif low in words.MODALS:
            found.modal = low
        elif low == "to":
            found.infinitive = not (at and row[at - 1].lower in MARKED_INFINITIVES)
            if found.infinitive:
                return at
            at = _skip_marked_infinitive(row, at)
        elif not _is_adverb(row, at):
            width = _time_phrase_ending(row, at)
            if not width:
                return at
            at -= width - 1
        at -= 1
    return at


def _skip_marked_infinitive(row: list[Token], at: int) -> int:
    """Over "went on to", "continued to" and the like."""
    at -= 1
    return at - 1 if row[at].lower == "on" and at else at


def _is_adverb(row: list[Token], at: int) -> bool:
    token = row[at]
    if token.is_capitalised:
        return not at and token.lower in words.ADVERBS
    return token.lower in words.ADVERBS or (
        token.lower.endswith("ly")
        and len(token.lower) > 4
        and token.lower not in ("family", "assembly", "daily", "weekly", "ally", "italy")
    )


def _time_phrase_ending(row: list[Token], at: int) -> int:
    """How many tokens before and at `at` only say when (`on Tuesday`, `earlier this week`, `last night`)."""
    low = row[at].lower
    if low in words.WEEKDAYS:
        width = 1
        if at and row[at - 1].lower in ("last", "next", "late", "early"):
            width += 1
        return width + (at >= width and row[at - width].lower in ("on", "late", "early"))
    if (
        low in ("week", "month", "year", "night", "morning", "afternoon", "evening", "day")
        and at > 1
        and row[at - 1].lower in ("this", "last", "that")
    ):
        return 3 if row[at - 2].lower in ("earlier", "later", "late", "early") else 2
    return 0


def _plain(row: list[Token], at: int, found: Subject) -> Subject:
    if row[at].lower in words.PERSON_PRONOUNS or row[at].lower in ("i", "we", "you"):
        found.link, found.start, found.end = "subject", at, at + 1
        return found
    start = phrase_start(row, at)
    holder = before_relative_clause(row, at if start is None else start) or before_participle(row, at)
    if holder is not None and start is not None and start <= holder[0] and not (start == holder[0] and holder[1] == at):
        holder = None
    if holder is not None:
        found.link, (found.start, found.end) = "subject", holder
        return found
    if start is None or start > at or (start == at and row[at].lower in ("a", "an", "the", "my", "your")):
        return found
    found.link, found.start, found.end = "subject", start, at + 1
    return found


def _after_point(row: list[Token], at: int, cue: int, found: Subject) -> Subject:
    if row[at].text in ")]":
        return _plain(row, at, found)
    if row[at].text == ",":
        if row[cue].lower.endswith("ing") and not found.passive:
            found.link = "participle"
            return found
        return _over_parenthesis(row, at, found)
    if row[at].text in DASHES:
        for back in range(at - 1, max(0, at - 40), -1):
            if row[back].text in DASHES:
                plain = _plain(row, back - 1, found)
                plain.apposition = (back + 1, at)
                return plain
        if row[cue].lower.endswith("ing"):
            found.link = "participle"
    return found


def _relative(row: list[Token], at: int, found: Subject) -> Subject:
    last = at - 1
    if last > 0 and row[last].text in (",", "-", "–", "—"):
        last -= 1
    if last < 0 or (row[last].kind not in ("word", "number") and row[last].text != ")"):
        return found
    start = phrase_start(row, last)
    if start is None:
        return found
    found.link, found.start, found.end = "relative", start, last + 1
    start_of_by = _agent_inside(row, start, last + 1)
    if start_of_by is not None:
        found.start = start_of_by
    return found


def _agent_inside(row: list[Token], start: int, end: int) -> int | None:
    """In "a statement from Moscow, which insisted", the source is Moscow."""
    for at in range(start + 1, end - 1):
        if row[at].lower in ("from", "by") and row[at - 1].lower in words.DOCUMENTS:
            return at + 1
    return None


def _over_parenthesis(row: list[Token], comma: int, found: Subject) -> Subject:
    """Jump from the comma before the cue over what stands between commas: `Mr Key, who was away, said`."""
    right = comma
    for _ in range(5):
        left = comma_before(row, right)
        if left is None or left == 0 or not is_parenthesis(row[left + 1 : right]):
            break
        start = phrase_start(row, left - 1) if row[left - 1].kind != "point" or row[left - 1].text in ")]" else None
        listed = start is not None and (
            is_list_item(row, start, left)
            or (row[start - 1].lower in ("of", "in", "near", "from", "at", "for") and start > 0)
        )
        if start is not None and not listed and not is_verb_like(row[left - 1]):
            found.link, found.start, found.end, found.apposition = "subject", start, left, (left + 1, comma)
            return found
        right = left
    found.link = "shared"
    return found


def main_subject(row: list[Token]) -> tuple[int, int] | None:
    """The subject of the sentence's first clause, for verbs that share it."""
    start = 0
    opening = (
        row[0].lower in words.PREPOSITIONS
        or row[0].lower in words.CONJUNCTIONS
        or row[0].lower in words.ADVERBS
        or row[0].lower.endswith("ing")
        or row[0].lower in ("asked", "pressed", "questioned", "told", "based", "born")
    )
    if opening and row[0].lower not in ("some", "both"):
        comma = next((at for at, t in enumerate(row[:30]) if t.text == ","), None)
        if comma is None and row[0].lower in words.PREPOSITIONS:
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
