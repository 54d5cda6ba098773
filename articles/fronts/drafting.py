"""The draft of the front page: its slots as one thing that is read, compared, and replaced as a whole."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from articles.fronts.composing import Place, SlotLike, as_content, places_of
from articles.fronts.models import Slot
from articles.publishing import audit
from articles.publishing.models import Edition
from articles.publishing.rights import require_permission

MOST = 100  # places of a front; the page could not be read, let alone composed, with more
WHOLE = 0  # the id under which the audit log knows the draft as a whole


class DraftChanged(Exception):
    """Someone else changed the draft since it was read. `slots` are those of now; nothing was written."""

    def __init__(self, slots: Sequence[Slot]):
        super().__init__("the draft of the front page was changed by someone else")
        self.slots = slots


def draft() -> list[Slot]:
    """The slots in the order of the page, with their sections, stories and pictures. One query."""
    return list(Slot.objects.select_related("section", "article", "picture"))


def version_of(slots: Iterable[SlotLike]) -> str:
    """A short hash of what the slots hold: two drafts of one version are the same page."""
    return version_with(places_of(slots))


def version_with(places: Iterable[Place]) -> str:
    """The version of a draft that holds `places`."""
    content = json.dumps(as_content(places), sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:20]


def lock_front() -> None:
    """Until the transaction ends nobody else writes the draft or launches a front.

    There may be no slot and no front yet, so what is locked is a row that is always there: the entry of the model
    among the content types, in the mode that leaves foreign keys to it alone.
    """
    list(ContentType.objects.select_for_update(no_key=True).filter(app_label="articles", model="frontedition"))


def refuse_unless_current(slots: Sequence[Slot], seen: str | None) -> None:
    if seen is not None and seen != version_of(slots):
        raise DraftChanged(slots)


@transaction.atomic
def save(places: Sequence[Place], *, by: User | None, seen: str) -> bool:
    """Make `places` the draft; False when it is that already. `seen` is the version the editor began from.

    Locks the front page. Raises PermissionDenied, or DraftChanged with nothing written.
    """
    require_permission(by, "articles.change_slot")
    lock_front()
    slots = draft()
    refuse_unless_current(slots, seen)
    before = as_content(places_of(slots))
    if before == as_content(places):
        return False
    write(places)
    whole = Slot(pk=WHOLE)
    audit.record(by, "draft_front", whole, before={"slots": before}, after={"slots": as_content(places)})
    return True


def write(places: Iterable[Place]) -> None:
    """Replace the slots. The caller holds the lock."""
    Slot.objects.all().delete()
    positions: Counter[int | None] = Counter()
    rows = []
    for place in places:
        rows.append(
            Slot(
                section_id=place.section,
                position=positions[place.section],
                article_id=place.article,
                headline=place.headline,
                picture_id=place.picture,
                pinned_until=place.pinned_until,
            )
        )
        positions[place.section] += 1
    Slot.objects.bulk_create(rows)


def live_and_planned(slots: Iterable[Slot]) -> dict[int, list[Edition]]:
    """For the stories of `slots`, the editions that readers see or will see, in the order of time. One query."""
    articles = {slot.article_id for slot in slots if slot.article_id}
    editions: dict[int, list[Edition]] = {}
    rows = Edition.objects.not_ended().filter(article__in=articles).order_by("live_from")
    for edition in rows.only("article_id", "headline", "live_from", "live_until"):
        editions.setdefault(edition.article_id, []).append(edition)
    return editions
