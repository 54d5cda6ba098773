"""What the desk's page of the front says: what fills a zone, what readers see of a story, which front stands when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from articles.fronts import drafting
from articles.fronts.composing import places_of
from articles.fronts.forms import DraftForm
from articles.fronts.models import FrontEdition, Slot
from articles.fronts.place_form import TOP
from articles.publishing.models import Edition
from articles.publishing.times import in_words


def zones_of(form: DraftForm, stories: dict[int | None, list[Edition]], now: datetime) -> list[dict[str, Any]]:
    """The zones of `form`, each with what it shows of itself: beside its places, or alone in a zone without any."""
    pinned = {place.article for place in places_of(form.slots) if place.is_pinned(now)}
    return [
        {
            **zone,
            "itself": [
                story.headline
                for story in stories.get(None if zone["key"] == TOP else int(zone["key"]), [])
                if story.article_id not in pinned
            ],
        }
        for zone in form.by_zone()
    ]


def unseen(slots: Iterable[Slot], at: datetime) -> list[str]:
    """The headlines of the stories among `slots` that readers do not see at `at`. One query."""
    editions = drafting.live_and_planned(slots)
    return [
        slot.article.headline
        for slot in slots
        if slot.article and not any(edition.is_live(at) for edition in editions.get(slot.article_id, []))
    ]


def front_row(front: FrontEdition, now) -> dict[str, Any]:
    planned, over = front.live_from > now, front.live_until is not None and front.live_until <= now
    return {
        "front": front,
        "style": "scheduled" if planned else "withdrawn" if over else "live",
        "state": _("planned") if planned else _("replaced") if over else _("readers see it"),
        "since": in_words(front.live_from),
        "until": in_words(front.live_until) if front.live_until else "",
        "by": front.launched_by or _("command line"),
        "is_planned": planned,
    }


def editions_in_words(editions, now) -> dict[int, str]:
    """For each story of the draft what readers see of it: live, to come, or nothing."""
    words = {}
    for article, rows in editions.items():
        first = rows[0]
        words[article] = _("live") if first.live_from <= now else _("planned for %s") % in_words(first.live_from)
    return words
