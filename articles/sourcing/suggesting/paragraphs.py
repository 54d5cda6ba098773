"""A paragraph read: its quotations, tokens and sentences, and which quotations count as somebody's words."""

from __future__ import annotations

from dataclasses import dataclass, field

from articles.sourcing.suggesting import lexicon as words
from articles.sourcing.suggesting.findings import Find
from articles.sourcing.suggesting.quotations import Quotation, find_quotations
from articles.sourcing.suggesting.sentences import Sentence, sentences_of
from articles.sourcing.suggesting.words import Token, tokens_of


@dataclass(slots=True)
class Paragraph:
    """`finds` holds the attributions of each sentence, in the order of `sentences`."""

    index: int
    text: str
    quotations: list[Quotation]
    tokens: list[Token]
    sentences: list[Sentence]
    finds: list[list[Find]] = field(default_factory=list)


def read_paragraph(index: int, text: str) -> Paragraph:
    quotations = find_quotations(text)
    tokens = tokens_of(text, quotations)
    return Paragraph(index, text, quotations, tokens, sentences_of(index, tokens))


def quoted_words(tokens: list[Token]) -> list[Quotation]:
    """The quotations among `tokens` that are somebody's words: nicknames and titles of works are not."""
    found: list[Quotation] = []
    for at, token in enumerate(tokens):
        if token.quotation is None:
            continue
        before = tokens[at - 1] if at else None
        behind = tokens[at + 1] if at + 1 < len(tokens) else None
        if not _is_nickname(before, token.quotation, behind) and not _is_title(before, token.quotation):
            found.append(token.quotation)
    return found


def _is_nickname(before: Token | None, quotation: Quotation, behind: Token | None) -> bool:
    named = before is not None and behind is not None and before.is_capitalised and behind.is_capitalised
    return named and len(quotation.inner.split()) < 4


def _is_title(before: Token | None, quotation: Quotation) -> bool:
    """`the film “The Long Way Home”`: most of its words have capitals, and a word for a work stands before it."""
    lettered = [word for word in quotation.inner.split() if word[0].isalpha()]
    capitals = sum(word[0].isupper() for word in lettered)
    return before is not None and before.lower in words.WORK_NOUNS and 2 * capitals > len(lettered) > 0
