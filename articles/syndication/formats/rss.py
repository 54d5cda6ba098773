"""RSS 2.0, with the whole text, each author, the picture, and the day of a substantive change."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from xml.sax.xmlreader import AttributesImpl

from django.utils.feedgenerator import Rss201rev2Feed, rfc3339_date
from django.utils.xmlutils import SimplerXMLGenerator

from articles.syndication.formats.entry import Channel, Entry, Media

CONTENT_TYPE = "application/rss+xml"
NAMESPACES = {
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:media": "http://search.yahoo.com/mrss/",
}


class RssFeed(Rss201rev2Feed):
    def rss_attributes(self) -> dict[str, str]:
        return {**super().rss_attributes(), **NAMESPACES}

    def latest_post_date(self) -> datetime:
        return self.feed["last_changed"]

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        if self.feed["hub"]:
            handler.addQuickElement("atom:link", None, {"rel": "hub", "href": self.feed["hub"]})

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        entry: Entry = item["entry"]
        for person in entry.authors:
            handler.addQuickElement("dc:creator", person.name)
        if entry.language:
            handler.addQuickElement("dc:language", entry.language)
        if entry.last_changed > entry.published:
            handler.addQuickElement("atom:updated", rfc3339_date(entry.last_changed))
        if entry.picture:
            add_picture(handler, entry.picture)
        if entry.summary and entry.content:
            handler.addQuickElement("content:encoded", entry.content)


def add_picture(handler: SimplerXMLGenerator, picture: Media) -> None:
    attributes = {"url": picture.url, "medium": "image", "type": "image/jpeg"}
    attributes |= {"width": str(picture.width), "height": str(picture.height)}
    handler.startElement("media:content", AttributesImpl(attributes))
    if picture.words:
        handler.addQuickElement("media:description", picture.words, {"type": "plain"})
    if picture.credit:
        handler.addQuickElement("media:credit", picture.credit)
    handler.endElement("media:content")


def write(channel: Channel) -> str:
    """`channel` as RSS 2.0. An entry without a summary is described by its content."""
    feed = RssFeed(
        title=channel.title,
        link=channel.home,
        description=channel.description,
        language=channel.language,
        feed_url=channel.address,
        last_changed=channel.last_changed,
        hub=channel.hub,
    )
    for entry in channel.entries:
        feed.add_item(
            title=entry.title,
            link=entry.url,
            description=entry.summary or entry.content,
            unique_id=entry.identity,
            unique_id_is_permalink=entry.is_address,
            pubdate=entry.published,
            categories=entry.categories,
            entry=entry,
        )
    return feed.writeString("utf-8")
