"""Markup letter by letter: where each one stands in the plain paragraphs, which are those of `sanitise.plain_paragraphs`."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from articles.text.sanitise import BLOCKS, CONTROL_CHARACTERS

TOKEN = re.compile(r'<(?P<close>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9]*)(?:"[^"]*"|[^">])*>|[^<]+|<')
LETTER = re.compile(r"&(?:[a-zA-Z][a-zA-Z0-9]*|#[0-9]+|#[xX][0-9a-fA-F]+);|.", re.DOTALL)
STATEMENT = re.compile(r'\bdata-statement="([0-9]+)"')
VOID = frozenset({"br", "hr"})
NOWHERE = -1  # the place of a letter that the plain text does not have: folded white space


@dataclass(slots=True)
class Token:
    """A tag, or a run of text with the raw letters it is made of; `places` are theirs in the whole plain text."""

    raw: str
    tag: str = ""
    closes: bool = False
    letters: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)


def tokens_of(markup: str) -> list[Token]:
    tokens = []
    for match in TOKEN.finditer(markup):
        if match["tag"]:
            tokens.append(Token(match[0], match["tag"].lower(), bool(match["close"])))
        else:
            letters = LETTER.findall(match[0])
            tokens.append(Token(match[0], letters=letters, places=[NOWHERE] * len(letters)))
    return tokens


class Reader:
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
