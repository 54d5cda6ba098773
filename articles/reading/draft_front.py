"""The draft of the front page as readers would see it at a moment, for the desk: `articles/admin.py` puts it there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from articles.fronts.composing import Place
from articles.publishing.models import Edition
from articles.publishing.times import in_words
from articles.reading.front import compose


def stories_of_draft(places: Sequence[Place], at: datetime, live: Mapping[int, int]) -> dict[int | None, list[Edition]]:
    """Which stories readers would see at `at`, in order, in each zone: a section's key, or None for the top.

    With the stories' own words and pictures. `live` maps the articles of `places` to their editions. Three queries.
    """
    page = compose(at, [replace(place, headline="", picture=None) for place in places], live)
    rows: dict[int | None, list[Edition]] = {row.section.pk: row.stories for row in page.rows}
    return {None: [page.lead, *page.seconds] if page.lead else [], **rows}


def draw_draft(request: HttpRequest, places: Sequence[Place], at: datetime, problem: str = "") -> HttpResponse:
    """The page with `places` instead of those launched, under a bar that says so. The caller checks the right to see it."""
    request.moment = at  # read by page_cache.moment_of: the frame is of the moment too
    page = compose(at, places)
    context = {
        "front": page,
        "sections": page.sections,
        "words": in_words(at),
        "problem": problem,
        "value": timezone.localtime(at).strftime("%Y-%m-%dT%H:%M"),
        "zone": timezone.get_current_timezone_name(),
    }
    return render(request, "reading/draft_front.html", context)
