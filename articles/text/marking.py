"""Where each letter of a body's plain paragraphs stands in its markup, and marks laid around passages of it.

`Body` reads sanitised markup into the very paragraphs of `sanitise.plain_paragraphs` and remembers where each letter
came from; `marked` writes `<span data-statement>` around passages and changes nothing else.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from articles.text.sanitise import BLOCKS, CONTROL_CHARACTERS

TOKEN = re.compile(r'<(?P<close>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9]*)(?:"[^"]*"|[^">])*>|[^<]+|<')
LETTER = re.compile(r"&(?:[a-zA-Z][a-zA-Z0-9]*|#[0-9]+|#[xX][0-9a-fA-F]+);|.", re.DOTALL)
STATEMENT = re.compile(r'\bdata-statement="([0-9]+)"')
VOID = frozenset({"br", "hr"})
INLINE = frozenset("strong b em i u s sub sup a cite q code span br".split())
NOWHERE = -1  # the place of a letter that the plain text does not have: folded white space


@dataclass(frozen=True)
class Passage:
    """Letters `start` to `end` of the text that begins with paragraph number `paragraph`.

    `end` may reach into the paragraphs that follow; the end of each counts as one letter.
    """

    paragraph: int
    start: int
    end: int


@dataclass(slots=True)
class Token:
    """A tag, or a run of text with the raw letters it is made of; `places` are theirs in the whole plain text."""

    raw: str
    tag: str = ""
    closes: bool = False
    letters: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)


class Body:
    """`paragraphs` are the plain paragraphs, `inside` the tags that are open around the first letter of each.

    `marks` has, for each number of a statement that the markup refers to, the passages so marked, in order; parts that
    follow each other are one passage.
    """

    def __init__(self, markup: str):
        self.tokens = tokens_of(markup)
        reader = _Reader()
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


def tokens_of(markup: str) -> list[Token]:
    tokens = []
    for match in TOKEN.finditer(markup):
        if match["tag"]:
            tokens.append(Token(match[0], match["tag"].lower(), bool(match["close"])))
        else:
            letters = LETTER.findall(match[0])
            tokens.append(Token(match[0], letters=letters, places=[NOWHERE] * len(letters)))
    return tokens


class _Reader:
    """Folds white space as `plain_paragraphs` does, token by token, and notes the place of each letter."""

    def __init__(self) -> None:
        self.paragraphs: list[str] = []
        self.inside: list[tuple[str, ...]] = []
        self.starts: list[int] = []
        self.marks: list[tuple[int, int, int]] = []  # number, place of the first letter, place behind the last
        self.letters: list[str] = []  # of the paragraph being read
        self.begun = 0  # the place of its first letter
        self.space: tuple[Token, int] | None = None  # white space just read; it counts when a letter follows
        self.open: list[tuple[str, int | None, int]] = []  # tag, number of the statement, place it opened at

    def read(self, token: Token) -> None:
        if not token.tag:
            self.read_text(token)
            return
        if token.tag in BLOCKS:
            self.end_paragraph()
        elif token.tag == "br" and not token.closes and self.letters and self.space is None:
            token.places = [NOWHERE]
            self.space = (token, 0)
        if token.closes:
            self.close(token.tag)
        elif token.tag not in VOID:
            found = STATEMENT.search(token.raw) if token.tag == "span" else None
            self.open.append((token.tag, int(found[1]) if found else None, self.here() + (self.space is not None)))

    def read_text(self, token: Token) -> None:
        for index, raw in enumerate(token.letters):
            for letter in CONTROL_CHARACTERS.sub("", html.unescape(raw) if len(raw) > 1 else raw):
                if letter.isspace():
                    if self.space is None and self.letters:
                        self.space = (token, index)
                    continue
                self.add_space()
                if not self.letters:
                    self.starts.append(self.begun)
                    self.inside.append(tuple(tag for tag, _number, _since in self.open))
                if token.places[index] == NOWHERE:
                    token.places[index] = self.here()
                self.letters.append(letter)

    def add_space(self) -> None:
        if self.space is not None:
            token, index = self.space
            token.places[index] = self.here()
            self.letters.append(" ")
            self.space = None

    def here(self) -> int:
        return self.begun + len(self.letters)

    def close(self, tag: str) -> None:
        if self.open and self.open[-1][0] == tag:
            _tag, number, since = self.open.pop()
            if number is not None and since < self.here():
                self.marks.append((number, since, self.here()))

    def end_paragraph(self) -> None:
        if self.letters:
            self.paragraphs.append("".join(self.letters))
            self.begun += len(self.letters) + 1
        self.letters, self.space = [], None


def with_mark(tokens: list[Token], number: int, first: int, last: int) -> list[Token]:
    """`tokens` with the letters at places `first` to `last` inside spans, each as long as well-formed markup allows."""
    whole = elements_within(tokens, first, last)
    made: list[Token] = []
    began: int | None = None  # where in `made` the present span begins
    behind = 0  # where in `made` it would end: behind the last letter or element it covers

    def finish() -> None:
        nonlocal began
        if began is not None:
            made.insert(behind, Token("</span>", "span", closes=True))
            made.insert(began, Token(f'<span data-statement="{number}">', "span"))
            began = None

    index = 0
    while index < len(tokens):
        token = tokens[index]
        end = whole.get(index, index)
        before, covered, after = parted(token, first, last) if index not in whole else ([], tokens[index : end + 1], [])
        if before:
            if not is_unseen(token):
                finish()
            made += before
        if covered:
            began = len(made) if began is None else began
            made += covered
            behind = len(made)
        if after:
            finish()
            made += after
        index = end + 1
    finish()
    return made


def elements_within(tokens: list[Token], first: int, last: int) -> dict[int, int]:
    """Inline elements (from the index of the opening tag to that of the closing one) with letters of the passage alone."""
    found: dict[int, int] = {}
    stack: list[tuple[int, bool]] = []  # index of an opening tag, whether all within is inline and of the passage
    filled: list[bool] = []  # for each of them, whether it has any letter
    for index, token in enumerate(tokens):
        places = [place for place in token.places if place != NOWHERE]
        fits = all(first <= place < last for place in places)
        if token.tag in VOID or not token.tag:
            if token.tag == "br" and places and fits:
                found[index] = index
            if stack:
                stack[-1] = (stack[-1][0], stack[-1][1] and fits and token.tag != "hr")
                filled[-1] = filled[-1] or bool(places)
        elif not token.closes:
            stack.append((index, token.tag in INLINE))
            filled.append(False)
        elif stack and tokens[stack[-1][0]].tag == token.tag:
            (opened, pure), full = stack.pop(), filled.pop()
            if pure and full:
                found[opened] = index
            if stack:
                stack[-1] = (stack[-1][0], stack[-1][1] and pure)
                filled[-1] = filled[-1] or full
    return found


def parted(token: Token, first: int, last: int) -> tuple[list[Token], list[Token], list[Token]]:
    """A token as what stands before, within and behind the passage; a tag stands before it."""
    inside = [index for index, place in enumerate(token.places) if first <= place < last]
    if token.tag or not inside:
        return [token], [], []
    cuts = [0, inside[0], inside[-1] + 1, len(token.letters)]
    pieces = []
    for start, end in pairwise(cuts):
        letters = token.letters[start:end]
        pieces.append([Token("".join(letters), letters=letters, places=token.places[start:end])] if letters else [])
    return pieces[0], pieces[1], pieces[2]


def is_unseen(token: Token) -> bool:
    """White space, or a line break, that the plain text does not have: it parts nothing."""
    return (not token.tag or token.tag == "br") and all(place == NOWHERE for place in token.places)
