"""How a comment's plain text is shown: in paragraphs and lines, with links, quotes and emphasis, all else escaped.

A blank line parts paragraphs. Lines that begin with “>” are a quote, with “>>” a quote within it. Whatever is no mark of
these (see also emphasis.py and links.py) is shown as it was typed. The sanitiser is the last step all the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby

from django.utils.safestring import SafeString

from articles.comments.emphasis import emphasised
from articles.comments.links import linked
from articles.text.sanitise import clean_comment

# Not every “>” begins a quote: “>:(” is a face and “>=” a sign.
QUOTE = re.compile(r"""> ?(?=[^\W_]|[\s>"'“”‘’„«»(\[*¿¡…]|$)""")
DEEPEST = 2


def to_html(text: str) -> SafeString:
    """`text` as `<p>` and `<blockquote>` elements, a `<br>` for each line end within one. Any string will do."""
    lines = text.strip("\n").split("\n")
    # Strings of markup up to here, each escaped where it was made: the sanitiser alone says that they are safe.
    return SafeString(clean_comment("\n".join(_blocks(lines, 0, _both_ways(text)))))


def quoted(text: str, most: int = 2_000) -> str:
    """`text` as lines of a quote, with a blank line after it, to answer below. Of quotes in it only the first level stays.

    Cut at a word's end when it is longer than `most` characters.
    """
    lines = [line for line in text.split("\n") if not line.replace(" ", "").startswith(">" * DEEPEST)]
    words = "\n".join(lines).strip()
    if len(words) > most:
        words = (words[:most].rsplit(None, 1)[0] if " " in words[:most] else words[:most]) + "…"
    return "".join(f"> {line}".rstrip() + "\n" for line in words.split("\n")) + "\n"


def _blocks(lines: list[str], depth: int, directed: bool) -> Iterator[str]:
    for is_quote, group in groupby(lines, lambda line: depth < DEEPEST and QUOTE.match(line) is not None):
        block = list(group)
        inner = [QUOTE.sub("", line, count=1) for line in block] if is_quote else []
        if any(line.strip() for line in inner):
            quote = "".join(_blocks(inner, depth + 1, directed))
            yield f"<blockquote{_direction(inner, directed)}>{quote}</blockquote>"
        else:
            yield from _paragraphs(block, directed)


def _paragraphs(lines: list[str], directed: bool) -> Iterator[str]:
    for is_blank, group in groupby(lines, lambda line: not line.strip()):
        if not is_blank:
            paragraph = list(group)
            yield f"<p{_direction(paragraph, directed)}>{'<br>'.join(map(_line, paragraph))}</p>"


def _line(line: str) -> str:
    """With its links, and with emphasis in the words between them: never within an address."""
    return "".join(part if isinstance(part, SafeString) else emphasised(part) for part in linked(line))


def _direction(lines: list[str], directed: bool) -> str:
    """The attribute `dir`, by the first letter that runs one way; without one, the comment's own holds."""
    for letter in "".join(lines) if directed else "":
        runs = unicodedata.bidirectional(letter)
        if runs in {"L", "R", "AL"}:
            return ' dir="ltr"' if runs == "L" else ' dir="rtl"'
    return ""


def _both_ways(text: str) -> bool:
    """Whether any letter of `text` runs from right to left: then each paragraph says its own direction."""
    return not text.isascii() and any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in set(text))
