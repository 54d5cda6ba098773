"""Two drafts of the front page side by side, in words, place by place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from articles.fronts.composing import Place, SlotLike, places_of


def differences(stored: Iterable[SlotLike], sent: Sequence[Place], sections: Mapping[int, str], titles) -> list[str]:
    """In words, zone by zone, where the stored draft differs from what was sent. `titles` maps articles to headlines."""
    rows: dict[int | None, tuple[list[Place], list[Place]]] = {}
    for side, places in enumerate((places_of(stored), sent)):
        for place in places:
            rows.setdefault(place.section, ([], []))[side].append(place)
    found = []
    for section, (theirs, yours) in rows.items():
        for position in range(max(len(theirs), len(yours))):
            there, here = (place_at(row, position) for row in (theirs, yours))
            if there != here:
                found.append(
                    _("%(zone)s, place %(position)d: now %(there)s; in your form %(here)s.")
                    % {
                        "zone": sections.get(section or 0, _("Top")),
                        "position": position + 1,
                        "there": in_words(there, titles),
                        "here": in_words(here, titles),
                    }
                )
    return found


def place_at(row: Sequence[Place], position: int) -> Place | None:
    return row[position] if position < len(row) else None


def in_words(place: Place | None, titles: Mapping[int, str]) -> str:
    if place is None:
        return _("no such place")
    if place.article is None:
        return _("the newest")
    words = f"“{place.headline or titles.get(place.article, place.article)}”"
    extras = [_("another picture")] * bool(place.picture) + [_("pinned")] * bool(place.pinned_until)
    return f"{words} ({', '.join(extras)})" if extras else words
