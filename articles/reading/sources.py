"""The sources of the paper: an index of all that readers have met, and a page for each with what it said, and where."""

from __future__ import annotations

import base64
import binascii
from datetime import datetime

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render

from articles.page_cache import holds_until, moment_of, public_page, shows
from articles.publishing.models import Edition
from articles.reading.attributions import editions_naming, sources_in_public, statements_in_public
from articles.reading.cursors import Page, cut, page_of_editions
from articles.reading.moments import next_change
from articles.sourcing.models import Source

INDEX_PAGE = 100  # a source is one line of the index
LONGEST_CURSOR = 1200  # a name of 200 characters of 4 bytes, in base 64, and a key
LARGEST_KEY = 2**63 - 1


@public_page
def source_index(request: HttpRequest) -> HttpResponseBase:
    at = moment_of(request)
    page = index_page(request.GET.get("after", ""), at)
    response = render(request, "reading/sources.html", {"page": page})
    return holds_until(shows(response, "sources", "sections"), next_change(Edition.objects.all(), at))


@public_page
def source(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Who a source is, what it said and the stories that name it. 404 unless a live edition names it."""
    at = moment_of(request)
    found = get_object_or_404(Source.objects.with_page().select_related("affiliation"), slug=slug)
    editions = editions_naming(found)
    live = editions.live(at)
    stories = page_of_editions(live, request.GET.get("before", ""))
    if not stories.rows and (stories.is_first or not live.exists()):
        raise Http404("no public story names this source")
    context = {
        "source": found,
        "affiliation": found.affiliation if found.affiliation and found.affiliation.is_nameable() else None,
        "roles": found.roles.all(),
        "stories": stories,
        "statements": statement_page(found, request.GET.get("said_before", ""), at),
        "canonical": found.get_absolute_url(),
    }
    response = render(request, "reading/source.html", context)
    affiliated = [f"source:{found.affiliation_id}"] if found.affiliation_id else []
    return holds_until(shows(response, *found.cache_tags(), *affiliated, "sections"), next_change(editions, at))


def statement_page(source: Source, before: str, at: datetime) -> Page:
    """A page of what `source` said, newest records first."""
    statements = statements_in_public(source, at).select_related("role", "conduit").order_by("-pk")
    if before:
        if not (before.isascii() and before.isdigit() and len(before) < 20 and int(before) <= LARGEST_KEY):
            raise Http404("no such page of the statements")
        statements = statements.filter(pk__lt=int(before))
    return cut(statements, is_first=not before, cursor=lambda statement: str(statement.pk))


def index_page(after: str, at: datetime) -> Page:
    """A page of the index, by name, that begins after the cursor `after`."""
    sources = sources_in_public(at).order_by("name", "pk")
    if after:
        name, pk = read_name_cursor(after)
        sources = sources.filter(Q(name__gt=name) | Q(name=name, pk__gt=pk))
    return cut(sources, is_first=not after, cursor=name_cursor, size=INDEX_PAGE)


def name_cursor(source: Source) -> str:
    return base64.urlsafe_b64encode(f"{source.pk:x}-{source.name}".encode()).decode().rstrip("=")


def read_name_cursor(text: str) -> tuple[str, int]:
    """What `name_cursor` wrote. Raises Http404 for anything else."""
    try:
        if len(text) > LONGEST_CURSOR:
            raise ValueError("longer than any cursor")
        key, _dash, name = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_").decode().partition("-")
        pk = int(key, 16)
        if not 0 <= pk <= LARGEST_KEY or "\x00" in name:
            raise ValueError("not a key and a name")
    except (ValueError, binascii.Error) as error:
        raise Http404("no such page of the index") from error
    return name, pk
