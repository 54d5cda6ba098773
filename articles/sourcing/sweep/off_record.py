"""Words that were given off the record, and whether they stand in a text that somebody is about to see."""

from __future__ import annotations

from collections.abc import Iterable

from articles.sourcing.models import AttributionLevel, Statement
from articles.sourcing.sweep.quotations import same_letters

TELLING = 3  # words of a quote; fewer stand in any text


def folded_text(texts: Iterable[str]) -> str:
    """Texts as `stands_in` compares them: marks, white space and case are alike."""
    return same_letters("\n".join(texts)).casefold()


def stands_in(statement: Statement, whole: str) -> bool:
    """Whether the words of `statement`, or one of its exact quotes, stand in a folded text."""
    said = [quote for quote in statement.quotes if isinstance(quote, str) and len(quote.split()) >= TELLING]
    return any(same_letters(words).casefold() in whole for words in [statement.words, *said])


def holds_words_off_the_record(article_id: int, texts: Iterable[str]) -> bool:
    """Whether `texts`, of any version of the article, hold words that its statements say are off the record. One query."""
    secret = Statement.objects.with_terms().filter(article=article_id, terms=AttributionLevel.OFF_RECORD)
    rows = list(secret.exclude(state=Statement.State.REJECTED).order_by())
    whole = folded_text(texts) if rows else ""
    return any(stands_in(row, whole) for row in rows)
