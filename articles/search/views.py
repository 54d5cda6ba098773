"""The search page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.safestring import SafeString

from articles.page_cache import holds_until, moment_of, public_page, shows
from articles.publishing.models import Edition
from articles.search import index
from articles.search.backend import Order
from articles.search.forms import LAST_PAGE, PAGE_SIZE, SearchForm
from articles.search.query import Query

LATEST = 5  # stories offered where nothing was found
SHORTER = 4  # searches for one of the words, offered there too


@dataclass(frozen=True)
class Result:
    edition: Edition
    snippet: SafeString


@public_page
def search(request: HttpRequest) -> HttpResponseBase:
    """Stories that hold every word asked for. At most six queries, besides the frame's."""
    at = moment_of(request)
    query, order, page = SearchForm(request.GET).asked()
    results, has_more = results_of(query, order, page, at)
    context = {
        "query": query,
        "order": order,
        "orders": Order.choices,
        "page": page,
        "results": results,
        "next_page": page + 1 if has_more and page < LAST_PAGE else None,
        "is_last_page": has_more and page == LAST_PAGE,
        "shorter": [term.words for term in query.terms[:SHORTER]] if len(query.terms) > 1 else [],
        "latest": [] if results or not query.text else cards().live(at).newest_first()[:LATEST],
    }
    response = render(request, "search/search.html", context)
    return holds_until(shows(response, "front", "sections"), Edition.objects.next_change(at))


def results_of(query: Query, order: str, page: int, at: datetime) -> tuple[list[Result], bool]:
    """The results of one page, and whether there are more. Three queries."""
    hits = index.search(
        Edition.objects.live(at), query, order=order, offset=(page - 1) * PAGE_SIZE, limit=PAGE_SIZE + 1
    )
    ids = [hit.edition_id for hit in hits[:PAGE_SIZE]]
    editions = cards().in_bulk(ids)
    snippets = index.snippets(ids, query)
    return [Result(editions[pk], snippets.get(pk, SafeString())) for pk in ids], len(hits) > PAGE_SIZE


def cards():
    """Editions with what a card shows, and nothing it does not."""
    return Edition.objects.select_related("section", "lead_picture").defer("body_html", "body_text")
