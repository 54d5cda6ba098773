"""Passages of a body, by where they stand in its plain paragraphs, and marks laid around them.

`Body` reads sanitised markup into the very paragraphs of `sanitise.plain_paragraphs` and remembers where each letter
came from; `marked` writes `<span data-statement>` around passages and changes nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from articles.text.laying import with_mark
from articles.text.places import Reader, tokens_of


@dataclass(frozen=True)
class Passage:
    """Letters `start` to `end` of the text that begins with paragraph number `paragraph`.

    `end` may reach into the paragraphs that follow; the end of each counts as one letter.
    """

    paragraph: int
    start: int
    end: int


class Body:
    """`paragraphs` are the plain paragraphs, `inside` the tags that are open around the first letter of each.

    `marks` has, for each number of a statement that the markup refers to, the passages so marked, in order; parts that
    follow each other are one passage.
    """

    def __init__(self, markup: str):
        self.tokens = tokens_of(markup)
        reader = Reader()
        for token in self.tokens:
            reader.read(token)
        reader.end_paragraph()
        self.paragraphs: list[str] = reader.paragraphs
        self.inside: list[tuple[str, ...]] = reader.inside
        self.starts: list[int] = reader.starts  # the place of the first letter of each paragraph
        self.marks: dict[int, list[Passage]] = {}
        whole = "\n".join(self.paragraphs)
        for number, ranges in _joined(reader.marks, whole).items():
            self.marks[number] = [self._passage(first, last) for first, last in ranges]

    def words_at(self, passage: Passage) -> str:
        return words_at(self.paragraphs, passage)

    def bounds(self, passage: Passage) -> tuple[int, int]:
        """The places of a passage in the whole text, paragraphs joined by a line end."""
        base = self.starts[passage.paragraph]
        return base + passage.start, base + passage.end

    def marked(self, passages: Iterable[tuple[int, Passage]]) -> str:
        """The markup with a mark of each (number, passage). Well-formed: a passage is parted at each border of a block
        and wherever it would cut an element in two, all parts under its number; one inside another is nested.
        """
        places = []
        for number, passage in passages:
            if 0 <= passage.paragraph < len(self.paragraphs):
                places.append((number, *self.bounds(passage)))
        tokens = self.tokens
        for number, first, last in sorted(places, key=lambda place: (place[1], -place[2], place[0])):
            tokens = with_mark(tokens, number, first, last)
        return "".join(token.raw for token in tokens)

    def _passage(self, first: int, last: int) -> Passage:
        paragraph = max((n for n, start in enumerate(self.starts) if start <= first), default=0)
        return Passage(paragraph, first - self.starts[paragraph], last - self.starts[paragraph])


def _joined(marks: list[tuple[int, int, int]], whole: str) -> dict[int, list[tuple[int, int]]]:
    """The ranges of each number; those with no more than white space between them as one."""
    found: dict[int, list[tuple[int, int]]] = {}
    for number, first, last in sorted(marks, key=lambda mark: mark[1]):
        ranges = found.setdefault(number, [])
        if ranges and not whole[ranges[-1][1] : first].strip():
            ranges[-1] = (ranges[-1][0], max(last, ranges[-1][1]))
        else:
            ranges.append((first, last))
    return found


def words_at(paragraphs: list[str], passage: Passage) -> str:
    """The words of a passage, paragraphs parted by a line end; "" where there is no such paragraph."""
    if not 0 <= passage.paragraph < len(paragraphs):
        return ""
    own = paragraphs[passage.paragraph]
    if passage.end <= len(own):
        return own[passage.start : passage.end]
    return "\n".join(paragraphs[passage.paragraph :])[passage.start : passage.end]
