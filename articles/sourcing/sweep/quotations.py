"""The quotations of a text by their marks alone, in any language: what publishing asks a source for."""

from __future__ import annotations

from dataclasses import dataclass

from articles.sourcing.models import Statement
from articles.sourcing.suggesting.kinds import is_utterance
from articles.sourcing.suggesting.quotations import find_quotations
from articles.text.marking import Body, Passage

MARKS = str.maketrans(dict.fromkeys("“”„‟\"«»‘’'‚‹›`´", '"'))
SPEECH = 6  # words between marks that are somebody's whatever the language


@dataclass(frozen=True)
class Quoted:
    """A quotation that is at least a clause: where it stands, its marks included, and what stands between them."""

    passage: Passage
    inner: str


def utterances_in(body: Body) -> list[Quoted]:
    """Every quotation of the text that is somebody's words and no nickname, title or word set apart."""
    return [
        Quoted(Passage(number, quotation.start, quotation.end), quotation.inner)
        for number, text in enumerate(body.paragraphs)
        for quotation in find_quotations(text)
        if is_speech(quotation.inner)
    ]


def is_speech(inner: str) -> bool:
    return is_utterance(inner) or len(inner.split()) >= SPEECH


def quotes_in(words: str) -> list[str]:
    """The exact words between each pair of marks."""
    return [quotation.inner for line in words.split("\n") for quotation in find_quotations(line)]


def seen_kind(words: str) -> tuple[Statement.Kind, list[str]]:
    """The kind of a passage marked by hand, as its quotation marks show it, and its exact quotes."""
    quotes = quotes_in(words)
    if not quotes:
        return Statement.Kind.PARAPHRASE, []
    whole = any(is_speech(quote) for quote in quotes)
    return (Statement.Kind.DIRECT if whole else Statement.Kind.PARTIAL), quotes


def same_letters(text: str) -> str:
    """`text` with every quotation mark alike and white space folded; nothing else is folded."""
    return " ".join(text.translate(MARKS).split())
