"""What a source phrase names: a person, an organisation, a group, a document or nobody known."""

from __future__ import annotations

from articles.sourcing.suggesting import lexicon as words
from articles.sourcing.suggesting.complements import before_preposition
from articles.sourcing.suggesting.given_names import is_given_name
from articles.sourcing.suggesting.mention import Mention, printed
from articles.sourcing.suggesting.pairs import two_people
from articles.sourcing.suggesting.places import ADJECTIVES, CAPITALS, COUNTRIES, OTHER_PLACES
from articles.sourcing.suggesting.proper_names import (
    affiliation_in,
    after_complement,
    as_person,
    clean_name,
    is_proper,
    without_suffix,
)
from articles.sourcing.suggesting.shapes import is_group, is_opening_word, is_role
from articles.sourcing.suggesting.words import Token

PLURAL_IN_SENSE = frozenset("data media police statistics".split())
# Parts of a number of people: 40 per cent, a third of voters.
SHARES = frozenset("cent percent half third quarter majority two-thirds three-quarters".split())
# Bodies that stand behind their own name: Yonhap news agency.
NAMED_BODIES = frozenset(
    "agency newspaper magazine group website broadcaster company daily network charity service firm paper channel station".split()
)


def classify(text: str, mention: Mention, body: list[Token], *, definite: bool) -> None:
    core = before_preposition(body)
    pair = two_people(text, core)
    if pair is not None:
        mention.name, mention.kind, mention.plural, mention.head = pair, "group", True, core[-1].lower
        return
    title = _last_title(core)
    name = core[title + 1 :] if title is not None else core
    if title is not None and name:
        name = after_complement(name)
        if name and is_proper(name):
            as_person(text, mention, core[: len(core) - len(name)], name)
            return
    plain = (
        len(core) == 1
        and (is_group(core[0].lower) or is_role(core[0].lower) or core[0].lower in words.DOCUMENTS)
        and core[0].start == mention.tokens[0].start
    )
    if is_proper(core) and not plain and not (title is not None and title == len(core) - 1):
        as_proper_name(text, mention, core, definite=definite)
        return
    as_common_noun(text, mention, core, body)


def _last_title(core: list[Token]) -> int | None:
    for at in range(len(core) - 1, -1, -1):
        low = core[at].lower
        if (
            at == len(core) - 1
            and core[at].is_capitalised
            and at
            and low in words.TITLES
            and not is_role(low)
            and low not in ("secretary", "minister", "president")
        ):
            continue
        if low in words.TITLES or is_role(low):
            return at
    return None


def as_proper_name(text: str, mention: Mention, core: list[Token], *, definite: bool) -> None:
    national = (
        definite and core[0].lower in words.NATIONALS and core[-1].lower not in words.ORGANISATION_NAMES
    )  # “the Dane Maja Krogh”
    if len(core) > 2 and (national or (core[0].lower in ADJECTIVES and is_given_name(core[1].lower))):
        core = core[1:]
    name = clean_name(text, core)
    low = name.lower()
    mention.name, mention.head = name, core[-1].lower
    if low in COUNTRIES or low in CAPITALS or core[-1].lower in words.ORGANISATION_NAMES or _is_acronym(core):
        mention.kind = "organisation"
    elif core[-1].lower in words.DOCUMENTS and len(core) > 1:
        mention.kind = "document"
    elif is_group(core[-1].lower):
        mention.kind = "group"
    elif len(core) > 1 and (is_given_name(core[0].lower)):
        mention.kind, mention.name = "person", clean_name(text, without_suffix(core))
    elif (
        definite
        or any(t.lower in ("of", "for", "and", "the") or t.lower in words.ORGANISATION_NAMES for t in core)
        or core[0].lower in ADJECTIVES
        or any(t.kind == "possessive" for t in core)
        or core[-1].lower in OTHER_PLACES
    ):
        mention.kind = "organisation"
    else:
        mention.kind, mention.name = "person", clean_name(text, without_suffix(core))


def _is_acronym(core: list[Token]) -> bool:
    return len(core) == 1 and len(core[0].text) > 1 and core[0].text.isupper()


