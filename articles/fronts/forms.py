"""The draft of the front page as a form: its places in zones, moved and removed by buttons, and its launch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.db import models
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.fronts.composing import Place
from articles.fronts.drafting import MOST
from articles.fronts.models import Slot
from articles.fronts.place_form import TOP, PlaceForm, initial_of, key_of, zone_of
from articles.publishing.admin.moment_field import MomentField
from articles.publishing.models import Section


class DraftForm:
    """All places in the order of the page, and the version of the draft they came from.

    Posted, `order` names the places in the order they stood in when the form was sent, which a script may have changed.
    """

    def __init__(self, sections: Sequence[Section], slots: Sequence[Slot], version: str, admin_site, data=None):
        self.sections, self.slots, self.admin_site = sections, slots, admin_site
        self.zones = [TOP, *(str(section.pk) for section in sections)]
        self.data: QueryDict | None = data
        self.version = version if data is None else data.get("version", "")
        self.forms = self.bound_forms(data) if data is not None else self.forms_of(slots)

    def forms_of(self, slots: Sequence[Slot]) -> list[PlaceForm]:
        known: dict[str, dict[int, Any]] = {
            name: {row.pk: row for slot in slots if (row := getattr(slot, name))} for name in ("article", "picture")
        }
        return [
            PlaceForm(prefix=f"slot-{number}", initial=initial_of(slot), **self.shared(known))
            for number, slot in enumerate(slots)
        ]

    def bound_forms(self, data: QueryDict) -> list[PlaceForm]:
        numbers = list(dict.fromkeys(word for word in data.getlist("order") if word.isdecimal()))[:MOST]
        known = {
            "article": chosen(Slot._meta.get_field("article"), data, numbers),
            "picture": chosen(Slot._meta.get_field("picture"), data, numbers),
        }
        # A story that stands in the draft already may stay, though its last edition has ended.
        known["article"] |= {slot.article.pk: slot.article for slot in self.slots if slot.article}
        return [PlaceForm(data, prefix=f"slot-{number}", **self.shared(known)) for number in numbers]

    def shared(self, known: Mapping[str, Mapping[int, Any]]) -> dict[str, Any]:
        return {"admin_site": self.admin_site, "known": known, "zones": self.zones}

    @cached_property
    def is_valid(self) -> bool:
        # Each is asked, so that each shows what is wrong with it.
        wrong = [form for form in self.forms if not form.is_valid()]
        return not wrong

    def places(self) -> list[Place]:
        """What was sent, zone by zone, after the button that was pressed (`up`, `down`, `remove` or `add`)."""
        zones: dict[str, list[tuple[str, Place]]] = {zone: [] for zone in self.zones}
        for form in self.forms:
            place = form.place()
            zones[zone_of(place)].append((str(form.prefix).removeprefix("slot-"), place))
        self.press(zones)
        return [Place(key_of(zone), *rest(place)) for zone, row in zones.items() for _number, place in row]

    def sent(self, version: str) -> DraftForm:
        """A form of `places()`, so with what the pressed button did, as though the draft of `version` held them."""
        known: dict[str, dict[int, Any]] = {
            name: {row.pk: row for form in self.forms if (row := form.cleaned_data.get(name))}
            for name in ("article", "picture")
        }
        slots = [
            Slot(
                section_id=place.section,
                article=known["article"].get(place.article or 0),
                headline=place.headline,
                picture=known["picture"].get(place.picture or 0),
                pinned_until=place.pinned_until,
            )
            for place in self.places()
        ]
        return DraftForm(self.sections, slots, version, self.admin_site)

    def press(self, zones: dict[str, list[tuple[str, Place]]]) -> None:
        data: Mapping[str, Any] = self.data or {}
        if (zone := data.get("add", "")) in zones and sum(map(len, zones.values())) < MOST:
            zones[zone].append(("", Place()))
        for button, step in (("up", -1), ("down", 1)):
            if number := data.get(button):
                move(zones, number, step)
        if number := data.get("remove"):
            for row in zones.values():
                row[:] = [item for item in row if item[0] != number]

    @property
    def media(self):
        empty = PlaceForm(**self.shared({"article": {}, "picture": {}}))
        return empty.media

    def by_zone(self) -> list[dict[str, Any]]:
        """For the page: each zone with its forms. A place whose section is gone is shown at the top, with its error."""
        rows: dict[str, list[PlaceForm]] = {zone: [] for zone in self.zones}
        for form in self.forms:
            zone = str(form["section"].value())
            rows[zone if zone in rows else TOP].append(form)
        names = {str(section.pk): section.name for section in self.sections} | {TOP: _("Top")}
        return [{"key": zone, "name": names[zone], "forms": forms} for zone, forms in rows.items()]


class LaunchForm(forms.Form):
    at = MomentField(label=gettext_lazy("Launch at"), required=False)
    note = forms.CharField(
        label=gettext_lazy("Note for the desk"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Example: “election night, first results”."),
    )


def chosen(field: models.ForeignKey, data: QueryDict, numbers: Iterable[str]) -> dict[int, Any]:
    """The rows posted for `field`, by key, as far as they may be chosen. One query."""
    posted = (key_of(data.get(f"slot-{number}-{field.name}", "")) for number in numbers)
    keys = {key for key in posted if key}
    rows = field.related_model._default_manager.filter(pk__in=keys)
    return {row.pk: row for row in rows.complex_filter(field.get_limit_choices_to())}


def rest(place: Place) -> tuple[Any, ...]:
    """All of a place but its zone."""
    return place.article, place.headline, place.picture, place.pinned_until


def move(zones: dict[str, list[tuple[str, Place]]], number: str, step: int) -> None:
    """One place up or down; from the edge of its zone it goes into the next."""
    names = list(zones)
    for at, zone in enumerate(names):
        for position, item in enumerate(zones[zone]):
            if item[0] != number:
                continue
            target = position + step
            if 0 <= target < len(zones[zone]):
                zones[zone].insert(target, zones[zone].pop(position))
            elif 0 <= at + step < len(names):
                neighbour = zones[names[at + step]]
                neighbour.insert(0 if step > 0 else len(neighbour), zones[zone].pop(position))
            return
