"""Anchors: a passage of a plain text kept by its words and what stood around it, and found again after edits.

Found exactly, else between what stood around it, else by likeness; else it is lost, and whoever shows the anchor has its
words still. Positions count code points. White space is folded: a line end is as good as a space.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice, takewhile

CONTEXT = 60  # characters kept on either side
LONGEST = 400  # characters of a passage
LIKE_ENOUGH = 0.6  # ratio of difflib; below it the words that are left say something else
LIKE_BETWEEN = 0.35  # the same between two contexts that both still stand: they vouch for the place
TELLING = 12  # characters a context must have to vouch for a place
SHARED = 3  # characters of a piece that counts as shared
EXACT_PLACES = 500  # as many occurrences of a passage are weighed by their surroundings
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Anchor:
    quote: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Place:
    """Where an anchor stands now: `text[start:end]`; `exact` when these are its very words."""

    start: int
    end: int
    exact: bool


def fold(text: str) -> str:
    return " ".join(text.split())


def anchor_at(text: str, start: int, end: int) -> Anchor:
    """The anchor of `text[start:end]`; `text` is folded."""
    end = min(end, start + LONGEST)
    return Anchor(text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])


class Passages:
    """One text in which anchors are looked up; it is folded and read once for all of them."""

    def __init__(self, text: str):
        self.text = fold(text)
        self._places: dict[str, list[int]] | None = None

    def find(self, anchor: Anchor) -> Place | None:
        """Where `anchor` stands now, or None when its words are gone."""
        quote = fold(anchor.quote)
        if not quote:
            return None
        return self._exactly(quote, anchor) or self._between(quote, anchor) or self._alike(quote, anchor)

    def words_at(self, place: Place) -> str:
        return self.text[place.start : place.end]

    def _exactly(self, quote: str, anchor: Anchor) -> Place | None:
        starts = list(islice(occurrences(self.text, quote), EXACT_PLACES))
        if not starts:
            return None
        start = max(starts, key=lambda start: self._around(start, start + len(quote), anchor))
        return Place(start, start + len(quote), exact=True)

    def _around(self, start: int, end: int, anchor: Anchor) -> int:
        """How many characters next to the passage are still those of the anchor, on both sides."""
        left = self.text[max(0, start - CONTEXT) : start]
        right = self.text[end : end + CONTEXT]
        return common_start(left[::-1], anchor.before[::-1]) + common_start(right, anchor.after)

    def _between(self, quote: str, anchor: Anchor) -> Place | None:
        """What stands between the two contexts, when both are still there and it is something like the passage."""
        before, after = anchor.before.strip(), anchor.after.strip()
        if min(len(before), len(after)) < TELLING:
            return None
        for found in islice(occurrences(self.text, before), EXACT_PLACES):
            start = found + len(before)
            end = self.text.find(after, start, start + 2 * len(quote) + CONTEXT + len(after))
            place = self._trimmed(start, end) if end > start else None
            if place and likeness(quote, self.words_at(place)) >= LIKE_BETWEEN:
                return place
        return None

    def _alike(self, quote: str, anchor: Anchor) -> Place | None:
        """The passage most like the quote. Each word they share votes for where the passage would begin."""
        votes: Counter[int] = Counter()
        words = [(match.start(), match.group().casefold()) for match in WORD.finditer(quote)]
        for offset, word in words:
            for position in self._word_places().get(word, []):
                votes[(position - offset) // 16] += 1
        best: tuple[float, int, Place] | None = None
        for bucket, count in votes.most_common(8):
            if count < 2 and len(words) > 2:
                break
            start = max(0, bucket * 16)
            place = self._closed_in(quote, start, min(len(self.text), start + len(quote) + 32))
            if place is None:
                continue
            mark = (likeness(quote, self.words_at(place)), self._around(place.start, place.end, anchor), place)
            if best is None or mark[:2] > best[:2]:
                best = mark
        return best[2] if best and best[0] >= LIKE_ENOUGH else None

    def _closed_in(self, quote: str, start: int, end: int) -> Place | None:
        """The whole words of `text[start:end]` from the first to the last piece it shares with `quote`."""
        window = self.text[start:end]
        blocks = SequenceMatcher(None, quote, window, autojunk=False).get_matching_blocks()
        shared = [block for block in blocks if block.size >= min(SHARED, len(quote))]
        if not shared:
            return None
        end = start + shared[-1].b + shared[-1].size
        start += shared[0].b
        while start > 0 and self.text[start - 1].isalnum() and self.text[start].isalnum():
            start -= 1
        while end < len(self.text) and self.text[end].isalnum() and self.text[end - 1].isalnum():
            end += 1
        return self._trimmed(start, end)

    def _trimmed(self, start: int, end: int) -> Place | None:
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return Place(start, end, exact=False) if end > start else None

    def _word_places(self) -> dict[str, list[int]]:
        """Each word's places, at most 50: a word that stands everywhere says nothing about where."""
        if self._places is None:
            self._places = {}
            for match in WORD.finditer(self.text):
                places = self._places.setdefault(match.group().casefold(), [])
                if len(places) < 50:
                    places.append(match.start())
        return self._places


def occurrences(text: str, part: str):
    """Every start of `part` in `text`, overlapping ones too."""
    start = text.find(part)
    while start >= 0:
        yield start
        start = text.find(part, start + 1)


def common_start(one: str, other: str) -> int:
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def likeness(one: str, other: str) -> float:
    """0 to 1, by difflib over characters; cheap upper bounds first."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if min(matcher.real_quick_ratio(), matcher.quick_ratio()) < LIKE_BETWEEN:
        return 0.0
    return matcher.ratio()
