"""A sanitised body as its blocks: paragraphs, headings, lists, figures, in order and each as markup of its own."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from articles.text.sanitise import clean_text

BLOCKS = frozenset("p h2 h3 h4 ul ol blockquote pre figure aside table hr".split())
VOID = frozenset({"br", "hr"})
PICTURE = re.compile(r'<figure[^>]*\bdata-picture="([0-9]+)"')


class _Blocks(HTMLParser):
    """Copies markup as written and cuts it before and after each block at the top level."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[str] = []
        self.pieces: list[str] = []
        self.depth = 0

    def cut(self) -> None:
        block = "".join(self.pieces).strip()
        if block:
            self.found.append(block)
        self.pieces = []

    def handle_starttag(self, tag, attrs):
        if self.depth == 0 and tag in BLOCKS:
            self.cut()
        self.pieces.append(self.get_starttag_text() or "")
        if tag not in VOID:
            self.depth += 1
        elif self.depth == 0 and tag in BLOCKS:
            self.cut()

    def handle_endtag(self, tag):
        self.pieces.append(f"</{tag}>")
        self.depth = max(self.depth - 1, 0)
        if self.depth == 0 and tag in BLOCKS:
            self.cut()

    def handle_data(self, data):
        self.pieces.append(data)

    def handle_entityref(self, name):
        self.pieces.append(f"&{name};")

    def handle_charref(self, name):
        self.pieces.append(f"&#{name};")


def blocks_of(markup: str) -> list[str]:
    """The top-level blocks of sanitised `markup`. White space between them is dropped, nothing else."""
    parser = _Blocks()
    parser.feed(clean_text(markup))
    parser.close()
    parser.cut()
    return parser.found


def picture_keys(markup: str) -> list[int]:
    """The keys of the pictures that sanitised `markup` refers to, in order, each once."""
    return list(dict.fromkeys(int(key) for key in PICTURE.findall(markup)))
