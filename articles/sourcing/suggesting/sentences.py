"""Sentences: where they end, quotations being masked so that marks inside them end nothing."""

from __future__ import annotations

from dataclasses import dataclass

from articles.sourcing.suggesting.cues import is_cue
from articles.sourcing.suggesting.words import Token

# No sentence of prose is longer; a cut here keeps the time linear whatever the text.
MOST_TOKENS = 300
ENDS = frozenset(".!?")
# Abbreviations that may also close a sentence: they do when such a word follows.
MAY_CLOSE = frozenset(
    "inc. co. corp. ltd. jr. sr. u.s. u.k. a.m. p.m. u.n. e.u. d.c. etc. st. dept. no. que. ont.".split()
)
OPENING_WORDS = frozenset(
    "the a an he she it they we i but and in on at this that these those his her its their however meanwhile after when".split()
)


@dataclass(slots=True)
class Sentence:
    """A row of tokens of one paragraph."""

    paragraph: int
    tokens: list[Token]

    @property
    def start(self) -> int:
        return self.tokens[0].start

    @property
    def end(self) -> int:
        return self.tokens[-1].end

    @property
    def is_only_quotation(self) -> bool:
        """Nothing stands outside quotation marks but punctuation."""
        return any(t.kind == "quote" for t in self.tokens) and all(t.kind in ("quote", "point") for t in self.tokens)


def sentences_of(paragraph: int, tokens: list[Token]) -> list[Sentence]:
    """Group a paragraph's tokens into sentences. Every token belongs to exactly one."""
    found: list[Sentence] = []
    start = 0
    for at in range(len(tokens)):
        if at + 1 == len(tokens) or at + 1 - start >= MOST_TOKENS or _ends_after(tokens, at):
            found.append(Sentence(paragraph, tokens[start : at + 1]))
            start = at + 1
    return found


def _ends_after(tokens: list[Token], at: int) -> bool:
    token, behind = tokens[at], tokens[at + 1]
    if token.kind == "quote":
        return _quotation_ends_sentence(tokens, at)
    if behind.kind == "point" and behind.text in ")]}.!?…,;:":
        return False
    if token.kind == "point":
        if token.text in ")]" and at and tokens[at - 1].text in ENDS:
            return _may_begin(behind)
        return (token.text in ENDS or token.text == "…") and _may_begin(behind) and behind.start > token.end
    return token.lower in MAY_CLOSE and behind.is_capitalised and behind.lower in OPENING_WORDS


def _may_begin(token: Token) -> bool:
    return (
        token.kind in ("quote", "number")
        or token.is_capitalised
        or token.text in "([-–—"
        or (token.kind == "word" and not token.text[0].islower())
    )


def _quotation_ends_sentence(tokens: list[Token], at: int) -> bool:
    quotation, behind = tokens[at].quotation, tokens[at + 1]
    if quotation is None:
        return False
    last = quotation.inner.rstrip()[-1:]
    if last not in ENDS and last != "…":
        return False
    if behind.kind == "quote":
        return True
    return behind.is_capitalised and not _is_attribution_tail(tokens, at + 1, strict=last == ".")


def _is_attribution_tail(tokens: list[Token], start: int, *, strict: bool) -> bool:
    """Do the words from `start` only say who spoke: `"Why?" Mr Smith asked.`"""
    for at in range(start, min(start + 9, len(tokens))):
        token = tokens[at]
        if token.kind == "word" and at > start and is_cue(token.lower):
            behind = tokens[at + 1] if at + 1 < len(tokens) else None
            closes = behind is None or behind.kind == "point"
            return closes or (
                not strict and behind is not None and behind.lower in ("in", "on", "at", "to", "reporters")
            )
        if token.kind == "quote" or (token.kind == "point" and token.text not in ",'’"):
            return False
    return False
