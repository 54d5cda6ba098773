"""What search engines ask for: the sitemap, the news sitemap and robots.txt."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from articles.page_cache import holds_until, moment_of, public_page, shows
from articles.publishing.models import Edition, Section
from articles.syndication.addresses import absolute
from articles.text.sanitise import clean_text

MAX_ADDRESSES = 50_000  # of one file, by sitemaps.org
MAX_NEWS = 1_000  # of one news sitemap, by its specification
NEWS_AGE = timedelta(days=2)  # older stories do not belong there
STANDING_PAGES = ("front", "archive", "sources", "corrections")
CLOSED_TO_ROBOTS = ("/account/", "/admin/", "/search/", "/comments/*/post/", "/sources/*/removal/")
XML = "application/xml; charset=utf-8"


@public_page
def sitemap(request: HttpRequest) -> HttpResponseBase:
    """The standing pages, the sections, and the newest stories up to the limit of one file."""
    at = moment_of(request)
    pages = [absolute(reverse(name)) for name in STANDING_PAGES]
    pages += [absolute(section.get_absolute_url()) for section in Section.objects.all()]
    stories = Edition.objects.live(at).newest_first().values_list("path", "updated")[: MAX_ADDRESSES - len(pages)]
    context = {"pages": pages, "stories": [(absolute(path), updated) for path, updated in stories]}
    response = render(request, "syndication/sitemap.xml", context, content_type=XML)
    return holds_until(shows(response, "feeds", "sections"), Edition.objects.next_change(at))


@public_page
def news_sitemap(request: HttpRequest) -> HttpResponseBase:
    """The stories of the last two days. It changes by itself when the oldest of them leaves."""
    at = moment_of(request)
    stories = list(
        Edition.objects.live(at)
        .filter(first_published__gt=at - NEWS_AGE)
        .newest_first()
        .only("path", "headline", "language", "first_published")[:MAX_NEWS]
    )
    rows = [
        {
            "address": absolute(story.path),
            "headline": clean_text(story.headline),
            "language": story.language or settings.LANGUAGE_CODE,
            "published": story.first_published,
        }
        for story in stories
    ]
    response = render(request, "syndication/news_sitemap.xml", {"stories": rows}, content_type=XML)
    leaves = stories[-1].first_published + NEWS_AGE if stories else None
    changes = [moment for moment in (leaves, Edition.objects.next_change(at)) if moment]
    return holds_until(shows(response, "feeds"), min(changes, default=None))


@public_page
def robots(request: HttpRequest) -> HttpResponseBase:
    """All is open, but for the desk, the endless pages of search, and forms."""
    context = {
        "closed": CLOSED_TO_ROBOTS,
        "sitemaps": [absolute(reverse("sitemap")), absolute(reverse("news_sitemap"))],
    }
    return render(request, "syndication/robots.txt", context, content_type="text/plain; charset=utf-8")
