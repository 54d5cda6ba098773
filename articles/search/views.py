"""The search page: stories by their words, or what was said, by words and by speaker."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from articles.page_cache import holds_until, moment_of, public_page, shows
from articles.publishing.models import Edition
from articles.search import quotes, speakers
from articles.search.backend import Order
from articles.search.forms import LAST_PAGE, PAGE_SIZE, WHERE, Asked, SearchForm
from articles.search.stories import find_stories

SHORTER = 4  # searches for one of the words, offered where nothing was found


@public_page(parameters=["in", *SearchForm.base_fields])
def search(request: HttpRequest) -> HttpResponseBase:
    """Stories that hold every word asked for, or quotes that do. At most ten queries with the frame's, seven as a rule."""
    at = moment_of(request)
    asked = SearchForm(request.GET).asked()
    context = quotes_context(asked, at) if asked.in_quotes else stories_context(asked, at)
    terms = asked.query.terms
    has_more = context.pop("has_more")
    context |= {
        "query": asked.query,
        "order": asked.order,
        "orders": Order.choices,
        "page": asked.page,
        "asked": asked,
        "where": WHERE,
        "kept": urlencode(kept_of(asked)),
        "next_page": asked.page + 1 if has_more and asked.page < LAST_PAGE else None,
        "is_last_page": has_more and asked.page == LAST_PAGE,
        "shorter": [term.typed() for term in terms[:SHORTER]] if len(terms) > 1 else [],
    }
    response = render(request, "search/search.html", context)
    shows(response, "front", "sections", "sources", "pictures", "authors")
    return holds_until(response, next_change(at))


def kept_of(asked: Asked) -> dict[str, str]:
    """What the links to other pages and orders carry along, besides words, order and page."""
    return {
        **({"in": "quotes"} if asked.in_quotes else {}),
        **({"speaker": asked.speaker} if asked.speaker else {}),
        **asked.narrowed,
    }


def stories_context(asked: Asked, at: datetime) -> dict[str, Any]:
    """Results, what they can be narrowed to, and who is called so."""
    stories = find_stories(asked, at)
    query = stories.meant or asked.query
    base = {"q": query.text, **({"order": asked.order} if asked.order != Order.RELEVANCE else {})}
    return {
        "stories": stories,
        "results": stories.results,
        "answered": query,
        "has_more": stories.has_more,
        "latest": stories.latest,
        "number": len(stories.found.hits),
        "capped": stories.found.capped,
        "most_hits": stories.found.most,
        "called": speakers.speaker_called(asked.query.text, at) if asked.page == 1 else None,
        "facets": [
            (facet, [(each, address_of(base, asked.narrowed | {facet.name: each.value})) for each in facet.choices])
            for facet in stories.facets
        ],
        "chosen": [
            (each, address_of(base, {name: value for name, value in asked.narrowed.items() if name != each.name}))
            for each in stories.narrowed
        ],
        "widened": address_of(base, {}),
    }


def address_of(base: dict[str, str], narrowed: dict[str, str]) -> str:
    return f"?{urlencode({**base, **narrowed})}"


def quotes_context(asked: Asked, at: datetime) -> dict[str, Any]:
    """Eight queries at most. Where a wrong letter leaves one speaker who can be meant, that one is, and the page says so."""
    speaker, is_meant = speakers.speaker_called(asked.speaker, at), False
    if asked.speaker and speaker is None:
        alike = speakers.speakers_like(asked.speaker, at)
        near = [] if alike else speakers.speakers_spelt_like(asked.speaker, at)
        if len(near) != 1:
            return {"quotes": [], "has_more": False, "speaker": None, "alike": alike or near}
        speaker, is_meant = near[0], True
    found, has_more = quotes.find(asked.query, speaker, order=asked.order, page=asked.page, size=PAGE_SIZE, at=at)
    return {"quotes": found, "has_more": has_more, "speaker": speaker, "is_meant": is_meant}


def next_change(at: datetime) -> datetime | None:
    """When the next story goes live or ends. One query."""
    starts = Edition.objects.filter(live_from__gt=at).order_by().values_list("live_from", flat=True)
    ends = Edition.objects.filter(live_until__gt=at).order_by().values_list("live_until", flat=True)
    return starts.union(ends, all=True).order_by("live_from").first()
