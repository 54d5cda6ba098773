"""Searching whole stories: a page of results with what they can be narrowed to, or help where there are none."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import BigIntegerField
from django.db.models.functions import Substr
from django.utils.safestring import SafeString

from articles.prepared import Several, prepared
from articles.publishing import columnists
from articles.publishing.models import Edition, Section
from articles.search import index
from articles.search.backend import Found
from articles.search.facets import Facet, Narrowing, facets_of, narrow, narrowings, signs_of
from articles.search.forms import PAGE_SIZE, Asked
from articles.search.query import Query
from articles.search.snippets import LOOKED_THROUGH, marked, snippet_of
from articles.search.spelling import corrected

# What is shown of a story that was found: no picture.
SHOWN = (
    "path",
    "section",
    "kind",
    "kicker",
    "headline",
    "standfirst",
    "byline",
    "language",
    "direction",
    "first_published",
)
LATEST = 5  # stories offered where nothing was found


@dataclass(frozen=True)
class Result:
    """A story with the words that were asked for marked: in its headline, its standfirst and a part of its text."""

    edition: Edition
    headline: SafeString
    standfirst: SafeString
    snippet: SafeString


@dataclass(frozen=True)
class Stories:
    """A page of results. `meant` is the query that was answered in place of one that finds nothing."""

    results: list[Result]
    has_more: bool
    found: Found
    facets: list[Facet]
    narrowed: list[Narrowing]
    sections: list[Section]
    meant: Query | None = None
    latest: list[Edition] = field(default_factory=list)


def find_stories(asked: Asked, at: datetime) -> Stories:
    """The page that was `asked` for. Three queries, five for words of very many stories; two more where nothing is found."""
    sections = list(all_sections()) if asked.query.terms else []
    editions = narrow(Edition.objects.live(at), asked.narrowed, sections)
    signs = signs_of(asked.narrowed, sections)
    found, query, meant = index.search(editions, asked.query, order=asked.order, signs=signs), asked.query, None
    if not found.hits and query.terms and (better := corrected(query, editions)):
        found = index.search(editions, better, order=asked.order, signs=signs)
        query, meant = (better, better) if found.hits else (query, None)
    first, last = (asked.page - 1) * PAGE_SIZE, asked.page * PAGE_SIZE
    results = results_of([hit.edition_id for hit in found.hits[first:last]], query)
    return Stories(
        results,
        len(found.hits) > last,
        found,
        facets_of(found, asked.narrowed, sections),
        narrowings(asked.narrowed, sections),
        sections,
        meant,
        [] if results or not asked.query.text else list(cards().live(at).newest_first()[:LATEST]),
    )


def results_of(ids: list[int], query: Query) -> list[Result]:
    """One query, none without `ids`; one more for columnists."""
    if not ids:
        return []
    editions = {edition.pk: edition for edition in shown(ids=ids)}
    columnists.named(editions.values())
    return [
        Result(
            edition,
            marked(edition.headline, edition.language, query),
            marked(edition.standfirst, edition.language, query),
            snippet_of(edition.looked_through, edition.language, query),
        )
        for edition in (editions[pk] for pk in ids if pk in editions)
    ]


@prepared()
def all_sections():
    return Section.objects.all()


@prepared(ids=Several(BigIntegerField()))
def shown(*, ids):
    """The editions of a page of results, with what is shown of each and as much of its text as a snippet is looked for in."""
    rows = Edition.objects.select_related("section").only(*SHOWN, "section__name", "section__slug")
    return rows.filter(pk__in=ids).annotate(looked_through=Substr("body_text", 1, LOOKED_THROUGH)).order_by()


def cards():
    """Editions with what a card shows, and nothing it does not."""
    return Edition.objects.select_related("section", "lead_picture").defer("body_html", "body_text")
