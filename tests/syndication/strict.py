"""Strict readers of feeds: what RSS 2.0, RFC 4287 and JSON Feed 1.1 demand, and not what feed readers put up with."""

from __future__ import annotations

import json
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

ATOM = "{http://www.w3.org/2005/Atom}"
TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"}
JSON_FEED = {
    "version": str, "title": str, "home_page_url": str, "feed_url": str, "description": str, "language": str,
    "authors": list, "hubs": list, "items": list,
}  # fmt: skip
JSON_ITEM = {
    "id": str, "url": str, "title": str, "summary": str, "content_html": str, "content_text": str, "image": str,
    "date_published": str, "date_modified": str, "authors": list, "tags": list, "language": str,
}  # fmt: skip


def read(response: Any, form: str) -> list[dict[str, Any]]:
    """The entries of a feed that is one: `id`, `title`, `url`, `updated` and `content` of each."""
    assert response.status_code == 200
    assert response["Content-Type"] == f"{TYPES[form]}; charset=utf-8"
    return {"rss": read_rss, "atom": read_atom, "json": read_json}[form](response.content)


def is_absolute(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def read_rss(content: bytes) -> list[dict[str, Any]]:
    root = ElementTree.fromstring(content)
    assert (root.tag, root.get("version")) == ("rss", "2.0")
    (channel,) = root
    for name in ("title", "link", "description", "lastBuildDate"):
        assert len(channel.findall(name)) == 1, name
    assert is_absolute(channel.findtext("link"))
    own = [link for link in channel.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert [is_absolute(link.get("href")) for link in own] == [True]
    entries = []
    for item in channel.findall("item"):
        for name in ("title", "link", "description", "guid", "pubDate"):
            assert len(item.findall(name)) == 1, name
        assert is_absolute(item.findtext("link"))
        guid = item.find("guid")
        assert guid.get("isPermaLink") in {"true", "false"}
        assert guid.get("isPermaLink") == "false" or is_absolute(guid.text)
        published = parsedate_to_datetime(item.findtext("pubDate"))
        assert published.tzinfo is not None
        changed = item.findtext(f"{ATOM}updated")
        encoded = item.findtext("{http://purl.org/rss/1.0/modules/content/}encoded")
        entries.append(
            {
                "id": guid.text, "title": item.findtext("title"), "url": item.findtext("link"),
                "updated": datetime.fromisoformat(changed) if changed else published,
                "content": encoded or item.findtext("description"),
            }
        )  # fmt: skip
    assert len({entry["id"] for entry in entries}) == len(entries)
    return entries


def read_atom(content: bytes) -> list[dict[str, Any]]:
    """RFC 4287, 4.1.1 and 4.1.2."""
    root = ElementTree.fromstring(content)
    assert root.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated"):
        assert len(root.findall(f"{ATOM}{name}")) == 1, name
    assert root.find(f"{ATOM}author/{ATOM}name").text
    assert_iri(root.findtext(f"{ATOM}id"))
    assert len([link for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]) == 1
    entries = []
    for entry in root.findall(f"{ATOM}entry"):
        for name in ("id", "title", "updated", "published"):
            assert len(entry.findall(f"{ATOM}{name}")) == 1, name
        assert len(entry.findall(f"{ATOM}summary")) <= 1
        assert len(entry.findall(f"{ATOM}content")) <= 1
        assert_iri(entry.findtext(f"{ATOM}id"))
        links = [link for link in entry.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
        assert [is_absolute(link.get("href")) for link in links] == [True]
        for author in entry.findall(f"{ATOM}author"):
            assert len(author.findall(f"{ATOM}name")) == 1
        for category in entry.findall(f"{ATOM}category"):
            assert category.get("term")
        content_of = entry.find(f"{ATOM}content")
        assert content_of is None or content_of.get("type") == "html"
        assert not list(entry.iter(f"{ATOM}content")) or not list(content_of)  # markup is escaped, as type="html" says
        entries.append(
            {
                "id": entry.findtext(f"{ATOM}id"), "title": entry.findtext(f"{ATOM}title"), "url": links[0].get("href"),
                "updated": datetime.fromisoformat(entry.findtext(f"{ATOM}updated")),
                "content": entry.findtext(f"{ATOM}content") or entry.findtext(f"{ATOM}summary"),
            }
        )  # fmt: skip
    assert len({entry["id"] for entry in entries}) == len(entries)
    return entries


def assert_iri(text: str) -> None:
    assert is_absolute(text) or text.startswith("urn:uuid:"), text


def read_json(content: bytes) -> list[dict[str, Any]]:
    """jsonfeed.org/version/1.1: names left out rather than null, and an item with content."""
    feed = json.loads(content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    for name, value in feed.items():
        assert isinstance(value, JSON_FEED[name]), name
    assert {"title", "items"} <= set(feed)
    for hub in feed.get("hubs", []):
        assert set(hub) == {"type", "url"}
    entries = []
    for item in feed["items"]:
        for name, value in item.items():
            assert isinstance(value, JSON_ITEM[name]), name
            assert value, name
        assert {"id", "url"} <= set(item)
        assert ("content_html" in item) != ("content_text" in item)
        assert is_absolute(item["url"])
        dates = [datetime.fromisoformat(item[name]) for name in ("date_published", "date_modified") if name in item]
        assert all(date.tzinfo for date in dates)
        for author in item.get("authors", []):
            assert author["name"]
        entries.append(
            {
                "id": item["id"], "title": item["title"], "url": item["url"], "updated": dates[-1],
                "content": item.get("content_html") or item["content_text"],
            }
        )  # fmt: skip
    assert len({entry["id"] for entry in entries}) == len(entries)
    return entries
