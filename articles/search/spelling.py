"""A search that finds nothing, read as what was meant: words as live stories spell them, one or two letters away.

The index knows the words of planned and withdrawn stories too, so none of them is believed: only a word that live
stories hold is right, and only one that they hold is offered. What is not public cannot be guessed at by typing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from unicodedata import name

from django.db import connections
from django.db.models import QuerySet

from articles.search.index import asked, backend_of
from articles.search.matching import Wanted
from articles.search.query import Query, Term

SHORTEST = 3  # letters: a shorter word is one letter away from too many
TWO_LETTERS_FROM = 6  # letters of a word in which two may be wrong
MOST_WORDS = 4  # of a query that are looked at
ALIKE = 60  # words of the index that are compared with each
OFFERED = 6  # of them that live stories are asked for
COUNTED = 50  # stories that hold a word, at most: more makes no word likelier
ALPHABETS = {
    "LATIN": "abcdefghijklmnopqrstuvwxyz",
    "CYRILLIC": "абвгдежзийклмнопрстуфхцчшщъыьэюя",
    "ARABIC": "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةء",
}


@dataclass(frozen=True)
class Guess:
    """A word that may be meant: what was typed, what live stories spell, how far apart they are."""

    typed: str
    word: str
    distance: int


def corrected(query: Query, editions: QuerySet) -> Query | None:
    """`query`, which finds none of `editions`, with the words that they hold; None when there is nothing better. Two queries."""
    words = list(dict.fromkeys(word for term in query.telling for word in term.folded if len(word) >= SHORTEST))
    words = words[:MOST_WORDS]
    if not words:
        return None
    guesses = guesses_for(words, editions.db)
    wanted = [wanted_word(word, editions.db) for word in [*words, *(guess.word for guess in guesses)]]
    counts = backend_of(editions.db).counts(connections[editions.db], editions, wanted, cap=COUNTED)
    known = {word for word, count in zip(words, counts, strict=False) if count}
    best: dict[str, tuple[int, int]] = {}
    better: dict[str, str] = {}
    for guess, count in zip(guesses, counts[len(words) :], strict=True):
        worth = (-guess.distance, count)
        if count and guess.typed not in known and worth > best.get(guess.typed, (-9, 0)):
            best[guess.typed], better[guess.typed] = worth, guess.word
    return query.with_words(better) if better and known | better.keys() == set(words) else None


def guesses_for(words: Sequence[str], using: str, *, names: bool = False) -> list[Guess]:
    """Words of stories, or of the `names` of sources, near each of `words`, the nearest first. One query."""
    away = {word: set(one_letter_away(word)) for word in words}
    near = sorted(set[str]().union(*away.values()))
    long = [word for word in words if len(word) >= TWO_LETTERS_FROM]
    alike = backend_of(using).spelt_alike(connections[using], long, near, limit=ALIKE, names=names)
    guesses: list[Guess] = []
    for word in words:
        most = 2 if len(word) >= TWO_LETTERS_FROM else 1
        found = [Guess(word, other, 1) for other in alike & away[word] - {word}]
        if most > 1:
            further = ((other, distance(word, other, most)) for other in alike - away[word] - {word})
            found += [Guess(word, other, off) for other, off in further if off <= most]
        # Where two are as near, the one that begins alike: first letters are seldom wrong.
        found.sort(key=lambda guess: (guess.distance, guess.word[0] != guess.typed[0], guess.word))
        guesses += found[:OFFERED]
    return guesses


def wanted_word(word: str, using: str) -> Wanted:
    found = asked(Query(word, (Term(word),)), using)
    assert found is not None, "a word of the index is a term"  # noqa: S101 - it was folded, and folds to itself
    return replace(found)


def one_letter_away(word: str) -> Iterator[str]:
    """Every spelling that is one letter too many, too few, wrong, or two in the wrong order away from `word`."""
    letters = ALPHABETS.get(name(word[0], "?").partition(" ")[0], "")
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        yield from (head + letter + tail for letter in letters)
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in letters)
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]


def distance(one: str, other: str, most: int) -> int:
    """How many letters are wrong, missing, too many or swapped with the next; anything above `most` is `most` + 1."""
    if abs(len(one) - len(other)) > most or letters_missing(one, other) > most:
        return most + 1
    before, last = [0] * (len(other) + 1), list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, against in enumerate(other, 1):
            cost = min(last[column] + 1, line[column - 1] + 1, last[column - 1] + (letter != against))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == against:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        if min(line) > most and min(last) > most:
            return most + 1
        before, last = last, line
    return min(last[-1], most + 1)


def letters_missing(one: str, other: str) -> int:
    """How many letters one of the two has that the other lacks, wherever they stand: it is as far away at least."""
    extra = sum(max(0, one.count(letter) - other.count(letter)) for letter in set(one))
    return max(extra, extra + len(other) - len(one))
