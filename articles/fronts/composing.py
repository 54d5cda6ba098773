"""What stands on a front page at a moment: pins while they last, the newest everywhere else, no story twice. Pure.

A front is a list of places, in order, each in a zone: a section, or the top of the page (None). It is given here in
keys only (sections, articles, editions, pictures), so that it can be frozen as JSON, compared, and tested alone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Protocol

from django.utils.dateparse import parse_datetime


class SlotLike(Protocol):
    section_id: int | None
    article_id: int | None
    headline: str
    picture_id: int | None
    pinned_until: datetime | None


@dataclass(frozen=True)
class Place:
    """One slot as it was launched or is drafted. Without an article it fills itself."""

    section: int | None = None
    article: int | None = None
    headline: str = ""
    picture: int | None = None
    pinned_until: datetime | None = None

    def is_pinned(self, at: datetime) -> bool:
        return self.article is not None and (self.pinned_until is None or at < self.pinned_until)


@dataclass(frozen=True)
class Story:
    """What fills a place: an edition, the words and the picture it has here, and whether a person put it there."""

    edition: int
    headline: str = ""
    picture: int | None = None
    pinned: bool = False


@dataclass(frozen=True)
class Composition:
    """The top in order, and the stories of each section that has any."""

    top: list[Story] = field(default_factory=list)
    rows: dict[int, list[Story]] = field(default_factory=dict)

    def stories(self) -> list[Story]:
        return [*self.top, *(story for row in self.rows.values() for story in row)]


def places_of(slots: Iterable[SlotLike]) -> list[Place]:
    return [
        Place(slot.section_id, slot.article_id, slot.headline, slot.picture_id, slot.pinned_until) for slot in slots
    ]


def as_content(places: Iterable[Place]) -> list[dict[str, Any]]:
    """The JSON of a front: one object a place, in order. Moments stand in UTC, so that equal fronts are the same text."""
    return [
        {
            "section": place.section,
            "article": place.article,
            "headline": place.headline,
            "picture": place.picture,
            "pinned_until": place.pinned_until.astimezone(UTC).isoformat() if place.pinned_until else None,
        }
        for place in places
    ]


def from_content(content: Iterable[Mapping[str, Any]]) -> list[Place]:
    """The places that `as_content` wrote; what it did not write counts as empty."""
    return [
        Place(
            row.get("section"),
            row.get("article"),
            row.get("headline") or "",
            row.get("picture"),
            parse_datetime(row["pinned_until"]) if row.get("pinned_until") else None,
        )
        for row in content
    ]


def compose(
    places: Sequence[Place],
    at: datetime,
    *,
    live: Mapping[int, int],
    newest: Sequence[int],
    newest_of: Callable[[frozenset[int]], Mapping[int, Sequence[int]]],
    top: int,
    row: int,
) -> Composition:
    """The front of the moment `at`. A zone with places shows that many stories, one without shows its own newest.

    `live` maps articles to the editions live at `at` (those of `places` suffice); `newest` are editions in the order
    in which they fill the top. `newest_of(shown)` gives each section's, newest first, without those shown already; it
    is called once. `top` and `row` are how many stories a zone without places has.
    """
    pinned = pin(places, at, live)
    reserved = {story.edition for _place, story in pinned if story}
    first = fill(None, pinned, newest, reserved, by_itself=top)
    shown = frozenset(reserved | {story.edition for story in first})
    rows = {section: fill(section, pinned, fresh, shown, by_itself=row) for section, fresh in newest_of(shown).items()}
    return Composition(first, {section: stories for section, stories in rows.items() if stories})


def pin(places: Iterable[Place], at: datetime, live: Mapping[int, int]) -> list[tuple[Place, Story | None]]:
    """Each place with the story pinned there. A story pinned twice stands where it is met first."""
    taken: set[int] = set()
    pinned: list[tuple[Place, Story | None]] = []
    for place in places:
        edition = live.get(place.article or 0) if place.is_pinned(at) else None
        if edition is None or edition in taken:
            pinned.append((place, None))
        else:
            taken.add(edition)
            pinned.append((place, Story(edition, place.headline, place.picture, pinned=True)))
    return pinned


def fill(
    zone: int | None,
    pinned: Iterable[tuple[Place, Story | None]],
    newest: Iterable[int],
    shown: Collection[int],
    *,
    by_itself: int,
) -> list[Story]:
    """The stories of one zone. A place nothing is left for is left out: readers never see a hole."""
    fresh = (Story(edition) for edition in newest if edition not in shown)
    stories = [story for place, story in pinned if place.section == zone]
    if not stories:
        return list(islice(fresh, by_itself))
    filled = [story or next(fresh, None) for story in stories]
    return [story for story in filled if story]
