"""The draft of the front page as readers would see it at a moment, for the desk: `articles/admin.py` puts it there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from articles.fronts.composing import Place
from articles.publishing.times import in_words
from articles.reading.front import compose


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
