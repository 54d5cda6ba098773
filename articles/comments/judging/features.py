"""What the filter looks at in a comment: words, pairs of words, pieces of words and shapes, as numbers of a fixed space.

Pure arithmetic of the standard library, the same for training and for judging. Features are hashed, so that a filter
holds no word of any reader: nothing in it has to be erased.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
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

# Replaced by a word of their kind, so that what is learnt of one address holds for the next. The order matters. The third
# is what the text must hold at all: most texts have no address. Each takes time in proportion to the text, whatever stands
# there: where a search could begin in vain at every letter of a long run, the pattern's last choice, its group, takes the
# whole run, which stays as it is.
ENDING = r"\. ?(?:com|net|org|info|biz|io|co|me|ly|ru|cn|tv|us|uk|de|be|gl|xyz|top|site|online|shop|store|club|live|link|click|win|tk)\b"
SITE = rf"\b[\w-]{{2,}}+(?:\.[\w-]{{2,}}+)* ?{ENDING}(?:/\S*)?|(-+|\w[\w-]++(?:\.[\w-]{{2,}}+)*+|\w)"
KINDS = tuple(
    (re.compile(pattern), f" {kind} ", re.compile(needed))
    for kind, pattern, needed in (
        ("zurl", r"(?:https?:/{0,2} ?|www\.)\S+", r"https?:|www\."),
        ("zmail", r"[^\s@]++@[^\s@]+\.\w+|([^\s@]+)", r"@"),
        ("zsite", SITE, ENDING),
        ("zwatch", r"(?<!\S)\S*watch\?v=\S+", r"watch\?v="),
        ("ztime", r"\b\d{1,2}:\d\d\b", r":"),
        ("zmoney", r"[$€£] ?\d[\d,.]*|\d[\d,.]*+ ?[$€£]|(\d[\d,.]*)", r"[$€£]"),
        ("zphone", r"\+?\d[\d .-]{6,20}\d", r"\d"),
        ("znum", r"\d+", r"\d"),
    )
)
TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)?|\w+|[^\w\s]")
LENGTHS = (40, 80, 120, 200, 300, 500)


def features_of(text: str) -> dict[int, float]:
    """The features of `text` by their number below SPACE, each block of length 1 times its weight."""
    found: dict[int, float] = {}
    known = found.get  # a long text has seven thousand features
    for block, values in blocks_of(text):
        for index, value in zip(numbers_of(block, values), values.values(), strict=True):
            found[index] = known(index, 0.0) + value
    return found


def numbers_of(block: str, names: Iterable[bytes]) -> list[int]:
    """Of the features of a block with these names, in their order."""
    start = crc32(block.encode())  # as if the block's letter stood before each name
    return [crc32(name, start) % SPACE for name in names]


def blocks_of(text: str) -> Iterator[tuple[str, dict[bytes, float]]]:
    """As `features_of`, by name in UTF-8: words and pairs of them first, then pieces, then shapes, each when it is asked for."""
    looked_at = text if len(text) <= LONGEST_LOOK else f"{text[: LONGEST_LOOK // 2]} {text[-LONGEST_LOOK // 2 :]}"
    folded = fold(unescape_bounded(looked_at))
    shaped = folded
    for pattern, kind, needed in KINDS:
        if needed.search(shaped):
            shaped = pattern.sub(partial(_instead, kind) if pattern.groups else kind, shaped)
    tokens = TOKEN.findall(STRETCHED.sub(r"\1\1", shaped))
    yield "w", _weighed(_encoded(Counter([*tokens, *map(" ".join, pairwise(tokens))])), BLOCKS["w"])
    yield "c", _weighed(_pieces(folded), BLOCKS["c"])
    yield "s", {name.encode(): value * BLOCKS["s"] for name, value in _shapes(looked_at, tokens).items() if value}


def unescape_bounded(text: str) -> str:
    """Pasted character references as what they show. Python refuses numbers of more than 4,300 digits: left as they are."""
    try:
        return unescape(text) if "&" in text else text
    except ValueError:
        return text


def _instead(kind: str, found: re.Match[str]) -> str:
    """What stands in the place of a match: a run of letters that is nothing of this kind stays."""
    return found[1] or kind


def _encoded(counts: Mapping[str, int]) -> dict[bytes, int]:
    return {name.encode("utf-8", "surrogatepass"): count for name, count in counts.items()}


def _weighed(counts: Mapping[bytes, int], weight: float) -> dict[bytes, float]:
    """Each by the logarithm of its count, all together of the length `weight`."""
    worth = {count: 1.0 + log(count) if count > 1 else 1.0 for count in set(counts.values())}
    length = sqrt(sum([worth[count] * worth[count] for count in counts.values()])) / weight
    worth = {count: value / length for count, value in worth.items()}
    return {name: worth[count] for name, count in counts.items()}


def _pieces(folded: str) -> dict[bytes, int]:
    """Runs of two to five characters within words, their edges marked by a blank."""
    if folded.isascii():
        return Counter(_runs([b" %b " % word[:200] for word in folded.encode().split()]))
    return _encoded(Counter(_runs([f" {word[:200]} " for word in folded.split()])))


def _runs[Text: (str, bytes)](words: list[Text]) -> list[Text]:
    """Most texts have each word once or twice, and counting thousands of runs at once is quicker than word by word."""
    return [word[at : at + size] for word in words for size in PIECES for at in range(max(1, len(word) - size + 1))]


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
