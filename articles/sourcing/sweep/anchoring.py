"""Where each statement stands in a text that may have been edited since, or that it stands nowhere any more.

In this order: a mark in the body that holds its very words; its paragraph, unchanged; its words, where what stands
around them shows that it is the same place. Never other words, and when in doubt nowhere: then a person decides.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from articles.sourcing.models import Statement
from articles.text.anchors import common_start, fold, occurrences
from articles.text.marking import Body, Passage, words_at

AROUND = 200  # letters on either side that are compared
TELLING = 12  # letters around a passage that vouch for its place
LONG = 24  # letters of a passage that hardly anyone says twice
MOST = 200  # occurrences of the same words that are weighed


@dataclass(frozen=True)
class Occurrence:
    """The same words in a text, `start` counted in its joined paragraphs."""

    start: int
    before: str
    after: str


class Text:
    """Paragraphs joined for searching; made once for all statements."""

    def __init__(self, paragraphs: list[str]):
        self.paragraphs = paragraphs
        self.whole = "\n".join(paragraphs)
        self.starts = [0]
        for paragraph in paragraphs[:-1]:
            self.starts.append(self.starts[-1] + len(paragraph) + 1)
        self.digests: dict[str, list[int]] = {}
        for number, paragraph in enumerate(paragraphs):
            self.digests.setdefault(digest_of(paragraph), []).append(number)

    def occurrences(self, words: str) -> list[Occurrence]:
        """Each place of `words`; a line end in them is the border of two paragraphs."""
        found: list[Occurrence] = []
        for start in occurrences(self.whole, words):
            end = start + len(words)
            found.append(Occurrence(start, self.whole[max(0, start - AROUND) : start], self.whole[end : end + AROUND]))
            if len(found) == MOST:
                break
        return found

    def passage(self, start: int, length: int) -> Passage:
        paragraph = max(number for number, begun in enumerate(self.starts) if begun <= start)
        first = start - self.starts[paragraph]
        return Passage(paragraph, first, first + length)

    def place_of(self, passage: Passage) -> int | None:
        return self.starts[passage.paragraph] + passage.start if passage.paragraph < len(self.paragraphs) else None


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def digest_at(paragraphs: list[str], passage: Passage) -> str:
    """The digest of the paragraphs that a passage touches."""
    rest, touched = passage.end, []
    for text in paragraphs[passage.paragraph :]:
        touched.append(text)
        if rest <= len(text):
            break
        rest -= len(text) + 1
    return digest_of("\n".join(touched))


Former = Callable[[], Text | None]


def place(
    statements: Iterable[Statement], body: Body, former: Callable[[], list[str] | None] = lambda: None
) -> dict[int | None, Passage | None]:
    """By its key, where each statement stands in `body` now; None where its words are not found for sure.

    `former` gives the paragraphs as they were when the statements were last placed, or None; it is asked once, when
    something has moved.
    """
    text = Text(body.paragraphs)

    @cache
    def before() -> Text | None:
        paragraphs = former()
        return Text(paragraphs) if paragraphs else None

    taken: set[tuple[str, Passage]] = set()
    places: dict[int | None, Passage | None] = {}
    for statement in statements:
        found = _place_of(statement, body, text, before, taken)
        if found is not None:
            taken.add((statement.anchor_digest, found))
        places[statement.pk] = found
    return places


def _place_of(statement: Statement, body: Body, text: Text, former: Former, taken: set) -> Passage | None:
    words = "\n".join(fold(line) for line in statement.words.splitlines() if line.strip())
    if not words or not text.paragraphs:
        return None
    if statement.pk in body.marks:
        return _marked(statement, words, body)
    return _unchanged(statement, words, text, former, taken) or _found_again(statement, words, text, former)


def _marked(statement: Statement, words: str, body: Body) -> Passage | None:
    """The mark that holds the words. One whose words were edited says that the statement is no longer what was said."""
    held = [passage for passage in body.marks[statement.pk] if body.words_at(passage) == words]
    return min(held, key=lambda passage: abs(passage.paragraph - statement.paragraph), default=None)


def _unchanged(statement: Statement, words: str, text: Text, former: Former, taken: set) -> Passage | None:
    """The same place in the paragraph, where that is as it was; of several alike the nearest that is free."""
    if not statement.anchor_digest:
        return None
    here = Passage(statement.paragraph, statement.start, statement.end)
    if "\n" in words:
        alike = [here] if here.paragraph < len(text.paragraphs) else []
        alike = [passage for passage in alike if digest_at(text.paragraphs, passage) == statement.anchor_digest]
    else:
        numbers = text.digests.get(statement.anchor_digest, [])
        alike = [Passage(number, statement.start, statement.end) for number in numbers]
    alike = [passage for passage in alike if words_at(text.paragraphs, passage) == words]

    free = [passage for passage in alike if (statement.anchor_digest, passage) not in taken]
    best = min(free or alike, key=lambda passage: abs(passage.paragraph - statement.paragraph), default=None)
    if best is None or (best == here and len(alike) == 1):
        return best
    before = former()
    if before is None or len(before.digests.get(statement.anchor_digest, [])) in {0, len(alike)}:
        return best
    return None  # of several paragraphs that were alike some were edited: which of them was this one?


def _found_again(statement: Statement, words: str, text: Text, former: Former) -> Passage | None:
    """The words where what stands around them is what stood around them, more than around any other of their places."""
    found = text.occurrences(words)
    if not found:
        return None
    own, others = _as_it_was(statement, words, former())
    if own is None:
        sure = len(found) == 1 and (len(words) >= LONG or not statement.anchor_digest)
        return text.passage(found[0].start, len(words)) if sure else None
    weighed = sorted(((alike(own, one), -abs(own.start - one.start), one) for one in found), key=lambda item: item[:2])
    best, _distance, one = weighed[-1]
    if len(weighed) > 1 and weighed[-2][0] == best:
        return None
    if any(alike(other, one) >= best for other in others):
        return None  # it is rather the place where somebody else said the same
    alone = len(found) == 1 and not others and len(words) >= LONG
    return text.passage(one.start, len(words)) if best >= TELLING or alone else None


def _as_it_was(statement: Statement, words: str, former: Text | None) -> tuple[Occurrence | None, list[Occurrence]]:
    """The statement's own place in the former text, and the other places of its words there."""
    passage = Passage(statement.paragraph, statement.start, statement.end)
    place = former.place_of(passage) if former else None
    if former is None or place is None or not statement.anchor_digest:
        return None, []
    if digest_at(former.paragraphs, passage) != statement.anchor_digest or not former.whole.startswith(words, place):
        return None, []
    places = former.occurrences(words)
    own = next((one for one in places if one.start == place), None)
    return own, [one for one in places if one.start != place]


def alike(one: Occurrence, other: Occurrence) -> int:
    """How many letters next to the words are the same, on both sides."""
    return common_start(one.before[::-1], other.before[::-1]) + common_start(one.after, other.after)