def as_common_noun(text: str, mention: Mention, core: list[Token], body: list[Token]) -> None:
    """A phrase carried by a common noun, or by a name behind lower-case words (`pensioner Doreen Hatch`)."""
    head = core[-1] if core else body[-1]
    low = mention.head = head.lower
    run = _proper_tail(core)
    if 1 < len(run) < len(core):
        as_proper_name(text, mention, run, definite=False)
        before = core[: len(core) - len(run)]
        if mention.kind == "person" and before[-1].lower in words.ORGANISATIONS:
            mention.kind = "organisation"
        elif mention.kind == "person":
            mention.role = printed(text, before)
        return
    if len(run) == 1 < len(core) and _is_trade(core[-2].lower):
        mention.name, mention.kind = head.text, "organisation"
        return
    if low in SHARES:
        mention.kind, mention.plural = "group", True
        return
    if low.endswith("-year-old"):
        mention.kind, mention.role = "person", printed(text, core)
        return
    mention.plural = is_group(low) or (low.endswith("s") and low in words.DOCUMENTS) or low in PLURAL_IN_SENSE
    mention.kind = _kind_of_head(head)
    if mention.kind == "person":
        _as_role(text, mention, core, body)
    elif mention.kind == "organisation" and low in NAMED_BODIES:
        mention.name = printed(text, _proper_lead(core)) or None


def _is_trade(low: str) -> bool:
    """A common noun before the name of a firm: the drugmaker Calyx, its rival Homeglow."""
    return (
        low in words.ORGANISATIONS
        or low.endswith(("maker", "builder", "giant"))
        or low in ("rival", "grocer", "insurer", "lender")
    )


def _kind_of_head(head: Token) -> str:
    low = head.lower
    if low in words.UNNAMED_HEADS:
        return "unnamed"
    if is_group(low):
        return "group"
    if is_role(low) or low in words.TITLES:
        return "person"
    if low in words.DOCUMENTS:
        return "document"
    named = low in words.ORGANISATIONS or low in words.ORGANISATION_NAMES or head.is_capitalised
    return "organisation" if named else "thing"


def _as_role(text: str, mention: Mention, core: list[Token], body: list[Token]) -> None:
    """A person by role, perhaps with the name at its end: `spokeswoman for the charity Anna Reed`."""
    behind = body[len(core) :]
    mention.role = printed(text, body if behind and behind[0].lower == "of" else core)
    tail = _proper_tail(behind)
    if (
        1 < len(tail) < len(behind) - 1
        and is_given_name(tail[0].lower)
        and tail[-1].lower not in words.ORGANISATION_NAMES
    ):
        mention.name, behind = clean_name(text, tail), behind[: len(behind) - len(tail)]
        mention.role = printed(text, core + behind)
    mention.affiliation = affiliation_in(text, core) or _complement(text, behind)


def _proper_tail(core: list[Token]) -> list[Token]:
    tail: list[Token] = []
    for token in reversed(core):
        if not (token.is_capitalised or (tail and (token.lower in words.PARTICLES or token.kind == "quote"))):
            break
        tail.insert(0, token)
    return tail


def _proper_lead(core: list[Token]) -> list[Token]:
    lead: list[Token] = []
    for token in core:
        if token.text != "&" and (not token.is_capitalised or is_opening_word(token)):
            break
        lead.append(token)
    return lead if lead and _printed_low(lead) not in ADJECTIVES and _printed_low(lead) not in COUNTRIES else []


def _printed_low(tokens: list[Token]) -> str:
    return " ".join(t.lower for t in tokens)


def _complement(text: str, behind: list[Token]) -> str | None:
    """What stands behind "for", "at" or "of" in a role: the body it serves."""
    if not behind or behind[0].lower not in ("for", "at", "of", "with", "from"):
        return None
    rest = behind[1:]
    while rest and rest[0].lower in words.DETERMINERS:
        rest = rest[1:]
    end = next(
        (at for at, t in enumerate(rest) if (at and t.lower in ("in", "at", "on", "who")) or t.text == ","), len(rest)
    )
    return printed(text, rest[:end]) or None
