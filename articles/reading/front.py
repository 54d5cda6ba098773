"""The front page: one lead, its seconds, then a row for each section that has more. No story stands twice.

What the desk launched decides; where it leaves a place open, and before the first launch, the newest stories fill it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from articles.fronts import composing
from articles.fronts.composing import Place, Story
from articles.fronts.models import FrontEdition
from articles.page_cache import holds_until, moment_of, public_page, shows
from articles.pictures.models import Picture
from articles.publishing import columnists
from articles.publishing.models import Edition, Section
from articles.publishing.models.article import Kind
from articles.reading.moments import next_change

NEWEST = 30  # how far back the lead and the seconds may come from
SECONDS = 4
ROW = 5  # stories in a section's row
SHORT_ROW = 3
ROWS = 7  # with the top of the page 40 stories at most, unless the desk asks for more


@dataclass(frozen=True)
class Row:
    section: Section
    stories: list[Edition]

    @property
    def is_short(self) -> bool:
        """Too few for one large and several small: then all stand side by side, as equals."""
        return len(self.stories) <= SHORT_ROW


@dataclass(frozen=True)
class Front:
    """What stands where. `sections` are all of the paper, in order, for the navigation."""

    sections: list[Section]
    lead: Edition | None = None
    seconds: list[Edition] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    @property
    def updated(self) -> datetime | None:
        """When the newest of what stands here came; None for an empty paper."""
        return max((story.live_from for story in self.stories()), default=None)

    def stories(self) -> list[Edition]:
        top = [self.lead] if self.lead else []
        return [*top, *self.seconds, *(story for row in self.rows for story in row.stories)]


@public_page
def front(request: HttpRequest) -> HttpResponseBase:
    at = moment_of(request)
    places = launched(at)
    page = compose(at, places)
    response = render(request, "reading/front.html", {"front": page, "sections": page.sections})
    pictures = {f"picture:{story.lead_picture_id}" for story in page.stories() if story.lead_picture_id}
    shows(response, "front", "sections", *columnists.tags(page.stories()), *sorted(pictures))
    holds_until(response, min((pin for place in places if (pin := place.pinned_until) and pin > at), default=None))
    return holds_until(response, next_change(Edition.objects.all(), at, FrontEdition.objects.all()))


def launched(at: datetime) -> list[Place]:
    """The places of the front that the desk launched for `at`; none before the first launch. One query."""
    edition = FrontEdition.objects.live(at).first()
    return composing.from_content(edition.content) if edition else []


def compose(at: datetime, places: Sequence[Place] = (), live: Mapping[int, int] | None = None) -> Front:
    """The front page of the moment `at`. Three queries, and one each for stories pinned, for pictures chosen and for columnists.

    `live` spares the query for the pinned, for who knows already which edition of each is live.
    """
    sections: list[Section] = []

    def newest_of(shown: frozenset[int]) -> dict[int, list[int]]:
        sections.extend(sections_with_newest(at, most_in_a_row(places), shown))
        return {section.pk: section.newest for section in sections}

    page = composing.compose(
        places,
        at,
        live=live_of(places, at) if live is None else live,
        newest=ranked(at, max(NEWEST, len(places) + 1 + SECONDS)),
        newest_of=newest_of,
        top=1 + SECONDS,
        row=ROW,
    )
    stories = loaded(page.stories(), at)
    lead, *seconds = [stories[story.edition] for story in page.top] or [None]  # type: ignore[list-item]  # no story, no lead
    return Front(sections, lead, seconds, rows_of(page, sections, stories, {place.section for place in places}))


def live_of(places: Sequence[Place], at: datetime) -> dict[int, int]:
    """The edition live at `at` of each story that has a place. One query, or none without such a story."""
    articles = {place.article for place in places if place.article}
    if not articles:
        return {}
    return dict(Edition.objects.live(at).filter(article__in=articles).order_by().values_list("article_id", "pk"))


def ranked(at: datetime, count: int) -> list[int]:
    """The newest stories, those of high priority first; what was paid for leads nothing, whatever its priority."""
    newest = Edition.objects.live(at).newest_first().values_list("pk", "priority", "kind")[:count]
    return [pk for pk, _rank, _kind in sorted(newest, key=lambda story: (story[2] == Kind.SPONSORED, -story[1]))]


def most_in_a_row(places: Sequence[Place]) -> int:
    zones = [place.section for place in places]
    return max([ROW, *(zones.count(section) for section in set(zones) if section is not None)])


def loaded(stories: Sequence[Story], at: datetime) -> dict[int, Edition]:
    """The editions as their cards show them here, by key; those with other words or another picture carry these.

    One query, and one each for pictures chosen and for columnists. Nothing is saved: the story itself keeps what it has.
    """
    editions = (
        Edition.objects.select_related("section", "lead_picture")
        .defer("body_html", "body_text")
        .in_bulk([story.edition for story in stories])
    )
    chosen = {story.picture for story in stories if story.picture}
    pictures = Picture.objects.shown(at).in_bulk(chosen) if chosen else {}
    for story in stories:
        edition = editions[story.edition]
        edition.headline = story.headline or edition.headline
        if story.picture in pictures:
            edition.lead_picture = pictures[story.picture]
    columnists.named(editions.values())
    return editions


def rows_of(
    page: composing.Composition, sections: list[Section], stories: dict[int, Edition], composed: set[int | None]
) -> list[Row]:
    """The rows in the order of the paper: every one that the desk composed, and the first of the others up to ROWS."""
    rows = [Row(section, paid_last(page.rows[section.pk], stories)) for section in sections if section.pk in page.rows]
    surplus = [row for row in rows if row.section.pk not in composed][ROWS:]
    return [row for row in rows if row not in surplus]


def paid_last(row: Sequence[Story], stories: dict[int, Edition]) -> list[Edition]:
    """The editions of a row. Pins stay where they are; of the others, what was paid for comes after what was not."""
    others = iter(
        sorted(
            (stories[story.edition] for story in row if not story.pinned),
            key=lambda story: story.kind == Kind.SPONSORED,
        )
    )
    return [stories[story.edition] if story.pinned else next(others) for story in row]


def sections_with_newest(at: datetime, count: int, shown: frozenset[int]) -> list[Section]:
    """Every section with `newest`, the keys of its `count` newest live editions that are not `shown`. One query.

    A subquery for each place rather than a window over all editions: a window would sort the whole archive.
    """
    live = Edition.objects.live(at).filter(section=OuterRef("pk")).exclude(pk__in=shown).newest_first().values("pk")
    names = [f"newest_{place}" for place in range(count)]
    sections = list(
        Section.objects.annotate(**{name: Subquery(live[place : place + 1]) for place, name in enumerate(names)})
    )
    for section in sections:
        section.newest = [pk for name in names if (pk := getattr(section, name)) is not None]
    return sections
