"""Atom (RFC 4287): what every entry must have is there, its identity an IRI that outlives the address."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from xml.sax.xmlreader import AttributesImpl

from django.utils.feedgenerator import Atom1Feed, rfc3339_date
from django.utils.xmlutils import SimplerXMLGenerator

from articles.syndication import identities
from articles.syndication.formats.entry import Channel, Entry, Person

CONTENT_TYPE = "application/atom+xml"


class AtomFeed(Atom1Feed):
    def latest_post_date(self) -> datetime:
        return self.feed["last_changed"]

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        if self.feed["hub"]:
            handler.addQuickElement("link", None, {"rel": "hub", "href": self.feed["hub"]})

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        language = item["entry"].language
        return {"xml:lang": language} if language else {}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        """In place of Django's, which calls plain words HTML and knows one author and no content."""
        entry: Entry = item["entry"]
        handler.addQuickElement("title", entry.title)
        handler.addQuickElement("link", None, {"rel": "alternate", "type": "text/html", "href": entry.url})
        handler.addQuickElement("id", entry.identity if entry.is_address else identities.iri(entry.identity))
        handler.addQuickElement("published", rfc3339_date(entry.published))
        handler.addQuickElement("updated", rfc3339_date(entry.last_changed))
        for person in entry.authors:
            add_person(handler, person)
        if entry.summary:
            handler.addQuickElement("summary", entry.summary)
        if entry.content:
            handler.addQuickElement("content", entry.content, {"type": "html"})
        if entry.picture:
            link = {"rel": "enclosure", "type": "image/jpeg", "href": entry.picture.url}
            handler.addQuickElement(
                "link", None, link | ({"title": entry.picture.words} if entry.picture.words else {})
            )
        for category in entry.categories:
            handler.addQuickElement("category", None, {"term": category})


def add_person(handler: SimplerXMLGenerator, person: Person) -> None:
    handler.startElement("author", AttributesImpl({}))
    handler.addQuickElement("name", person.name)
    if person.url:
        handler.addQuickElement("uri", person.url)
    handler.endElement("author")


def write(channel: Channel) -> str:
    """`channel` as Atom. What nobody signed is by the publisher."""
    feed = AtomFeed(
        title=channel.title,
        link=channel.home,
        description="",
        subtitle=channel.description,
        language=channel.language,
        author_name=channel.publisher,
        feed_url=channel.address,
        feed_guid=channel.address,
        last_changed=channel.last_changed,
        hub=channel.hub,
    )
    for entry in channel.entries:
        feed.add_item(title=entry.title, link=entry.url, description="", entry=entry)
    return feed.writeString("utf-8")
