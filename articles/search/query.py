"""What a reader typed into a search box, as terms to look for. Any text is a query; none is an error."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace

from articles.search.words import EMPTY, words_of
from articles.text.sanitise import clean_text

MAX_LENGTH = 200  # characters; a headline copied whole fits
MAX_TERMS = 16
SHORTEST_BEGINNING = 2  # letters before a star: fewer would name half the index

# A phrase in quotes of any kind (an opened one ends with the text), or a run of anything but spaces and quotes.
QUOTED_OR_WORD = re.compile(r"[\"“”„«»]([^\"“”„«»]*)[\"“”„«»]?|([^\s\"“”„«»]+)")


@dataclass(frozen=True)
class Term:
    """Words that stand next to each other, nearly always one. With `beginning`, the last one goes on (`harb*`)."""

    words: str
    beginning: bool = False

    @property
    def folded(self) -> tuple[str, ...]:
        """Its words as the index folds them."""
        return tuple(words_of(self.words))

    def typed(self) -> str:
        """The term as a reader would type it."""
        return f'"{self.words}"' if " " in self.words else self.words + "*" * self.beginning


@dataclass(frozen=True)
class Query:
    """`text` is what was typed, cleaned and cut; all of `terms` must be found. Without terms nothing is."""

    text: str
    terms: tuple[Term, ...]
    shortened: bool = False

    @property
    def telling(self) -> tuple[Term, ...]:
        """The terms that must be found: without “the” and “of”, unless there is nothing else."""
        return tuple(term for term in self.terms if not is_empty(term)) or self.terms

    def with_words(self, better: Mapping[str, str]) -> Query:
        """This query with other words for some folded ones of it."""
        terms = tuple(
            replace(term, words=" ".join(better.get(word, word) for word in term.folded))
            if better.keys() & set(term.folded)
            else term
            for term in self.terms
        )
        return Query(" ".join(term.typed() for term in terms), terms)


def is_empty(term: Term) -> bool:
    return not term.beginning and " " not in term.words and EMPTY.issuperset({term.words.casefold(), *term.folded})


def read_query(typed: str) -> Query:
    """The query in `typed`: at most MAX_LENGTH characters and MAX_TERMS terms of it are used."""
    text = " ".join(clean_text(unicodedata.normalize("NFC", typed[: MAX_LENGTH * 50])).split())
    kept = text if len(text) <= MAX_LENGTH else cut_at_word(text)
    terms = list(dict.fromkeys(filter(None, map(read_term, QUOTED_OR_WORD.finditer(kept)))))
    return Query(kept, tuple(terms[:MAX_TERMS]), shortened=kept != text or len(terms) > MAX_TERMS)


def cut_at_word(text: str) -> str:
    cut = text[:MAX_LENGTH]
    return cut.rpartition(" ")[0] or cut


def read_term(match: re.Match[str]) -> Term | None:
    """The term of one match; None when it holds nothing that an index could know (only signs, only an emoji)."""
    phrase, word = match[1], match[2]
    if phrase is not None:
        return Term(phrase.strip()) if has_words(phrase) else None
    words = word.strip("*")
    if not has_words(words):
        return None
    return Term(words, beginning=word.endswith("*") and len(words) >= SHORTEST_BEGINNING)


def has_words(text: str) -> bool:
    return next(words_of(text), None) is not None
