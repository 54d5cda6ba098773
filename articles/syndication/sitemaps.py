"""What search engines ask for: an index of sitemaps, one of the standing pages, one for each month, one of news.

A month's sitemap is found by the index on first publication, however large the archive is: nothing is counted, no row is
skipped. A story stays in the sitemap of its month for ever; `lastmod` moves with substantive editions only.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db.models import Exists
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from articles.page_cache import holds_until, moment_of, public_page, shows
from articles.pictures.renditions import address
from articles.publishing.models import Edition, Section
from articles.publishing.models.article import Kind
from articles.publishing.querysets import EditionQuerySet
from articles.syndication.addresses import absolute
from articles.syndication.entries import lead_of, next_end_of_licence, titled
from articles.text.sanitise import clean_text

logger = logging.getLogger(__name__)
MAX_ADDRESSES = 50_000  # of one file, by sitemaps.org
MAX_NEWS = 1_000  # of one news sitemap, by its specification
NEWS_AGE = timedelta(days=2)  # older stories do not belong there
STANDING_PAGES = ("front", "archive", "sources", "corrections")
MONTHS_AT_ONCE = 240  # asked about in one query: twenty years
XML = "application/xml; charset=utf-8"


@public_page
def sitemap(request: HttpRequest) -> HttpResponseBase:
    """The index: the standing pages, and each month with a story, the newest first. A query for twenty years, and two."""
    at = moment_of(request)
    months = [f"{month:%Y-%m}" for month in months_with_stories(at)]
    addresses = [reverse("sitemap_pages"), *(reverse("sitemap_month", args=[month]) for month in months)]
    response = render(
        request, "syndication/sitemap_index.xml", {"addresses": map(absolute, addresses)}, content_type=XML
    )
    return holds_until(shows(response, "feeds"), Edition.objects.next_change(at))


@public_page
def sitemap_pages(request: HttpRequest) -> HttpResponseBase:
    """The pages that are always there, and the sections."""
    pages = [reverse(name) for name in STANDING_PAGES]
    pages += [section.get_absolute_url() for section in Section.objects.all()[: MAX_ADDRESSES - len(pages)]]
    rows = [{"address": absolute(page)} for page in pages]
    return shows(render(request, "syndication/sitemap.xml", {"rows": rows}, content_type=XML), "sections")


@public_page
def sitemap_month(request: HttpRequest, month: str) -> HttpResponseBase:
    """The stories first published in a month of the newsroom's calendar. Raises Http404 for what is no month."""
    at = moment_of(request)
    first = read_month(month)
    found = (
        of_month(Edition.objects.live(at), first)
        .newest_first()
        .select_related("lead_picture")
        .only("path", "updated", "lead_picture")[: MAX_ADDRESSES + 1]
    )
    stories = list(found)
    if len(stories) > MAX_ADDRESSES:
        logger.warning("more stories in %s than a sitemap may hold; its oldest are left out", month)
    rows = [row_of(story, at) for story in stories[:MAX_ADDRESSES]]
    response = render(request, "syndication/sitemap.xml", {"rows": rows}, content_type=XML)
    holds_until(response, next_end_of_licence(lead_of(story, at) for story in stories))
    return holds_until(shows(response, "feeds"), of_month(Edition.objects.all(), first).next_change(at))


def row_of(story: Edition, at: datetime) -> dict[str, object]:
    lead = lead_of(story, at)
    picture = absolute(address(lead)) if lead else ""
    return {"address": absolute(story.path), "updated": story.updated.isoformat(), "picture": picture}


def read_month(text: str) -> date:
    """The first day of “2026-11”. Raises Http404 for anything else."""
    parts = re.fullmatch(r"([0-9]{4})-([0-9]{2})", text)
    try:
        if parts is None:
            raise ValueError("not a year and a month")
        return date(int(parts[1]), int(parts[2]), 1)
    except ValueError as error:
        raise Http404("no such month") from error


def next_month(month: date) -> date:
    return (month + timedelta(days=32)).replace(day=1)


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def of_month(editions: EditionQuerySet, first: date) -> EditionQuerySet:
    """Those first published in the month that begins on `first`."""
    begin = midnight(first)
    if (first.year, first.month) == (9999, 12):
        return editions.filter(first_published__gte=begin)
    return editions.filter(first_published__gte=begin, first_published__lt=midnight(next_month(first)))


def months_with_stories(at: datetime) -> Iterator[date]:
    """The first day of each month with a story that is live, the newest first. One look into an index for each month."""
    live = Edition.objects.live(at).order_by("first_published").values_list("first_published", flat=True)
    oldest, newest = live.first(), live.last()
    if oldest is None or newest is None:
        return
    months = [timezone.localdate(oldest).replace(day=1)]
    while (month := next_month(months[-1])) <= timezone.localdate(newest):
        months.append(month)
    months.reverse()
    for start in range(0, len(months), MONTHS_AT_ONCE):
        asked = {f"month_{month:%Y_%m}": month for month in months[start : start + MONTHS_AT_ONCE]}
        told = {name: Exists(of_month(Edition.objects.live(at), month)) for name, month in asked.items()}
        row = Edition.objects.order_by().annotate(**told).values(*told)[:1].get()
        yield from (month for name, month in asked.items() if row[name])


@public_page
def news_sitemap(request: HttpRequest) -> HttpResponseBase:
    """The stories of the last two days. It changes by itself when the oldest of them leaves."""
    at = moment_of(request)
    stories = list(
        Edition.objects.live(at)
        .filter(first_published__gt=at - NEWS_AGE)
        .exclude(kind=Kind.SPONSORED)  # what was paid for is no news
        .newest_first()
        .only("path", "headline", "language", "first_published", "kind")[:MAX_NEWS]
    )
    rows = [
        {
            "address": absolute(story.path),
            "headline": clean_text(titled(story)),
            "language": story.language or settings.LANGUAGE_CODE,
            "published": story.first_published.isoformat(),
        }
        for story in stories
    ]
    response = render(request, "syndication/news_sitemap.xml", {"stories": rows}, content_type=XML)
    leaves = stories[-1].first_published + NEWS_AGE if stories else None
    changes = [moment for moment in (leaves, Edition.objects.next_change(at)) if moment]
    return holds_until(shows(response, "feeds"), min(changes, default=None))
