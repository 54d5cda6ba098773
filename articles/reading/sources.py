"""The sources of the paper: an index of all that readers have met, and a page for each with what it said, and where."""

from __future__ import annotations

import base64
import binascii
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render

from articles.page_cache import holds_until, moment_of, public_page, shows
from articles.publishing.models import Edition
from articles.publishing.querysets import live_condition
from articles.reading import source_said
from articles.reading.attributions import editions_naming, sources_in_public
from articles.reading.cursors import Page, cursor_of, cut, read_cursor
from articles.reading.moments import next_change
from articles.search.query import read_query
from articles.sourcing.conduits import conduits_of
from articles.sourcing.models import Role, Source, SourceAddress, SourceName, Statement
from articles.sourcing.names import folded
from articles.sourcing.querysets import SourceQuerySet
from articles.syndication.structured_sourcing import source_page

INDEX_PAGE = 100  # a source is one line of the index
LONGEST_CURSOR = 1200  # a name of 200 characters of 4 bytes, in base 64, and a key
LARGEST_KEY = 2**63 - 1
STORIES = 10  # of a page whose statements name their stories themselves


@public_page(parameters=["q", "after"])
def source_index(request: HttpRequest) -> HttpResponseBase:
    """All sources by name, or those with a name in which a word begins as `?q=` asks. Three queries with the frame's."""
    at = moment_of(request)
    words = read_query(request.GET.get("q", "")).text
    page = index_page(request.GET.get("after", ""), at, words)
    older = urlencode({**({"q": words} if words else {}), "after": page.older}) if page.older else ""
    response = render(request, "reading/sources.html", {"page": page, "words": words, "older": older})
    return holds_until(shows(response, "sources", "sections"), next_change(Edition.objects.all(), at))


@public_page(parameters=["before", "said_before", *source_said.SaidFilter.base_filters])
def source(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Who a source is, what it said and the stories that name it. 404 unless a live edition names it; 301 from a former
    address. Eight queries at most.
    """
    at = moment_of(request)
    found = with_page(slug, at)
    if found is None:
        return moved(slug, at)
    editions = editions_naming(found)
    affiliation = affiliation_of(found)
    stories = story_page(editions.live(at), request.GET.get("before", ""))
    if not stories.rows and (stories.is_first or not editions.live(at).exists()):
        raise Http404("no public story names this source")
    context = page_context(request, found, affiliation, at) | {"stories": stories}
    response = render(request, "reading/source.html", context)
    shows(
        response,
        *found.cache_tags(),
        *others_named(found, context["statements"].rows),
        "topics",
        "sections",
        "pictures",
    )
    return holds_until(response, next_change(editions, at, *([editions_naming(affiliation)] if affiliation else [])))


def with_page(slug: str, at: datetime) -> Source | None:
    """The source at `slug`, if it may have a page, with whether readers have met whom it speaks for. One query."""
    met = Exists(sources_in_public(at).filter(pk=OuterRef("affiliation")))
    sources = Source.objects.with_page().select_related("affiliation").annotate(affiliation_is_met=met)
    return sources.filter(slug=slug).first()


def met_or_404(slug: str, at: datetime) -> Source:
    """The source whose page readers find at `slug`. Two queries at most. Raises Http404."""
    return get_object_or_404(sources_in_public(at).select_related("affiliation"), slug=slug)


def moved(slug: str, at: datetime) -> HttpResponseBase:
    """301 from a former address to the present one, when that has a page. Raises Http404 for all else."""
    former = get_object_or_404(
        SourceAddress.objects.filter(source__in=sources_in_public(at)).select_related("source"), slug=slug
    )
    return HttpResponsePermanentRedirect(former.source.get_absolute_url())


def affiliation_of(found: Source) -> Source | None:
    """Whom `found`, as `with_page` reads it, speaks for, when readers may know it. It knows whether it has a page."""
    if found.affiliation is None or not found.affiliation.is_nameable():
        return None
    found.affiliation.is_met = getattr(found, "affiliation_is_met", False)
    return found.affiliation


def page_context(request: HttpRequest, found: Source, affiliation: Source | None, at: datetime) -> dict[str, Any]:
    """The source and its statements. Three queries."""
    choices = source_said.choices_of(found, at)
    asked = source_said.asked_of(request.GET)
    filters = source_said.SaidFilter(asked, queryset=source_said.said_by(found, at), choices=choices)
    valid = filters.is_valid()
    page = source_said.page_of(filters.qs if valid else Statement.objects.none(), request.GET.get("said_before", ""))
    roles = list(found.roles.all())
    return {
        "source": found,
        "affiliation": affiliation,
        "roles": roles,
        "form": filters.form,
        "asked": asked,
        "valid": valid,
        "statements": page,
        "said_older": urlencode({**asked, "said_before": page.older}) if page.older else "",
        "canonical": found.get_absolute_url(),
        "structured_data": source_page(found, roles, affiliation, page.rows),
    }


def others_named(source: Source, statements: list[Statement]) -> list[str]:
    """The tags of all others that the page names: whom the source belongs to, and who carried its words."""
    others = [each for one in statements for each in conduits_of(one)] + [source.affiliation]
    return list(dict.fromkeys(f"source:{each.pk}" for each in others if each is not None and each.is_nameable()))


def story_page(editions, before: str) -> Page:
    """Cards without authors, which they do not show. One query."""
    key = read_cursor(before)
    rows = editions.newest_first().before(key).select_related("section", "lead_picture").defer("body_html", "body_text")
    return cut(rows, is_first=key is None, cursor=lambda one: cursor_of(one.first_published, one.pk), size=STORIES)


def index_page(after: str, at: datetime, words: str = "") -> Page:
    """A page of the index, by name, that begins after the cursor `after`. One query."""
    sources = with_what_is_told(called(sources_in_public(at), words), at).order_by("name", "pk")
    if after:
        name, pk = read_name_cursor(after)
        sources = sources.filter(Q(name__gt=name) | Q(name=name, pk__gt=pk))
    page = cut(sources, is_first=not after, cursor=name_cursor, size=INDEX_PAGE)
    for one in page.rows:
        one.role = str(Role(title=one.title, organisation=one.organisation)) if one.title else ""
    return page


def with_what_is_told(sources: SourceQuerySet, at: datetime) -> SourceQuerySet:
    """With the `title` and `organisation` of the role each has now, and the number of its `statements_told` in live stories."""
    roles = Role.objects.filter(source=OuterRef("pk"), held_until__isnull=True)[:1]
    named = Statement.objects.named().filter(
        live_condition(at, "article__editions__"), source=OuterRef("pk"), article__editions__sources=OuterRef("pk")
    )
    counted = named.order_by().values("source").annotate(number=Count("pk", distinct=True)).values("number")
    return sources.annotate(
        title=Subquery(roles.values("title")),
        organisation=Subquery(roles.values("organisation")),
        statements_told=Coalesce(Subquery(counted, output_field=IntegerField()), 0),
    )


def called(sources: SourceQuerySet, words: str) -> SourceQuerySet:
    """Those of `sources` with a name, or a word of one, that begins as `words` do; all without words."""
    if not words:
        return sources
    key = folded(words)
    names = SourceName.objects.filter(Q(key__startswith=key) | Q(key__contains=f" {key}"), source=OuterRef("pk"))
    return sources.filter(Exists(names)) if key else sources.none()


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
