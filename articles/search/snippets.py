"""The words around a hit, as HTML: everything escaped, the hits in `<mark>`. The same on either database."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape

from django.utils.safestring import SafeString, mark_safe

from articles.search.query import Query, Term
from articles.search.words import MARKS, WORD, fold, language_of, stem

LOOKED_THROUGH = 20_000  # characters of a body, about 3,500 words
AROUND = 220  # characters of a snippet
BEFORE = 60  # of them before the first hit
MOST_REMEMBERED = 5_000  # words of texts, for each of the last hundred queries
ELLIPSIS = "…"
# Where Unicode has Latin letters, and signs that stand for them.
LATIN = (
    *(range(0x30, 0x300), range(0x1D00, 0x1F00), range(0x2070, 0x2190), range(0x2460, 0x2500), range(0x2C60, 0x2C80)),
    *(range(0x3200, 0x3400), range(0xA720, 0xA800), range(0xFB00, 0xFB07), range(0xFF10, 0xFF5B)),
)

FIRST_MARK, MARKED = MARKS[0], frozenset(MARKS)
# Signs that a word may begin with and that are folded to nothing.
SILENT = "\u0640\ufcf2\ufcf3\ufcf4\ufe71\ufe77\ufe79\ufe7b\ufe7d\ufe7f"


@dataclass(frozen=True)
class Sought:
    """One word of a query in one language: its stem, or with `begins` what it begins with."""

    stem: str
    begins: str = ""

    def meets(self, word: str, language: str) -> bool:
        return stem(word, language) == self.stem or (bool(self.begins) and word.startswith(self.begins))


def snippet_of(text: str, language: str, query: Query) -> SafeString:
    """The part of `text` that holds most of the words of `query`, with them marked; empty when none stands in it."""
    language = language_of(language)
    text = text[:LOOKED_THROUGH]
    found = places_of(text, language, query.telling) if query.terms else []
    if not found:
        return SafeString()
    start, stop = bounds(text, best_window(found))
    inside = with_marks(
        text[start:stop], [(begin - start, end - start) for begin, end, _ in found if start <= begin and end <= stop]
    )
    # Safe: what is inside was escaped, what is around it is ours.
    return mark_safe(ELLIPSIS * (start > 0) + inside + ELLIPSIS * (stop < len(text)))  # noqa: S308 - as said


def marked(text: str, language: str, query: Query) -> SafeString:
    """The whole of `text`, a headline say, with the words of `query` marked."""
    found = places_of(text, language_of(language), query.telling) if query.terms else []
    return with_marks(text, [(begin, end) for begin, end, _ in found])


def places_of(text: str, language: str, terms: Sequence[Term]) -> list[tuple[int, int, int]]:
    """Where words of `terms` stand in `text`: beginning, end and the number of the word."""
    sought = tuple(sought_in(terms, language))
    met = met_by(sought, language)
    return [
        (match.start(), match.end(), number) for match in candidates(text, language, sought) for number in met[match[0]]
    ]


class MetBy(dict[str, tuple[int, ...]]):
    """Which of `sought` a word of a text is, by their numbers: found out once for each word."""

    def __init__(self, sought: Sequence[Sought], language: str):
        super().__init__()
        self.sought, self.language = sought, language

    def __missing__(self, typed: str) -> tuple[int, ...]:
        word = fold(typed)
        met = tuple(number for number, one in enumerate(self.sought) if word and one.meets(word, self.language))
        if len(self) < MOST_REMEMBERED:
            self[typed] = met
        return met


@lru_cache(maxsize=100)
def met_by(sought: tuple[Sought, ...], language: str) -> MetBy:
    return MetBy(sought, language)


def sought_in(terms: Iterable[Term], language: str) -> Iterable[Sought]:
    for term in terms:
        *first, last = term.folded
        yield from (Sought(stem(word, language)) for word in first)
        yield Sought(stem(last, language), last if term.beginning else "")


def candidates(text: str, language: str, sought: Iterable[Sought]) -> Iterable[re.Match[str]]:
    """The words of `text` that may be meant. A stem keeps the first letter of its words, save in Arabic."""
    firsts = {letter for one in sought for letter in (one.stem[:1], one.begins[:1]) if letter}
    if language == "ar" or not all(letter.isascii() for letter in firsts) or any(sign in text for sign in SILENT):
        return WORD.finditer(text)
    found = beginning_with(frozenset(firsts)).finditer(text)
    return (each for each in found if text[each.start() - 1 : each.start()] < FIRST_MARK or begins(text, each.start()))


def begins(text: str, at: int) -> bool:
    """Whether a word begins there: what stands before may be a mark of a letter before."""
    while at and text[at - 1] in MARKED:
        at -= 1
    return not (at and WORD.fullmatch(text[at - 1]))


@cache
def first_letters() -> dict[str, str]:
    """What letters of Latin are folded to, with accents, as ligatures, full width and so on: by its first letter."""
    return {letter: fold(letter)[:1] for codes in LATIN for letter in map(chr, codes) if letter.isalnum()}


@lru_cache(maxsize=1_000)
def beginning_with(firsts: frozenset[str]) -> re.Pattern[str]:
    """What finds words that begin with one of these letters, whatever their case and accents."""
    letters = "".join(letter for letter, first in first_letters().items() if first in firsts)
    # The look behind comes after the letter: so the text is searched for the letter, three times as fast.
    return re.compile(rf"[{re.escape(letters)}](?<![^\W_].)(?:[^\W_]|[{re.escape(MARKS)}])*")


def best_window(found: Sequence[tuple[int, int, int]]) -> int:
    """Where the snippet's first hit is: of all hits, the one with the most different words close after it."""

    def worth(at: int) -> int:
        begin = found[at][0]
        return len({number for start, _end, number in found[at : at + 40] if start < begin + AROUND - BEFORE})

    return found[max(range(len(found)), key=lambda at: (worth(at), -at))][0]


def bounds(text: str, first: int) -> tuple[int, int]:
    """Where a snippet with its first hit at `first` begins and ends: between words, at a sentence's beginning if near."""
    start = max(0, first - BEFORE)
    if start:
        sentence = max(text.rfind(sign, start, first) for sign in (". ", "! ", "? ", "\n", "؟ "))
        space = text.find(" ", start, first)
        start = sentence + 1 if sentence >= 0 else (space + 1 if space >= 0 else first)
    stop = min(len(text), start + AROUND)
    if stop < len(text):
        space = text.rfind(" ", first, stop)
        stop = space if space > first else stop
    return start, stop


def with_marks(piece: str, hits: Iterable[tuple[int, int]]) -> SafeString:
    """`piece` escaped, white space as single spaces, each of `hits` in a mark element."""
    parts, last = [], 0
    for begin, end in dict.fromkeys(hits):
        parts += [escape(piece[last:begin]), "<mark>", escape(piece[begin:end]), "</mark>"]
        last = end
    # Safe: every piece was escaped here; the only markup is the mark element.
    return mark_safe(" ".join("".join([*parts, escape(piece[last:])]).split()))  # noqa: S308 - escaped, see above
