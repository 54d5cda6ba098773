"""Offices told anywhere in a text, by a subject or not: `asked by the coroner, Hilary Voss, how long`."""

from __future__ import annotations

from articles.sourcing.suggesting import lexicon as words
from articles.sourcing.suggesting.entity import Entity
from articles.sourcing.suggesting.register import Register
from articles.sourcing.suggesting.shapes import is_role
from articles.sourcing.suggesting.words import Token

MOST_WORDS = 6  # of the description between its article and the comma
MOST_NAMES = 4
DESCRIBING = words.ARTICLES | {"former", "acting", "chief", "deputy", "head"}


def read_offices(row: list[Token], register: Register) -> None:
    """Let the register know that Hilary Voss is a coroner, from `the coroner, Hilary Voss,` in one paragraph."""
    for at in range(1, len(row) - 1):
        if row[at].text != ",":
            continue
        for person, office in (_name_behind(row, at, register), _name_before(row, at, register)):
            if person is not None and office:
                person.titles.update(office)


def _name_behind(row: list[Token], comma: int, register: Register) -> tuple[Entity | None, set[str]]:
    """`the chief coroner | , Hilary Voss,`"""
    if row[comma - 1].is_capitalised or not is_role(row[comma - 1].lower):
        return None, set()
    opens = any(row[n].lower in DESCRIBING for n in range(max(0, comma - MOST_WORDS), comma - 1))
    end = comma + 1
    while end < len(row) and end - comma <= MOST_NAMES and row[end].is_capitalised:
        end += 1
    closed = end >= len(row) or (row[end].kind == "point" and row[end].text in ",.;:")
    if not opens or not closed or end - comma < 3:
        return None, set()
    return _person(row[comma + 1 : end], register), {row[comma - 1].lower}


def _name_before(row: list[Token], comma: int, register: Register) -> tuple[Entity | None, set[str]]:
    """`Hilary Voss | , the coroner,`, `Hilary Voss, a coroner for Ashby,`"""
    start = comma
    while start > 0 and comma - start < MOST_NAMES and row[start - 1].is_capitalised:
        start -= 1
    if comma - start < 2 or row[comma + 1].lower not in words.ARTICLES:
        return None, set()
    for at in range(comma + 2, min(len(row), comma + 2 + MOST_WORDS)):
        if row[at].kind != "word":
            return None, set()
        if is_role(row[at].lower):
            behind = row[at + 1] if at + 1 < len(row) else None
            closed = behind is None or behind.text in ",." or behind.lower in ("of", "for", "at", "in", "who", "from")
            return (_person(row[start:comma], register), {row[at].lower}) if closed else (None, set())
    return None, set()


def _person(name: list[Token], register: Register) -> Entity | None:
    parts = [token.lower for token in name if token.lower not in words.TITLES]
    person = register.person_named(parts) if len(parts) > 1 else None
    return person if person is not None and len(person.parts) > 1 else None
