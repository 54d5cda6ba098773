"""Short forms of texts, cut where a reader would."""

from __future__ import annotations

import re

SENTENCE_END = re.compile(r"[.!?…؟。](?=[\"'”’»)\]]*(?:\s|$))[\"'”’»)\]]*")


def first_sentence(text: str) -> str:
    """The first sentence of `text`, or all of it when it has no end."""
    folded = " ".join(text.split())
    end = SENTENCE_END.search(folded)
    return folded[: end.end()] if end else folded


def shorten(text: str, limit: int) -> str:
    """`text` in at most `limit` characters, cut at a word, with an ellipsis when anything was left out."""
    folded = " ".join(text.split())
    if len(folded) <= limit:
        return folded
    cut = folded[: limit - 1]
    words = cut.rsplit(" ", 1)[0] if " " in cut else cut
    return words.rstrip(" ,;:–—-") + "…"
