"""What a single word looks like: a verb, a role, a group of people, something that can carry a source."""

from __future__ import annotations

from articles.sourcing.suggesting import lexicon as words
from articles.sourcing.suggesting.cues import CUES, NOUN_LIKE
from articles.sourcing.suggesting.words import Token

HONORIFICS = frozenset(
    "mr mr. mrs mrs. ms ms. mx miss dr dr. sir dame lord lady prof. messrs rev rev. sen. gov. rep. gen.".split()
)
ADJECTIVES_IN_ED = frozenset(
    """united armed retired elected appointed unnamed injured wounded detained displaced organised organized red associated
    unidentified accused convicted bereaved so-called newly-elected combined advanced federated allied incorporated
    limited skilled experienced red-faced self-styled aged re-elected embattled disgraced jailed exiled leaked updated
    published unpublished related revised classified declassified unsealed attached sealed unsigned dated concerned
    affected distinguished renowned respected alleged need seed weed bed shed breed speed feed""".split()
)
NOT_PEOPLE = frozenset(
    """numbers matters quarters corners papers newspapers chapters letters centers powers orders offers borders answers
    computers containers trailers trackers counters shelters summers winters rivers towers flowers waters manufacturers
    suppliers retailers publishers boilers helicopters cruisers tankers freezers showers disorders members headquarters
    hammers barriers engineers slippers stickers boosters launchers carriers parameters characters clusters disasters
    encounters filters gathers remembers considers delivers discovers gestures""".split()
)


def is_verb_like(token: Token) -> bool:
    """Could this lower-case word be a finite verb? Said of forms, not of meaning."""
    low = token.lower
    if token.is_capitalised or token.kind != "word":
        return False
    if low in words.FINITE_HINTS or low in words.NEGATIONS:
        return True
    if low in CUES and low not in NOUN_LIKE:
        return True
    return low.endswith("ed") and len(low) > 4 and low not in ADJECTIVES_IN_ED and "-" not in low


def is_role(low: str) -> bool:
    base = low.rsplit("-", 1)[-1]
    return (
        low in words.ROLES or base in words.ROLES or low.endswith(("spokesman", "spokeswoman", "ologist", "ographer"))
    )


def is_group(low: str) -> bool:
    if low in words.GROUPS:
        return True
    if low in words.DOCUMENTS:
        return False
    if low.endswith(("ists", "icians", "eers", "ologists")):
        return True
    if low.endswith("ers") and len(low) > 6 and low not in NOT_PEOPLE:
        return True
    if low.endswith("ies") and low[:-3] + "y" in words.ROLES:
        return True
    if (low.endswith("s") and low[:-1] in words.ORGANISATIONS) or (
        low.endswith("ies") and low[:-3] + "y" in words.ORGANISATIONS
    ):
        return True
    return low.endswith("s") and (low[:-1] in words.ROLES or low.rsplit("-", 1)[-1] in words.GROUPS)


def can_head(token: Token) -> bool:
    """May the word carry a source, so that `of …` or `in …` behind it belongs to it?"""
    low = token.lower
    return (
        (token.is_capitalised and not is_opening_word(token))
        or is_role(low)
        or is_group(low)
        or low in words.ORGANISATIONS
        or low in words.DOCUMENTS
        or low
        in (
            "one",
            "two",
            "three",
            "four",
            "some",
            "many",
            "most",
            "none",
            "both",
            "all",
            "half",
            "familiar",
            "majority",
            "number",
            "group",
        )
    )


def is_opening_word(token: Token) -> bool:
    """A function word or adverb with a capital because it opens a sentence."""
    low = token.lower
    if low in words.TIME_WORDS and low not in ("may", "march", "april", "june"):
        return True
    if low in words.SENTENCE_ADVERBS:
        return True
    return (
        low in words.PREPOSITIONS
        or low in words.CONJUNCTIONS
        or low in words.ADVERBS
        or low in words.PRONOUNS
        or low in ("last", "next", "despite", "speaking")
    )


def capital_of_name(row: list[Token], at: int, first: int) -> bool:
    """`Sydney Morning Herald`, `April Jones`: a word of time inside a name."""
    low = row[at].lower
    if not row[at].is_capitalised:
        return False
    if low in words.WEEKDAYS:  # “the Sunday Ledger”
        paper = at + 1 < len(row) and row[at + 1].lower in words.ORGANISATION_NAMES | {"ledger", "courier", "mirror"}
        return paper and at > 0 and (row[at - 1].lower == "the" or at == first)
    named = at + 1 < len(row) and row[at + 1].is_capitalised and at > 0
    if named and low in ("winter", "summer", "spring", "autumn", "midnight", "morning", "evening", "century", "dawn"):
        return True
    return low in ("may", "march", "april", "june") or (
        at > first
        and (row[at - 1].is_capitalised or row[at - 1].lower == "the")
        and at + 1 < len(row)
        and row[at + 1].is_capitalised
    )
