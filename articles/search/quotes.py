"""Searching what was said: public statements, as they stand in live editions, by words and by speaker.

The index finds the stories in which somebody said the words; only the statements of the best of those are read, so the
cost does not grow with the archive.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.db.models import BigIntegerField, DateTimeField, Exists, OuterRef

from articles.prepared import Several, prepared
from articles.publishing.models import Edition
from articles.search import index
from articles.search.backend import MOST_SAID, Found
from articles.search.query import Query, Term
from articles.search.words import language_of, stem, words_of
from articles.sourcing.in_print import in_live_editions
from articles.sourcing.models import Source, Statement
from articles.sourcing.querysets import StatementQuerySet
from articles.sourcing.terms import PublicAttribution, attribution_of

STORIES = MOST_SAID  # that are looked through, the best or the newest
STATEMENTS = 4_000  # of them that are read


@dataclass(frozen=True)
class Quote:
    """A statement with its story and with who says it, as readers may know them."""

    statement: Any  # with what `in_live_editions` adds
    who: PublicAttribution


def find(
    query: Query, speaker: Source | None, *, order: str, page: int, size: int, at: datetime
) -> tuple[list[Quote], bool]:
    """A page of quotes, and whether there are more. Three queries; with a speaker alone, one; with nothing asked, none."""
    said = Statement.objects.named().filter(source=speaker) if speaker else Statement.objects.public()
    first, last = (page - 1) * size, page * size
    if query.terms:
        keys = matching(said, speaker, query, order=order, enough=last, at=at)
        rows = standing(keys[first:last], at, is_named=speaker is not None)
        return quotes_of(rows), len(keys) > last
    if speaker is None:
        return [], False
    rows = list(newest_said(first, last + 1, speaker=speaker.pk, at=at))
    return quotes_of(rows[:size]), len(rows) > size


@prepared(speaker=BigIntegerField(), at=DateTimeField())
def newest_said(first: int, last: int, *, speaker, at):
    said = in_live_editions(Statement.objects.named().filter(source=speaker), at)
    return said.select_related("source", "role").order_by("-first_published", "-pk")[first:last]


def matching(
    said: StatementQuerySet, speaker: Source | None, query: Query, *, order: str, enough: int, at: datetime
) -> list[int]:
    """The keys of statements that hold every term of `query`, the best or the newest story first. Two queries, as a rule.

    One key more than are `enough`, when there are as many: no more are looked at.

    Words in what very many said may be met first where nobody is quoted to readers: when that leaves not `enough`, those
    stories alone are asked for.
    """
    live = Edition.objects.live(at)
    if speaker is not None:
        speaking = live.filter(article__in=said.order_by().values("article"))
        found = index.search(speaking, query, order=order, said=True, few=True)
        return holding(said, found, query, most=enough + 1)
    found = index.search(live, query, order=order, said=True)
    keys = holding(said, found, query, most=enough + 1)
    if found.capped and len(keys) <= enough:
        speaking = live.filter(Exists(said.filter(article=OuterRef("article"))))
        keys = holding(said, index.search(speaking, query, order=order, said=True), query, most=enough + 1)
    return keys


def holding(said: StatementQuerySet, stories: Found, query: Query, *, most: int) -> list[int]:
    """The keys of the first `most` of `said` in `stories` that hold every term of `query`. One query, none without stories."""
    editions = [hit.edition_id for hit in stories.hits[:STORIES]]
    if not editions:
        return []
    rows = said.filter(article__editions__in=editions).order_by("article__editions", "paragraph", "start", "pk")
    columns = ("article__editions", "article__editions__language", "pk", "words")
    places = {pk: number for number, pk in enumerate(editions)}
    words = sorted(rows.values_list(*columns)[:STATEMENTS], key=lambda row: places[row[0]])
    terms = query.telling
    found = (pk for _edition, language, pk, text in words if holds(text, language_of(language), terms))
    return list(islice(found, most))


def standing(keys: Sequence[int], at: datetime, *, is_named: bool) -> list[Statement]:
    """The public statements among `keys`, or with `is_named` those of a name, whose words stand in a live edition, in
    their order. One query, none without keys.
    """
    if not keys:
        return []
    known = {row.pk: row for row in standing_in_print(is_named, keys=keys, at=at)}
    return [known[pk] for pk in keys if pk in known]


@prepared(keys=Several(BigIntegerField()), at=DateTimeField())
def standing_in_print(is_named: bool, *, keys, at):
    said = Statement.objects.named() if is_named else Statement.objects.public()
    return in_live_editions(said.filter(pk__in=keys), at).select_related("source", "role").order_by()


def quotes_of(statements: Iterable[Statement]) -> list[Quote]:
    shown = ((statement, attribution_of(statement)) for statement in statements)
    return [Quote(statement, who) for statement, who in shown if who is not None]


def holds(text: str, language: str, terms: Iterable[Term]) -> bool:
    """Whether the words of each term stand in `text` one after the other, by their stems, as the index takes them."""
    words = list(words_of(text))
    stems = [stem(word, language) for word in words]
    return all(stands(term, words, stems, language) for term in terms)


def stands(term: Term, words: Sequence[str], stems: Sequence[str], language: str) -> bool:
    sought = [stem(word, language) for word in term.folded]
    last = term.folded[-1]
    return any(
        stems[at : at + len(sought)] == sought
        or (
            term.beginning
            and stems[at : at + len(sought) - 1] == sought[:-1]
            and "".join(words[at + len(sought) - 1 : at + len(sought)]).startswith(last)
        )
        for at in range(len(words))
    )
