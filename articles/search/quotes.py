"""Searching what was said: public statements, as they stand in live editions, by words and by speaker.

The index finds the stories in which somebody said the words; only the statements of the best of those are read, so the
cost does not grow with the archive.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, Value, When

from articles.publishing.models import Edition
from articles.search import index
from articles.search.query import Query, Term
from articles.search.words import language_of, stem, words_of
from articles.sourcing.in_print import in_live_editions, met_by_readers
from articles.sourcing.models import Source, SourceName, Statement
from articles.sourcing.names import folded
from articles.sourcing.querysets import StatementQuerySet
from articles.sourcing.terms import PublicAttribution, attribution_of

STORIES = 200  # that are looked through, the best or the newest
STATEMENTS = 4_000  # of them that are read
SHORTEST_PART, ALIKE = 2, 5  # letters of a name that others are found by, and how many of those
SLUG = re.compile(r"[-a-zA-Z0-9_]{1,220}")


@dataclass(frozen=True)
class Quote:
    """A statement with its story and with who says it, as readers may know them."""

    statement: Any  # with what `in_live_editions` adds
    who: PublicAttribution


def speaker_called(words: str, at: datetime) -> Source | None:
    """The source that is meant by a slug or a whole name, if it has a page that readers find. One query; none without words."""
    if not words.strip():
        return None
    names = SourceName.objects.filter(key=folded(words) or "\x01").values("source")
    slug = words if SLUG.fullmatch(words) else ""
    # The address first: it is one source's own, a name may be that of several.
    by_slug = Case(When(slug=slug, then=Value(0)), default=Value(1), output_field=IntegerField())
    return met_by_readers(at).filter(Q(slug=slug) | Q(pk__in=names)).order_by(by_slug, "pk").first()


def speakers_like(words: str, at: datetime) -> list[Source]:
    """Sources with a page whose names hold `words`, for who typed a part of a name. One query."""
    part = folded(words)
    if len(part) < SHORTEST_PART:
        return []
    names = SourceName.objects.filter(key__contains=part).values("source")
    return list(met_by_readers(at).filter(pk__in=names).order_by("name", "pk")[:ALIKE])


def find(
    query: Query, speaker: Source | None, *, order: str, page: int, size: int, at: datetime
) -> tuple[list[Quote], bool]:
    """A page of quotes, and whether there are more. Three queries; with a speaker alone, one; with nothing asked, none."""
    said = Statement.objects.named().filter(source=speaker) if speaker else Statement.objects.public()
    first, last = (page - 1) * size, page * size
    if query.terms:
        keys = matching(said, query, order, at)
        rows = standing(said, keys[first:last], at)
        return quotes_of(rows), len(keys) > last
    if speaker is None:
        return [], False
    newest = in_live_editions(said, at).select_related("source", "role").order_by("-first_published", "-pk")
    rows = list(newest[first : last + 1])
    return quotes_of(rows[:size]), len(rows) > size


def matching(said: StatementQuerySet, query: Query, order: str, at: datetime) -> list[int]:
    """The keys of the statements that hold every term of `query`, the best or the newest story first. Two queries."""
    speaking = Edition.objects.live(at).filter(Exists(said.filter(article=OuterRef("article"))))
    editions = [hit.edition_id for hit in index.search(speaking, query, order=order, said=True).hits[:STORIES]]
    if not editions:
        return []
    places = {pk: number for number, pk in enumerate(editions)}
    rows = said.filter(article__editions__in=editions).order_by("article__editions", "paragraph", "start", "pk")
    columns = ("article__editions", "article__editions__language", "pk", "words")
    words = rows.values_list(*columns)[:STATEMENTS]
    terms = query.telling
    found = [
        (places[edition], pk) for edition, language, pk, text in words if holds(text, language_of(language), terms)
    ]
    return [pk for _place, pk in sorted(found, key=lambda row: row[0])]


def standing(said: StatementQuerySet, keys: Sequence[int], at: datetime) -> list[Statement]:
    """Those of `keys` whose words stand in a live edition, in their order. One query, none without keys."""
    if not keys:
        return []
    rows = in_live_editions(said.filter(pk__in=keys), at).select_related("source", "role")
    known = {row.pk: row for row in rows}
    return [known[pk] for pk in keys if pk in known]


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
