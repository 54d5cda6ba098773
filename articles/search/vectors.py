"""What is told and asked on PostgreSQL, as text: tsvectors of documents, tsqueries of what is wanted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from zlib import crc32

from articles.search.backend import Document
from articles.search.matching import Form, Wanted, sign

LAST_PLACE = 16_383  # a tsvector knows no higher place
MOST_PLACES = 255  # of one lexeme
GAP = 20  # places between two texts: no phrase goes over them
BLOCK = 1_000  # keys of editions that share a sign, by which the newest are asked of a GIN index, which has no order
PAIRS = 2**20  # signs of two words that stand next to each other: of 100,000 stories 30 share one by chance


def row_of(document: Document) -> tuple[int, str, str, str, str, str]:
    """The key and the vectors `words` (with the signs), `heads`, `headline`, `said` and `pairs`."""
    heads = [("A", document.headline), ("B", document.standfirst)]
    texts = [*heads, ("C", document.body)]
    said = [("D", words) for words in document.said]
    pairs = {pair_of(*pair) for _weight, lexemes in (*texts, *said) for pair in pairwise(lexemes)}
    return (
        document.edition_id,
        vector(texts, [*document.signs, block_of(document.edition_id)]),
        vector(heads),
        vector(heads[:1]),
        vector(said),
        " ".join(sorted(pairs)),
    )


def vector(texts: Iterable[tuple[str, Sequence[str]]], signs: Iterable[str] = ()) -> str:
    """A tsvector as text: each lexeme with its places and weights; a sign has none."""
    places: dict[str, list[str]] = {}
    place = 0
    for weight, lexemes in texts:
        for lexeme in lexemes:
            place += 1
            at = places.setdefault(lexeme, [])
            if len(at) < MOST_PLACES:
                at.append(f"{min(place, LAST_PLACE)}{weight}")
        place += GAP
    return " ".join([*(f"{quoted(lexeme)}:{','.join(at)}" for lexeme, at in places.items()), *map(quoted, signs)])


def tsquery_of(wanted: Wanted, *, loosely: bool = False) -> str:
    """The terms of `wanted` as the text of a tsquery; when `loosely`, the words of a phrase may stand anywhere."""
    between = " & " if loosely else " <-> "
    terms = ["(" + " | ".join(form_of(form, between) for form in forms) + ")" for forms in wanted.terms]
    return " & ".join(terms)


def form_of(form: Form, between: str) -> str:
    return "(" + between.join(map(quoted, form.lexemes)) + ":*" * form.beginning + ")"


def signs_of(wanted: Wanted) -> str:
    return " & ".join(map(quoted, wanted.signs))


def pairs_of(wanted: Wanted) -> str:
    """The signs of the phrases of `wanted`, as a tsquery; empty without any.

    A GIN index knows no places: without them each story that holds the words of a phrase is looked into.
    """
    terms = []
    for forms in wanted.terms:
        pairs = [[pair_of(*pair) for pair in pairwise(whole_words(form))] for form in forms]
        if all(pairs):
            terms.append("(" + " | ".join("(" + " & ".join(each) + ")" for each in pairs) + ")")
    return " & ".join(terms)


def whole_words(form: Form) -> tuple[str, ...]:
    return form.lexemes[:-1] if form.beginning else form.lexemes


def pair_of(one: str, other: str) -> str:
    return f"{crc32(f'{one} {other}'.encode()) % PAIRS:05x}"


def newest_blocks(newest: int, number: int) -> str:
    """The tsquery of the newest `number` blocks of keys."""
    last = newest // BLOCK
    return " | ".join(quoted(block_of(block * BLOCK)) for block in range(max(0, last - number + 1), last + 1))


def block_of(edition_id: int) -> str:
    return sign("block", edition_id // BLOCK)


def quoted(lexeme: str) -> str:
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"
