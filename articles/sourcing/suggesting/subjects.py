"""Who does the saying: from a cue leftwards over auxiliaries, adverbs and appositions to its subject."""

from __future__ import annotations

from articles.sourcing.suggesting import lexicon as words
from articles.sourcing.suggesting.auxiliaries import skip_auxiliaries
from articles.sourcing.suggesting.modified import before_participle, before_relative_clause
from articles.sourcing.suggesting.parentheses import comma_before, is_list_item, is_parenthesis
from articles.sourcing.suggesting.phrases import phrase_start
from articles.sourcing.suggesting.shapes import can_head, is_verb_like
from articles.sourcing.suggesting.subject import Subject
from articles.sourcing.suggesting.words import Token

DASHES = frozenset(("-", "–", "—"))


def subject_of(row: list[Token], cue: int) -> Subject:
    """Find the subject of the cue verb `row[cue]` to its left."""
    found = Subject("none", cue)
    at = skip_auxiliaries(row, cue - 1, found)
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


def _plain(row: list[Token], at: int, found: Subject) -> Subject:
    if row[at].lower in words.PERSON_PRONOUNS or row[at].lower in ("i", "we", "you"):
        found.link, found.start, found.end = "subject", at, at + 1
        return found
    start = phrase_start(row, at)
    if start is not None and start > 2 and row[start - 1].lower == "to":
        return _before_addressee(row, start - 2, found)
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


def _before_addressee(row: list[Token], at: int, found: Subject) -> Subject:
    """`A letter from the chairman, Guy Ash, | to the MP | warns`: whom words are sent to does not say them."""
    if row[at].text == ",":
        return _over_parenthesis(row, at, found)
    start = phrase_start(row, at) if row[at].kind == "word" else None
    if start is not None and not is_verb_like(row[at]):
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
