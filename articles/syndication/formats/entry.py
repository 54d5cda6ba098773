"""What a feed and an entry hold, whatever form they go out in.

Texts are cleaned here, once: no control character of a headline, a name or a comment can make a feed that is no XML.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import UTC, datetime

from articles.text.sanitise import clean_text

NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class Clean:
    """Cleans every text of a dataclass, those in its lists of texts included."""

    def __post_init__(self) -> None:
        for each in fields(self):  # type: ignore[arg-type]  # every subclass is a dataclass
            value = getattr(self, each.name)
            if isinstance(value, str):
                setattr(self, each.name, clean_text(value))
            elif isinstance(value, list):
                setattr(self, each.name, [clean_text(one) if isinstance(one, str) else one for one in value])


@dataclass
class Person(Clean):
    """Who wrote it, and their page when they have one."""

    name: str
    url: str = ""


@dataclass
class Media(Clean):
    """The picture of an entry: its absolute address, its size in pixels, what it shows in words, who made it."""

    url: str
    width: int
    height: int
    words: str = ""
    credit: str = ""


@dataclass
class Entry(Clean):
    """One thing that a feed tells.

    `identity` never changes, whatever becomes of the address; `is_address` when it is the address itself. `updated` moves
    for changes of substance only. `summary` is plain words, `content` sanitised HTML with absolute addresses.
    """

    identity: str
    title: str
    url: str
    published: datetime
    updated: datetime | None = None
    is_address: bool = False
    summary: str = ""
    content: str = ""
    language: str = ""
    categories: list[str] = field(default_factory=list)
    authors: list[Person] = field(default_factory=list)
    picture: Media | None = None

    @property
    def last_changed(self) -> datetime:
        return max(self.published, self.updated or self.published)


@dataclass
class Channel(Clean):
    """A feed: `home` is the page for people, `address` its own, both absolute. `hub` tells subscribers of news, or is ""."""

    title: str
    home: str
    address: str
    description: str
    language: str
    publisher: str
    entries: list[Entry] = field(default_factory=list)
    hub: str = ""

    @property
    def last_changed(self) -> datetime:
        """The newest date in the feed, and not the clock: the same entries are the same bytes."""
        return max((entry.last_changed for entry in self.entries), default=NEVER)
