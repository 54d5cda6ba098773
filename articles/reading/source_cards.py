"""The box “Sources in this story”: a card for each who speaks, what readers can look up, and what was not checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from articles.publishing.models import Edition
from articles.reading.attributions import Spoken
from articles.sourcing.evidence import offset_in_words
from articles.sourcing.models import Evidence, Source, Statement
from articles.sourcing.terms import PublicAttribution, attribution_of
from articles.text.excerpt import shorten

LISTED_UNCHECKED = 10  # quotations; the number of all of them is said
UNCHECKED_WORDS = 120  # characters of each


@dataclass
class Card:
    """Who speaks, as readers may know them, and `places`, the numbers of the statements in the story that are theirs."""

    number: int
    name: str
    is_named: bool
    about: str = ""
    url: str = ""
    why_unnamed: str = ""
    source: Source | None = None  # of those who are named
    statements: int = 0
    places: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Mark:
    """What the body shows of a statement: its number in the story, the card of who said it, the words in quotation marks."""

    key: int
    place: int
    card: Card
    quotes: tuple[str, ...] = ()
    has_quotes: bool = False


@dataclass(frozen=True)
class Looked:
    """Something readers can look up: an address as it was seen, or a note."""

    words: str
    url: str
    seen: Evidence
    at_second: str = ""


@dataclass(frozen=True)
class SourcesBox:
    cards: list[Card]
    looked_up: list[Looked]
    unchecked: list[str]
    unchecked_number: int
    unverified: str
    how_reported: str
    publisher: Source | None = None

    def __bool__(self) -> bool:
        texts = self.unverified or self.how_reported
        return bool(self.cards or self.looked_up or self.unchecked or texts or self.publisher)


def cards_of(statements: Iterable[Statement], marked: Iterable[int]) -> tuple[list[Card], dict[int, Mark]]:
    """A card for each who speaks, in the order of the text, and the marks of the statements that the body refers to.

    `marked` are the keys of those, in the order of the text.
    """
    known = {statement.pk: statement for statement in statements}
    cards: dict[object, Card] = {}
    own: dict[int, Card] = {}
    for statement in known.values():
        who = attribution_of(statement)
        if who is not None:
            card = cards.setdefault(identity(statement, who), new_card(len(cards) + 1, statement, who))
            card.statements += 1
            card.about = card.about or who.role
            own[statement.pk] = card
    marks: dict[int, Mark] = {}
    for key in marked:
        if key in own:
            marks[key] = mark_of(known[key], own[key], len(marks) + 1)
            own[key].places.append(marks[key].place)
    for card in cards.values():
        card.about = card.about or (card.source.description if card.source else "")
    return list(cards.values()), marks


def identity(statement: Statement, who: PublicAttribution) -> object:
    """What makes two speakers one card: the source of a name; of a description nothing but its words."""
    return statement.source_id if who.is_named else (who.name, who.why_unnamed)


def new_card(number: int, statement: Statement, who: PublicAttribution) -> Card:
    source = statement.source if who.is_named else None
    return Card(number, who.name, who.is_named, url=who.url, why_unnamed=who.why_unnamed, source=source)


def mark_of(statement: Statement, card: Card, place: int) -> Mark:
    quotes = tuple(quote for quote in statement.quotes if isinstance(quote, str))
    return Mark(statement.pk, place, card, quotes, statement.kind != Statement.Kind.PARAPHRASE)


def looked_up(shown: Mapping[int, Sequence[Evidence]]) -> list[Looked]:
    """Each address and note once, in the order of the text."""
    found: dict[tuple[str, str, int | None], Looked] = {}
    for rows in shown.values():
        for row in rows:
            words = row.description or host_of(row.url)
            found.setdefault((row.url, words, row.offset), Looked(words, row.url, row, offset_in_words(row.offset)))
    return list(found.values())


def host_of(url: str) -> str:
    return url.partition("://")[2].partition("/")[0]


def box_of(edition: Edition, spoken: Spoken, cards: list[Card], publisher: Source | None) -> SourcesBox:
    """All that the box of `edition` says. `publisher` when readers may know it."""
    return SourcesBox(
        cards,
        looked_up(spoken.shown),
        [shorten(words, UNCHECKED_WORDS) for words in spoken.unchecked[:LISTED_UNCHECKED]],
        len(spoken.unchecked),
        edition.unverified,
        edition.how_reported,
        publisher,
    )
