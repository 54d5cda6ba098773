"""What the filter in use says of a comment: a sum over its features, in plain arithmetic. Training is in training.py.

A filter is kept as 2^18 little-endian floats, compressed, and read as such: numbers of a known count, in which nothing
can be executed. One is held in memory, 1 MB.
"""

from __future__ import annotations

import logging
import sys
import zlib
from array import array
from collections.abc import Iterable
from math import exp
from operator import itemgetter, mul

from articles.comments.judging.cases import Opinion
from articles.comments.judging.features import SPACE, VERSION, blocks_of, numbers_of
from articles.comments.judging.models import SpamFilter
from articles.prepared import prepared

logger = logging.getLogger(__name__)
ENOUGH = 200  # decisions; with fewer it only says a score
SHOWN = 3  # features named to a moderator
KINDS_IN_WORDS = {"zurl": "web address", "zsite": "web address", "zmail": "e-mail address", "zwatch": "video address"}
Block = tuple[str, dict[bytes, float]]  # as features.blocks_of gives them
_held: dict[int, Weights] = {}


class Weights:
    """A filter ready to judge."""

    def __init__(self, values: array[float], intercept: float):
        self.values, self.intercept = values, intercept

    def score(self, text: str) -> float:
        """How like the rejected ones, 0 to 1."""
        return self.score_of(blocks_of(text))

    def because(self, text: str) -> tuple[str, ...]:
        """The words that weighed most towards rejection, the heaviest first."""
        return self.because_of(next(blocks_of(text)))

    def score_of(self, blocks: Iterable[Block]) -> float:
        """As `score`, of what was looked at already. Features of one number add up, whichever is added first."""
        total = self.intercept
        for block, values in blocks:
            total += sum(map(mul, map(self.values.__getitem__, numbers_of(block, values)), values.values()))
        return 1 / (1 + exp(-max(-60.0, min(60.0, total))))

    def because_of(self, words_block: Block) -> tuple[str, ...]:
        """As `because`, of the first of the blocks."""
        block, values = words_block
        weights = map(mul, map(self.values.__getitem__, numbers_of(block, values)), values.values())
        towards = [(-weight, name) for weight, name in zip(weights, values, strict=True) if weight > 0]
        found: dict[str, None] = {}
        for _weight, name in sorted(towards, key=itemgetter(0)):
            told = name.decode("utf-8", "surrogatepass")
            if any(letter.isalnum() for letter in told):
                found[" ".join(KINDS_IN_WORDS.get(word, word) for word in told.split())] = None
            if len(found) == SHOWN:
                break
        return tuple(found)


@prepared()
def in_use():
    return SpamFilter.objects.filter(in_use=True, look=VERSION).defer("weights").order_by("pk")[:1]


def opinion_on(text: str) -> Opinion | None:
    """What the filter in use says; None while none is. One query, two when another came into use since the last time."""
    row = next(iter(in_use()), None)
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
    blocks = list(blocks_of(text))
    score = round(weights.score_of(blocks), 4)
    holds_from = row.holds_from if row.decisions >= ENOUGH else None
    because = weights.because_of(blocks[0]) if holds_from is not None and score >= holds_from else ()
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
