"""Source phrases: splitting "Kremlin spokesman Dmitry Peskov" into name, role and affiliation."""

from __future__ import annotations

from itertools import pairwise

from articles.sourcing.suggesting import lexicon as words
from articles.sourcing.suggesting.given_names import gender_of, is_given_name
from articles.sourcing.suggesting.mention import Mention, printed
from articles.sourcing.suggesting.namings import classify
from articles.sourcing.suggesting.shapes import is_group, is_role
from articles.sourcing.suggesting.words import Token

# Participles that open a role: acting head, managing director.
HOLDING = frozenset("acting managing leading sitting serving founding visiting reigning outgoing incoming".split())
COUNTING = frozenset(
    "one two three four five six some many several others other another all both most each none".split()
)


def mention_of(text: str, core: list[Token], apposition: list[Token] | None = None) -> Mention:
    """Read the source phrase `core`, with what an apposition between commas adds."""
    mention = _read(text, core)
    if apposition and not _is_a_few_people(core):
        _join_apposition(text, mention, apposition)
    if mention.name and mention.kind == "person" and mention.gender is None:
        mention.gender = gender_of(mention.name.split()[0])
    return mention


def _read(text: str, core: list[Token]) -> Mention:
    whole = printed(text, core)
    if len(core) == 1 and core[0].lower in words.PRONOUNS and core[0].lower != "one":
        return Mention(whole, "pronoun", head=core[0].lower, tokens=core)
    body, definite = list(core), False
    while (len(body) > 1 and body[0].kind == "number") or (body and body[0].lower in words.DETERMINERS):
        definite = definite or body[0].lower in ("the", "this", "that", "these", "those")
        if body[0].lower in words.POSSESSIVE_PRONOUNS:
            break
        body = body[1:]
    mention = Mention(whole, "thing", definite=definite, tokens=core)
    if (
        len(body) > 1
        and body[0].lower == "of"
        and core[0].lower in ("thousands", "hundreds", "dozens", "scores", "many")
    ):
        body = body[1:]
    if not body or body[0].lower == "of":
        mention.kind = "unnamed" if any(t.kind == "number" or t.lower in COUNTING for t in core) else "thing"
        mention.plural = bool(core) and core[0].lower not in ("one", "another", "the", "each")
        return mention
    body = _without_brackets(body)
    if _is_a_few_people(body):
        mention.kind, mention.head, mention.plural = "group", body[-1].lower, True
        return mention
    owner, rest = _split_owner(body)
    mention.owner = printed(text, owner) or None
    mention.gender = _gender_of_words(rest)
    classify(text, mention, rest or body, definite=definite)
    named = mention.kind == "person" and (
        mention.honorific or (mention.name and is_given_name(mention.name.split()[0]))
    )
    if (
        not named
        and any(t.lower in words.THINGS for t in (core if len(core) < 4 else core[-1:]))
        and not any(
            is_role(t.lower)
            or is_group(t.lower)
            or t.lower in words.ORGANISATION_NAMES
            or t.lower in words.ORGANISATIONS
            or t.lower in words.DOCUMENTS
            for t in core
        )
    ):
        mention.kind = "thing"
    if mention.owner and mention.affiliation is None and mention.kind in ("person", "organisation"):
        mention.affiliation = printed(text, [t for t in owner if t.lower not in words.DETERMINERS]) or None
    return mention


def _is_a_few_people(body: list[Token]) -> bool:
    """`Perera and her colleagues`: somebody with others who stay unnamed."""
    joined = any(a.lower == "and" and b.lower in words.POSSESSIVE_PRONOUNS for a, b in pairwise(body))
    return joined and not body[-1].is_capitalised


def _without_brackets(body: list[Token]) -> list[Token]:
    for at, token in enumerate(body):
        if token.text in "([" and at:
            return body[:at]
    return body


def _split_owner(body: list[Token]) -> tuple[list[Token], list[Token]]:
    """Cut "Louisiana's Governor Blanco" behind the possessive; a possessive pronoun owns too."""
    if body[0].lower in words.POSSESSIVE_PRONOUNS:
        return body[:1], body[1:]
    for at in range(len(body) - 2, 0, -1):
        if body[at].kind == "possessive" and not _is_name_with_possessive(body, at):
            if any(t.lower in words.PREPOSITIONS for t in body[:at]):
                continue
            return body[:at], body[at + 1 :]
    return [], body


def _is_name_with_possessive(body: list[Token], at: int) -> bool:
    """`People's Daily`, `Lloyd's Register`: one name, no owner."""
    rest = body[at + 1 :]
    common = not (is_role(rest[0].lower) or rest[0].lower in words.TITLES or is_given_name(rest[0].lower))
    return len(rest) == 1 and rest[0].is_capitalised and common and body[at - 1].is_capitalised


def _gender_of_words(body: list[Token]) -> str | None:
    for token in body:
        if token.lower in words.FEMALE_WORDS:
            return "f"
        if token.lower in words.MALE_WORDS:
            return "m"
    return None


def _join_apposition(text: str, mention: Mention, apposition: list[Token]) -> None:
    for whole in _parts(apposition):
        part = whole[1:] if len(whole) > 2 and whole[0].lower.endswith("-year-old") else whole
        if part[0].kind == "number" or (not part[0].is_capitalised and _only_circumstance(part[0].lower)):
            continue
        other = _read(text, part)
        if (
            mention.name is None
            and other.name
            and other.kind in ("person", "organisation")
            and (other.kind == mention.kind or mention.kind in ("thing", "group", "unnamed"))
        ):
            mention.name, mention.kind = other.name, other.kind
            mention.gender = mention.gender or other.gender
            mention.role = mention.role or printed(
                text, [t for t in mention.tokens if t.lower not in ("the", "a", "an")]
            )
        elif other.kind in ("person", "group", "unnamed") and other.role and mention.kind == "person":
            added = printed(text, _trimmed(part))
            mention.role = f"{mention.role}; {added}" if mention.role else added
            mention.affiliation = mention.affiliation or other.affiliation
            mention.gender = mention.gender or other.gender
        elif mention.kind == "person" and part[-1].lower in words.NAME_SUFFIXES and mention.role is None:
            mention.role = printed(text, part)
        elif mention.kind == "person" and mention.name and mention.role is None and len(part) > 1:
            mention.role = printed(text, _trimmed(part))


def _only_circumstance(low: str) -> bool:
    """Does a part between commas that begins with this word tell when or how, not who?"""
    participle = low.endswith("ing") and low not in HOLDING
    return participle or low in words.PREPOSITIONS or low in ("who", "which", "however", "meanwhile", "whose")


def _parts(apposition: list[Token]) -> list[list[Token]]:
    parts: list[list[Token]] = [[]]
    for token in apposition:
        if token.text == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return [part for part in parts if part]


def _trimmed(part: list[Token]) -> list[Token]:
    return part[1:] if part[0].lower in ("the", "a", "an") and len(part) > 1 else part
