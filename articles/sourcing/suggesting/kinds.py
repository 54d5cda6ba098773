"""Direct, partial or paraphrase: how much of what is reported stands in quotation marks."""

from __future__ import annotations

import re

from articles.sourcing.suggesting import lexicon as words
from articles.sourcing.suggesting.quotations import Quotation
from articles.sourcing.suggesting.words import Token

FINITE = re.compile(
    r"\b(?:is|are|was|were|am|be|has|have|had|do|does|did|will|would|can|could|may|might|must|should|shall|won[’']t|can[’']t|"
    r"don[’']t|didn[’']t|isn[’']t|wasn[’']t|i|we|they|he|she|you|it[’']s|that[’']s|there[’']s|[\w]+[’'](?:re|ve|ll|m|d))\b",
    re.IGNORECASE,
)


def kind_of(content: list[Token], quotations: list[Quotation]) -> str:
    """Judge what is reported: `content` are its tokens, `quotations` those that count as quoted words."""
    if not quotations:
        return "paraphrase"
    outside = _reported_words(content)
    whole = any(is_utterance(quotation.inner) for quotation in quotations)
    return "direct" if whole and not outside else "partial"


def is_utterance(inner: str) -> bool:
    """At least a clause: a capital and an end mark, or a finite verb."""
    inner = inner.strip()
    if not inner:
        return False
    count = len(inner.split())
    if inner[0].isupper() and (inner[-1] in ".,!?…" or count > 4):
        return True
    return (count > 2 and FINITE.search(inner) is not None) or (inner[-1] in ".,!?" and count > 5)


def _reported_words(content: list[Token]) -> int:
    """Count the words outside the marks, without "that", and without frames of time and place before a comma."""
    outside = 0
    frame = bool(content) and content[0].lower in words.PREPOSITIONS
    for token in content:
        if frame:
            frame = token.text != ","
            continue
        if token.kind in ("word", "number") and token.lower not in ("that", "and", "but", "later", "then"):
            outside += 1
    return outside
