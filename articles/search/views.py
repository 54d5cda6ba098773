"""The search page: stories by their words, or what was said, by words and by speaker."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.safestring import SafeString

from articles.page_cache import holds_until, moment_of, public_page, shows
from articles.publishing.models import Edition
from articles.search import index, quotes
from articles.search.backend import Order
from articles.search.forms import LAST_PAGE, PAGE_SIZE, WHERE, Asked, SearchForm
from articles.search.query import Query

LATEST = 5  # stories offered where nothing was found
SHORTER = 4  # searches for one of the words, offered there too


@dataclass(frozen=True)
class Result:
    edition: Edition
    snippet: SafeString


@public_page
def search(request: HttpRequest) -> HttpResponseBase:
    """Stories that hold every word asked for, or quotes that do. At most six queries, besides the frame's."""
    at = moment_of(request)
    asked = SearchForm(request.GET).asked()
    query, page = asked.query, asked.page
    context = quotes_context(asked, at) if asked.in_quotes else stories_context(asked, at)
    has_more = context.pop("has_more")
    context |= {
        "query": query,
        "order": asked.order,
        "orders": Order.choices,
        "page": page,
        "asked": asked,
        "where": WHERE,
        "kept": urlencode(kept_of(asked)),
        "next_page": page + 1 if has_more and page < LAST_PAGE else None,
        "is_last_page": has_more and page == LAST_PAGE,
        "shorter": [term.words for term in query.terms[:SHORTER]] if len(query.terms) > 1 else [],
    }
    response = render(request, "search/search.html", context)
    shows(response, "front", "sections", *(["sources"] if asked.in_quotes else []))
    return holds_until(response, Edition.objects.next_change(at))


def kept_of(asked: Asked) -> dict[str, str]:
    """What the links to other pages and orders carry along, besides words, order and page."""
    return {
        **({"in": "quotes"} if asked.in_quotes else {}),
        **({"speaker": asked.speaker} if asked.speaker else {}),
    }


def stories_context(asked: Asked, at: datetime) -> dict[str, Any]:
    results, has_more = results_of(asked.query, asked.order, asked.page, at)
    latest = [] if results or not asked.query.text else cards().live(at).newest_first()[:LATEST]
    return {"results": results, "has_more": has_more, "latest": latest}


def quotes_context(asked: Asked, at: datetime) -> dict[str, Any]:
    """Four queries at most."""
    speaker = quotes.speaker_called(asked.speaker, at)
    if asked.speaker and speaker is None:
        return {"quotes": [], "has_more": False, "speaker": None}
    found, has_more = quotes.find(asked.query, speaker, order=asked.order, page=asked.page, size=PAGE_SIZE, at=at)
    return {"quotes": found, "has_more": has_more, "speaker": speaker}


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
