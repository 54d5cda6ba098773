"""JSON Feed 1.1."""

from __future__ import annotations

import json
from typing import Any

from articles.syndication.formats.entry import Channel, Entry

CONTENT_TYPE = "application/feed+json"
VERSION = "https://jsonfeed.org/version/1.1"


def write(channel: Channel) -> str:
    data = {
        "version": VERSION,
        "title": channel.title,
        "home_page_url": channel.home,
        "feed_url": channel.address,
        "description": channel.description,
        "language": channel.language,
        "authors": [{"name": channel.publisher}],
        "hubs": [{"type": "WebSub", "url": channel.hub}] if channel.hub else [],
    }
    items = [item_of(entry) for entry in channel.entries]
    return json.dumps({**given(data), "items": items}, ensure_ascii=False)


def item_of(entry: Entry) -> dict[str, Any]:
    """An item has content, as HTML or as text: without a body its summary is what there is."""
    data = {
        "id": entry.identity,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary if entry.content else "",
        "content_html": entry.content,
        "content_text": "" if entry.content else entry.summary or entry.title,
        "image": entry.picture.url if entry.picture else "",
        "date_published": entry.published.isoformat(),
        "date_modified": entry.last_changed.isoformat() if entry.last_changed > entry.published else "",
        "authors": [given({"name": person.name, "url": person.url}) for person in entry.authors],
        "tags": entry.categories,
        "language": entry.language,
    }
    return given(data)


def given(data: dict[str, Any]) -> dict[str, Any]:
    """Without what is empty: the format wants a name left out rather than null."""
    return {name: value for name, value in data.items() if value}
