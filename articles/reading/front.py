"""The front page: one lead, up to four seconds, then a row for each section that has more. No story stands twice."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.page_cache import holds_until, public_page, shows
from articles.publishing.models import Edition, Section
from articles.publishing.models.article import Kind
from articles.reading.moments import next_change

NEWEST = 30  # how far back the lead and the seconds may come from
SECONDS = 4
ROW = 5  # stories in a section's row
SHORT_ROW = 3
ROWS = 7  # with the top of the page 40 stories at most


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

    def stories(self) -> list[Edition]:
        top = [self.lead] if self.lead else []
        return [*top, *self.seconds, *(story for row in self.rows for story in row.stories)]


@public_page
@require_safe
def front(request: HttpRequest) -> HttpResponseBase:
    at = timezone.now()
    page = compose(at)
    response = render(request, "reading/front.html", {"front": page, "sections": page.sections})
    pictures = {f"picture:{story.lead_picture_id}" for story in page.stories() if story.lead_picture_id}
    return holds_until(shows(response, "front", "sections", *sorted(pictures)), next_change(Edition.objects.all(), at))


def compose(at: datetime) -> Front:
    """The front page of the moment `at`. Five queries, whatever the number of stories."""
    newest = Edition.objects.live(at).newest_first().values_list("pk", "priority", "kind")[:NEWEST]
    # What was paid for leads nothing, whatever priority it was given.
    ranked = sorted(newest, key=lambda story: (story[2] == Kind.SPONSORED, -story[1]))
    top = [pk for pk, _priority, _kind in ranked[: 1 + SECONDS]]
    sections = sections_with_newest(at, len(top) + ROW)
    rows = [(section, [pk for pk in section.newest if pk not in top][:ROW]) for section in sections]
    rows = [(section, pks) for section, pks in rows if pks][:ROWS]
    stories = Edition.objects.for_lists().in_bulk([*top, *(pk for _section, pks in rows for pk in pks)])
    lead, *seconds = [stories[pk] for pk in top] or [None]
    return Front(sections, lead, seconds, [row(section, [stories[pk] for pk in pks]) for section, pks in rows])


def row(section: Section, stories: list[Edition]) -> Row:
    return Row(section, sorted(stories, key=lambda story: story.kind == Kind.SPONSORED))


def sections_with_newest(at: datetime, count: int) -> list[Section]:
    """Every section with `newest`, the keys of its `count` newest live editions. One query of index look-ups.

    A subquery for each place rather than a window over all editions: a window would sort the whole archive.
    """
    live = Edition.objects.live(at).filter(section=OuterRef("pk")).newest_first().values("pk")
    names = [f"newest_{place}" for place in range(count)]
    sections = list(
        Section.objects.annotate(**{name: Subquery(live[place : place + 1]) for place, name in enumerate(names)})
    )
    for section in sections:
        section.newest = [pk for name in names if (pk := getattr(section, name)) is not None]
    return sections
