"""What the filter looks at in a comment: words, pairs of words, pieces of words and shapes, as numbers of a fixed space.

Pure arithmetic of the standard library, the same for training and for judging. Features are hashed, so that a filter
holds no word of any reader: nothing in it has to be erased.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from itertools import pairwise
from math import log, sqrt
from zlib import crc32

from articles.comments.judging.folding import STRETCHED, fold

VERSION = 2  # of this module's way of looking; a filter that learnt another way is not used
SPACE = 1 << 18
LONGEST_LOOK = 3000  # characters: the beginning and the end of a longer comment
BLOCKS = {"w": 1.0, "c": 1.0, "s": 0.5}  # weight of words, of pieces of words, of shapes
PIECES = range(2, 6)

# Replaced by a word of their kind, so that what is learnt of one address holds for the next. The order matters.
KINDS = (
    (re.compile(r"(?:https?:/{0,2} ?|www\.)\S+"), " zurl "),
    (re.compile(r"[^\s@]+@[^\s@]+\.\w+"), " zmail "),
    (
        re.compile(
            r"\b[\w-]{2,}(?:\.[\w-]{2,})* ?\. ?(?:com|net|org|info|biz|io|co|me|ly|ru|cn|tv|us|uk|de|be|gl|xyz|top|site|online|shop|store|club|live|link|click|win|tk)\b(?:/\S*)?"
        ),
        " zsite ",
    ),
    (re.compile(r"\S*watch\?v=\S+"), " zwatch "),
    (re.compile(r"\b\d{1,2}:\d\d\b"), " ztime "),
    (re.compile(r"[$€£] ?\d[\d,.]*|\d[\d,.]* ?[$€£]"), " zmoney "),
    (re.compile(r"\+?\d[\d .-]{6,20}\d"), " zphone "),
    (re.compile(r"\d+"), " znum "),
)
TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)?|\w+|[^\w\s]")
LENGTHS = (40, 80, 120, 200, 300, 500)


def features_of(text: str) -> dict[int, float]:
    """The features of `text` by their number below SPACE, each block of length 1 times its weight."""
    found: dict[int, float] = {}
    for name, value in named_features(text):
        index = crc32(name.encode("utf-8", "surrogatepass")) % SPACE
        found[index] = found.get(index, 0.0) + value
    return found


def named_features(text: str) -> Iterator[tuple[str, float]]:
    """As `features_of`, by name: the first letter names the block. For telling a moderator what counted."""
    looked_at = text if len(text) <= LONGEST_LOOK else f"{text[: LONGEST_LOOK // 2]} {text[-LONGEST_LOOK // 2 :]}"
    folded = fold(unescape_bounded(looked_at))
    shaped = folded
    for pattern, kind in KINDS:
        shaped = pattern.sub(kind, shaped)
    tokens = TOKEN.findall(STRETCHED.sub(r"\1\1", shaped))
    yield from _weighed("w", Counter([*tokens, *map(" ".join, pairwise(tokens))]))
    yield from _weighed("c", _pieces(folded))
    yield from (("s" + name, value * BLOCKS["s"]) for name, value in _shapes(looked_at, tokens).items() if value)


def unescape_bounded(text: str) -> str:
    """Pasted character references as what they show. Python refuses numbers of more than 4,300 digits: left as they are."""
    try:
        return unescape(text) if "&" in text else text
    except ValueError:
        return text


def _weighed(block: str, counts: Counter[str]) -> Iterator[tuple[str, float]]:
    values = {name: 1.0 + log(count) if count > 1 else 1.0 for name, count in counts.items()}
    length = sqrt(sum(value * value for value in values.values())) / BLOCKS[block]
    return ((block + name, value / length) for name, value in values.items())


def _pieces(folded: str) -> Counter[str]:
    """Runs of two to five characters within words, their edges marked by a blank."""
    counts: Counter[str] = Counter()
    for word, times in Counter(folded.split()).items():
        edged = f" {word[:200]} "
        for size in PIECES:
            for at in range(max(1, len(edged) - size + 1)):
                counts[edged[at : at + size]] += times
    return counts


def _shapes(text: str, tokens: list[str]) -> dict[str, float]:
    size, addresses = max(len(text), 1), tokens.count("zurl") + tokens.count("zsite")
    shapes = {f"over{length}": float(len(text) > length) for length in LENGTHS}
    return shapes | {
        "length": log(1 + len(text)) / 5,
        "capitals": sum(letter.isupper() for letter in text) / size,
        "exclaims": min(text.count("!"), 6) / 6,
        "address": float(addresses > 0),
        "addresses": min(addresses, 3) / 3,
        "variety": len(set(tokens)) / max(len(tokens), 1),
        "lines": float("\n" in text),
    }
