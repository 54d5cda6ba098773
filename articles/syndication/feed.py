"""The RSS 2.0 feed of all stories: the newest, in full, with identities that never change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed, rfc3339_date
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator

from articles.page_cache import holds_until, moment_of, public_page, shows
from articles.pictures.models import Picture
from articles.pictures.renditions import address
from articles.publishing.models import Correction, Edition
from articles.publishing.models.article import Kind
from articles.publishing.querysets import EditionQuerySet
from articles.syndication.addresses import absolute
from articles.syndication.corrected import around, before, corrections_of
from articles.syndication.feed_body import feed_body, pictures_of
from articles.syndication.kill_notices import next_silence, notice_of, withdrawn_lately
from articles.text.excerpt import shorten
from articles.text.sanitise import clean_text

LENGTH = 30  # stories
EXCERPT = 300  # characters of the text where no standfirst was written


class FullTextFeed(Rss201rev2Feed):
    """RSS 2.0 with the whole text, each author, the picture, and the day of a substantive change."""

    def rss_attributes(self) -> dict[str, str]:
        return {
            **super().rss_attributes(),
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:media": "http://search.yahoo.com/mrss/",
        }

    def latest_post_date(self) -> datetime:
        """The newest date in the feed, and not the clock: the same stories are the same bytes."""
        return super().latest_post_date() if self.items else datetime(1970, 1, 1, tzinfo=UTC)

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for name in item["creators"]:
            handler.addQuickElement("dc:creator", name)
        if item["language"]:
            handler.addQuickElement("dc:language", item["language"])
        if item["updateddate"] > item["pubdate"]:
            handler.addQuickElement("atom:updated", rfc3339_date(item["updateddate"]))
        if item["picture"]:
            handler.addQuickElement("media:content", "", {"url": item["picture"], "medium": "image"})
        if item["content"]:
            handler.addQuickElement("content:encoded", item["content"])


@public_page
def feed_all(request: HttpRequest) -> HttpResponseBase:
    """Nine queries at most, whatever the number of stories. What was withdrawn lately comes first, see kill_notices."""
    at = moment_of(request)
    stories = list(full_stories(Edition.objects.live(at))[:LENGTH])
    feed = FullTextFeed(
        title=settings.SITE_NAME,
        link=absolute("/"),
        description=_("All stories from %(site)s, the newest first.") % {"site": settings.SITE_NAME},
        language=settings.LANGUAGE_CODE,
        feed_url=absolute(reverse("feed_all")),
    )
    pictures = pictures_of(story.body_html for story in stories)
    corrections = corrections_of(stories, at)
    notices = withdrawn_lately(at)
    for notice in notices:
        feed.add_item(**notice_of(notice))
    for story in stories:
        feed.add_item(**item_of(story, pictures, corrections.get(story.article_id, [])))
    response = HttpResponse(feed.writeString("utf-8"), content_type="application/rss+xml; charset=utf-8")
    holds_until(response, next_silence(notices))
    holds_until(response, Correction.objects.next_made(at))
    return holds_until(shows(response, "feeds", "corrections"), Edition.objects.next_change(at))


def full_stories(editions: EditionQuerySet) -> EditionQuerySet:
    """`editions`, newest first, with bodies and all that a feed says of them, and the `public_id` of each article."""
    return (
        editions.newest_first()
        .select_related("section", "publisher", "lead_picture")
        .prefetch_related("edition_authors__author", "topics")
        .annotate(public_id=F("article__public_id"))
    )


def item_of(
    edition: Edition, pictures: Mapping[str, Picture], corrections: Sequence[Correction] = ()
) -> dict[str, Any]:
    """What `FullTextFeed.add_item` takes. Control characters, which no XML may hold, are left out of every text."""
    label = capfirst(edition.get_kind_display())
    marked = edition.kind != Kind.NEWS  # opinion, analysis and what was paid for never go out unlabelled
    names = [edition.section.name, *(topic.name for topic in edition.topics.all()), *([label] if marked else [])]
    categories: dict[str, str] = {}  # an opinion in the section “Opinion” is one category, not two
    for name in map(clean_text, names):
        categories.setdefault(name.casefold(), name)
    return {
        "title": clean_text(f"{label}: {edition.headline}" if marked else edition.headline),
        "link": absolute(edition.path),
        "description": before(
            clean_text(edition.standfirst or shorten(edition.body_text[: EXCERPT * 4], EXCERPT)), corrections
        ),
        "unique_id": f"article:{edition.public_id}",
        "unique_id_is_permalink": False,
        "pubdate": edition.first_published,
        "updateddate": edition.updated,
        "categories": list(categories.values()),
        "creators": [clean_text(name) for name in creators_of(edition)],
        "language": edition.language,
        "picture": absolute(address(edition.lead_picture)) if edition.lead_picture else "",
        "content": around(feed_body(edition.body_html, pictures), corrections),
    }


def creators_of(edition: Edition) -> list[str]:
    """The authors; else the byline as printed; else, when readers may know it, where the copy came from."""
    authors = [row.author.name for row in edition.edition_authors.all()]
    if authors or edition.byline:
        return authors or [edition.byline]
    return [edition.publisher.name] if edition.publisher and edition.publisher.is_nameable() else []
