"""The word list applied to a text: which of its words and phrases stand in it, as whole words, in whatever disguise."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import BigIntegerField, TextField

from articles.comments.judging.cases import Hit
from articles.comments.judging.disguises import readings_of
from articles.comments.judging.models import ListedWord
from articles.prepared import prepared

# Scripts that write no blanks between words: there a listed word is found wherever it stands.
UNSPACED = ("\u0e00", "\u0eff"), ("\u1780", "\u17ff"), ("\u3040", "\u30ff"), ("\u3400", "\u9fff")


def hits_in(text: str, *, language: str, article_id: int) -> tuple[Hit, ...]:
    """The listed words in `text`, those allowed under that article left out. One query."""
    return matches(text, words_in_force(bool(language), language=language, article=article_id))


@prepared(language=TextField(), article=BigIntegerField())
def words_in_force(is_known: bool, *, language, article):
    rows = ListedWord.objects.in_force(language if is_known else "", article)
    return rows.values_list("word", "folded", "verdict")


def matches(text: str, listed: Iterable[tuple[str, str, str]]) -> tuple[Hit, ...]:
    """Each word of `listed` (as written, folded, verdict) that `text` holds, once. Pure."""
    readings = readings_of(text)
    hits = {
        word: Hit(word, refuses=verdict == ListedWord.Verdict.REFUSE)
        for word, folded, verdict in listed
        if readings.hold(folded) or (_unspaced(folded) and folded in readings.together)
    }
    return tuple(hits.values())


def _unspaced(folded: str) -> bool:
    return not folded.isascii() and any(first <= folded[0] <= last for first, last in UNSPACED)
