"""Finding comments by words at the desk, and how many there are: at most so many, so that it costs the same at any size.

A list tells the newest MOST and that there are more. Words are looked for in the newest comments first, where frequent ones
are soon found often enough, then in all of them: on PostgreSQL by trigrams (migration 0022), on SQLite by reading them,
which suits the number of comments that SQLite suits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property, reduce
from operator import or_
from typing import Any

from django.core.paginator import Paginator
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils.text import smart_split, unescape_string_literal

from articles.comments.models import Comment
from articles.publishing.models import Article

MOST = 1_000  # comments that a list counts and a search finds
NEWEST = 20_000  # looked through first, one by one
MOST_MET = 20_000  # hits that are put in order
THREE_LETTERS = re.compile(r"[^\W_]{3}")
STORIES = 100  # the newest whose headline holds a word


class CountedToMost(Paginator):
    """Pages of the first MOST rows; `is_cut` says that there are more. Reads no more than these by the list's own index."""

    @cached_property
    def count(self) -> int:
        return min(self._counted, MOST)

    @property
    def is_cut(self) -> bool:
        return self._counted > MOST

    @cached_property
    def _counted(self) -> int:
        rows: Any = self.object_list  # a query, in the admin
        return rows.order_by().values("pk")[: MOST + 1].count()


def holding(rows: QuerySet[Comment], words: str) -> QuerySet[Comment]:
    """Those of `rows` that hold each of `words` in the text, the reader's name or address, or the story's headline.

    The newest MOST, and one more where there are more; of words that very many hold, the newest of MOST_MET of these.
    """
    wanted = condition(terms_of(words))
    if connection.vendor != "postgresql":
        return rows.filter(pk__in=newest(rows.filter(wanted)))
    start = Comment.objects.order_by("-created", "-pk").values_list("created", flat=True)[NEWEST : NEWEST + 1].first()
    if start is None:
        return rows.filter(pk__in=newest(rows.filter(wanted)))
    lately = newest(rows.filter(wanted, created__gte=start))
    are_enough = len(lately) > MOST or looks_at_newest_alone(words)
    return rows.filter(pk__in=lately if are_enough else by_trigrams(rows.filter(wanted)))


def looks_at_newest_alone(words: str) -> bool:
    """Whether none of `words` has three letters in a row, which make a trigram: by others the index finds nothing."""
    return connection.vendor == "postgresql" and not any(THREE_LETTERS.search(term) for term in terms_of(words))


def terms_of(words: str) -> list[str]:
    """As Django's own search of the admin takes them: “words in quotation marks” are one."""
    return [
        unescape_string_literal(bit) if bit[0] == bit[-1] and bit[0] in "\"'" else bit for bit in smart_split(words)
    ]


def condition(terms: Iterable[str]) -> Q:
    """A query for each spelling of a term, for the stories."""
    wanted = Q()
    for term in terms:
        wanted &= reduce(or_, map(holds, spellings(term)))
    return wanted


def holds(term: str) -> Q:
    headed = Article.objects.filter(headline__icontains=term).order_by("-pk").values_list("pk", flat=True)
    return (
        Q(text__icontains=term)
        | Q(author_name__icontains=term)
        | Q(author_email__icontains=term)
        | Q(article__in=list(headed[:STORIES]))
    )


def spellings(term: str) -> set[str]:
    """SQLite's LIKE takes å and Å for different letters; so a word that has such is looked for small, large and as a name."""
    if term.isascii() or connection.vendor != "sqlite":
        return {term}
    return {term.lower(), term.upper(), term.title()}


def newest(rows: QuerySet[Comment]) -> list[int]:
    return list(rows.order_by("-created", "-pk").values_list("pk", flat=True)[: MOST + 1])


def by_trigrams(rows: QuerySet[Comment]) -> list[int]:
    """The newest, met by their words. PostgreSQL, which expects rare words everywhere and would read the whole table in

    the order of time, is kept to its indexes of words.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
        met = list(rows.order_by().values_list("created", "pk")[:MOST_MET])
        cursor.execute("SET LOCAL enable_seqscan = on; SET LOCAL enable_indexscan = on")
    return [pk for _created, pk in sorted(met, reverse=True)[: MOST + 1]]
