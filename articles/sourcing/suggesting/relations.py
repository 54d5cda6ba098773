"""Who "her deputy" and "his lawyer" are: people whom the text named beside such words."""

from __future__ import annotations

from articles.sourcing.suggesting import lexicon as words
from articles.sourcing.suggesting.entity import Entity
from articles.sourcing.suggesting.register import Register
from articles.sourcing.suggesting.shapes import is_role
from articles.sourcing.suggesting.words import Token

OWNERS = {"his": "his", "her": "her", "f": "her", "m": "his"}
MOST_WORDS = 5  # of a description between its owner and the name


class Relations:
    """Relations of one article, by the owner's pronoun and the word for the relation."""

    def __init__(self) -> None:
        self.named: dict[tuple[str, str], list[Entity]] = {}

    def read(self, row: list[Token], register: Register) -> None:
        """Note `her deputy, Paul Reed`, `Moss's wife Ellen` and `Eva Stone, his lawyer,` in one paragraph."""
        for at, token in enumerate(row):
            pronoun = self._owner(row, at, register)
            if pronoun is None:
                continue
            head = _head_behind(row, at + 1)
            person = None if head is None else _named_at(row, head + 1, register) or _named_before(row, at, register)
            if head is not None and person is not None and token.kind in ("word", "possessive"):
                known = self.named.setdefault((pronoun, row[head].lower), [])
                if person not in known:
                    known.append(person)

    def who_is(self, pronoun: str, head: str) -> Entity | None:
        """The one person the article names as somebody's `head`; None where two would fit."""
        known = self.named.get((pronoun, head), [])
        return known[0] if len(known) == 1 else None

    def _owner(self, row: list[Token], at: int, register: Register) -> str | None:
        if row[at].kind != "possessive":
            return OWNERS.get(row[at].lower) if row[at].lower in ("his", "her") else None
        start = at
        while start and row[start - 1].is_capitalised and at - start < MOST_WORDS:
            start -= 1
        parts = [t.lower for t in row[start:at] if t.lower not in words.TITLES]
        owner = register.person_named(parts) if parts else None
        return OWNERS.get(owner.gender or "") if owner is not None else None


def _head_behind(row: list[Token], start: int) -> int | None:
    """The role that the words behind the owner end with: `her | long-serving deputy`."""
    head = None
    for at in range(start, min(len(row), start + MOST_WORDS)):
        if row[at].kind != "word" or row[at].is_capitalised or row[at].lower in words.CONJUNCTIONS:
            break
        if is_role(row[at].lower):
            head = at
    return head


def _named_at(row: list[Token], at: int, register: Register) -> Entity | None:
    """The person named at `at`, a comma left out."""
    if at < len(row) and row[at].text == ",":
        at += 1
    end = at
    while end < len(row) and row[end].is_capitalised and end - at < MOST_WORDS:
        end += 1
    parts = [t.lower for t in row[at:end] if t.lower not in words.TITLES]
    return register.person_named(parts) if parts else None


def _named_before(row: list[Token], at: int, register: Register) -> Entity | None:
    """`Eva Stone, | his lawyer,`: the name before the comma."""
    if at < 2 or row[at].kind == "possessive" or row[at - 1].text != ",":
        return None
    start = at - 1
    while start > 0 and row[start - 1].is_capitalised and at - start < MOST_WORDS:
        start -= 1
    parts = [t.lower for t in row[start : at - 1] if t.lower not in words.TITLES]
    return register.person_named(parts) if len(parts) > 1 else None
