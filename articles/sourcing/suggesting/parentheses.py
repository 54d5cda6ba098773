"""What stands between commas after a name: ages, places, descriptions, relative clauses."""

from __future__ import annotations

from articles.sourcing.suggesting import lexicon as words
from articles.sourcing.suggesting.cues import is_cue
from articles.sourcing.suggesting.phrases_ahead import phrase_end
from articles.sourcing.suggesting.shapes import is_role, is_verb_like
from articles.sourcing.suggesting.words import Token

OPENING = frozenset(
    """who which whose then now speaking writing asked read written seen sent led known born held made built found
    interviewed""".split()
)
DEGREES = frozenset("less more most least no not rather quite".split())
FORMER = frozenset("former acting head chief then senior deputy executive co-founder".split())


def comma_before(row: list[Token], right: int) -> int | None:
    for at in range(right - 1, max(-1, right - 45), -1):
        if row[at].text == ",":
            return at
        if row[at].text in (";", ":"):
            return None
    return None


def is_list_item(row: list[Token], start: int, end: int) -> bool:
    """A piece such as "34" or "of Gatineau" that itself hangs on a name further left."""
    return row[start].kind == "number" and end - start == 1 and start > 0 and row[start - 1].text == ","


def is_parenthesis(part: list[Token]) -> bool:
    if not part or len(part) > 40:
        return False
    first = part[0]
    low = first.lower
    if (
        _says_who(part)
        or (len(part) < 6 and (low in DEGREES or low.endswith("ly")))
        or first.kind == "number"
        or low in OPENING
    ):
        return True
    if low in words.PREPOSITIONS or low in words.ADVERBS or low in FORMER:
        return True
    if low.endswith(("ing", "ed")) and not first.is_capitalised:
        return True
    inside = part[phrase_end(part, 0) :] if phrase_end(part, 0) else part
    if inside and inside[0].lower in ("who", "which", "whose") and inside is not part:
        return True
    if any(is_verb_like(t) for t in inside[:2]) and low not in words.POSSESSIVE_PRONOUNS:
        return False
    if low in words.DETERMINERS or low in words.POSSESSIVE_PRONOUNS:
        return True
    return all(not is_verb_like(t) for t in part) and (
        any(is_role(t.lower) for t in part) or (len(part) <= 6 and first.is_capitalised)
    )


def _says_who(part: list[Token]) -> bool:
    """`Ms Strand, | the minutes say, | replied`, `The leaflets, the jury was told, promised`."""
    return 1 < len(part) < 9 and is_cue(part[-1].lower) and part[0].lower not in words.CONJUNCTIONS
