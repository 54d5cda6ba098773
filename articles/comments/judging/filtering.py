"""What the filter in use says of a comment: a sum over its features, in plain arithmetic. Training is in training.py.

A filter is kept as 2^18 little-endian floats, compressed, and read as such: numbers of a known count, in which nothing
can be executed. One is held in memory, 1 MB.
"""

from __future__ import annotations

import logging
import sys
import zlib
from array import array
from math import exp

from articles.comments.judging.cases import Opinion
from articles.comments.judging.features import SPACE, VERSION, blocks_of, features_of, number_of
from articles.comments.judging.models import SpamFilter

logger = logging.getLogger(__name__)
ENOUGH = 200  # decisions; with fewer it only says a score
SHOWN = 3  # features named to a moderator
KINDS_IN_WORDS = {"zurl": "web address", "zsite": "web address", "zmail": "e-mail address", "zwatch": "video address"}
_held: dict[int, Weights] = {}


class Weights:
    """A filter ready to judge."""

    def __init__(self, values: array[float], intercept: float):
        self.values, self.intercept = values, intercept

    def score(self, text: str) -> float:
        """How like the rejected ones, 0 to 1."""
        values = self.values
        total = self.intercept + sum([values[index] * value for index, value in features_of(text).items()])
        return 1 / (1 + exp(-max(-60.0, min(60.0, total))))

    def because(self, text: str) -> tuple[str, ...]:
        """The words that weighed most towards rejection, the heaviest first."""
        weighed: dict[str, float] = {}
        _block, values = next(blocks_of(text))
        for name, value in values.items():
            if any(letter.isalnum() for letter in name):
                words = " ".join(KINDS_IN_WORDS.get(word, word) for word in name.split())
                weighed[words] = max(self.values[number_of(name)] * value, weighed.get(words, 0.0))
        heaviest = sorted(weighed, key=lambda words: -weighed[words])
        return tuple(words for words in heaviest[:SHOWN] if weighed[words] > 0)


def opinion_on(text: str) -> Opinion | None:
    """What the filter in use says; None while none is. One query, two when another came into use since the last time."""
    row = SpamFilter.objects.filter(in_use=True, look=VERSION).defer("weights").first()
    if row is None:
        return None
    if row.pk not in _held:
        try:
            loaded = Weights(unpacked(bytes(row.weights)), row.intercept)
        except ValueError:
            logger.exception("filter %d cannot be read; judging goes on without it", row.pk)
            return None
        _held.clear()
        _held[row.pk] = loaded
    weights = _held[row.pk]
    score = round(weights.score(text), 4)
    holds_from = row.holds_from if row.decisions >= ENOUGH else None
    because = weights.because(text) if holds_from is not None and score >= holds_from else ()
    return Opinion(score, row.pk, holds_from, because)


def packed(values: array[float]) -> bytes:
    """For the database. `values` are SPACE floats."""
    return zlib.compress(_little_endian(values).tobytes(), 9)


def unpacked(stored: bytes) -> array[float]:
    """What `packed` made. Raises ValueError for anything else; never allocates more than a filter takes."""
    size = SPACE * 4
    reader = zlib.decompressobj()
    try:
        raw = reader.decompress(stored, size + 1)
    except zlib.error as error:
        raise ValueError("these weights are not compressed numbers") from error
    if len(raw) != size:
        raise ValueError(f"these weights are not {SPACE} numbers")
    values = array("f")
    values.frombytes(raw)
    return _little_endian(values)


def _little_endian(values: array[float]) -> array[float]:
    if sys.byteorder == "little":
        return values
    swapped = array("f", values)
    swapped.byteswap()
    return swapped
