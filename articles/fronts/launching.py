"""The verbs of the front page: launch the draft, now or at a moment; cancel what is planned; take an old front up again.

At each moment readers see at most one front, and at most one is planned: a new launch replaces the planned one, which
nobody ever saw (the audit log keeps its slots). `by` is None for an operator at the command line.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.fronts.composing import Place, as_content, from_content, places_of
from articles.fronts.drafting import draft, lock_front, refuse_unless_current, write
from articles.fronts.models import FrontEdition
from articles.page_cache import purge
from articles.pictures.models import Picture
from articles.publishing import audit
from articles.publishing.models import Article, Section
from articles.publishing.rights import require_permission


class FrontRefused(Exception):
    """A verb of the front page that cannot be done now; its text is a sentence for an editor that says what to do."""


def launch(*, by: User | None, at: datetime | None = None, note: str = "", seen: str | None = None) -> FrontEdition:
    """Freeze the draft's slots into a front that readers see from `at` (default now) on. Locks the front page.

    The front readers see closes at the same moment; one that was planned is replaced. With `seen`, the version of the
    draft that the editor looked at, a draft that someone changed since raises DraftChanged. Raises PermissionDenied,
    or FrontRefused for a moment in the past.
    """
    require_permission(by, "articles.add_frontedition")
    with transaction.atomic():
        lock_front()
        slots = draft()
        refuse_unless_current(slots, seen)
        now = timezone.now()
        start = at or now
        if start < now:
            raise FrontRefused(_("That moment has passed. Choose a later one, or launch now."))
        replaced = drop_planned(now)
        current = FrontEdition.objects.live(start).first()
        if current is not None:
            current.live_until = start
            current.save(update_fields=["live_until"])
        made = FrontEdition.objects.create(
            number=(FrontEdition.objects.aggregate(last=Max("number"))["last"] or 0) + 1,
            content=as_content(places_of(slots)),
            live_from=start,
            launched_by=by,
            note=note[:300],
        )
        audit.record(
            by,
            "plan_front" if start > now else "launch_front",
            made,
            before={"front": current.number if current else None, "replaced": replaced},
            after={"front": made.number, "live_from": start.isoformat(), "places": len(slots)},
            note=note,
        )
        purge("front")
    return made


def cancel(*, by: User | None) -> None:
    """Drop the planned front; the one readers see stays. Raises FrontRefused when none is planned."""
    require_permission(by, "articles.add_frontedition")
    with transaction.atomic():
        lock_front()
        now = timezone.now()
        planned = FrontEdition.objects.filter(live_from__gt=now).first()
        if planned is None:
            raise FrontRefused(_("No front page is planned."))
        audit.record(by, "cancel_front", planned, before=drop_planned(now) or {})
        purge("front")


def restore(front: FrontEdition, *, by: User | None, seen: str | None = None) -> int:
    """Make `front` the draft; readers see it only when it is launched. Returns how many things of it are gone.

    What was deleted since is left out: a slot of a section that is gone, a story or a picture that is gone from its
    slot. With `seen` as for `launch`. Raises PermissionDenied.
    """
    require_permission(by, "articles.change_slot")
    with transaction.atomic():
        lock_front()
        slots = draft()
        refuse_unless_current(slots, seen)
        places = from_content(front.content)
        kept, gone = without_what_is_gone(places)
        before = as_content(places_of(slots))
        write(kept)
        audit.record(by, "restore_front", front, before={"slots": before}, after={"slots": as_content(kept)})
    return gone


def without_what_is_gone(places: list[Place]) -> tuple[list[Place], int]:
    """The places with what still exists, and the number of sections, stories and pictures that do not. Three queries."""
    sections = set(Section.objects.values_list("pk", flat=True)) | {None}
    articles = existing(Article, {place.article for place in places})
    pictures = existing(Picture, {place.picture for place in places})
    kept, gone = [], 0
    for place in places:
        if place.section not in sections:
            gone += 1
        elif place.article not in articles:
            gone += 1
            kept.append(Place(place.section))
        else:
            lost = place.picture not in pictures
            gone += lost
            picture = None if lost else place.picture
            kept.append(Place(place.section, place.article, place.headline, picture, place.pinned_until))
    return kept, gone


def existing(model: Any, keys: set[int | None]) -> set[int | None]:
    return {None, *model.objects.filter(pk__in=keys - {None}).values_list("pk", flat=True)}


def drop_planned(now: datetime) -> dict[str, Any] | None:
    """Delete a front that nobody saw yet and reopen the one it would have replaced. What it held, for the log."""
    planned = FrontEdition.objects.filter(live_from__gt=now).first()
    if planned is None:
        return None
    start = planned.live_from
    held = {"front": planned.number, "live_from": start.isoformat(), "slots": planned.content}
    FrontEdition.objects.filter(pk=planned.pk).delete()
    FrontEdition.objects.filter(live_until=start).update(live_until=None)
    return held
