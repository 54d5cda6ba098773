"""The form of one place of the front page's draft: its zone, the story, and what is said of it here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.fronts.composing import Place
from articles.fronts.models import Slot
from articles.pictures.models import Picture
from articles.publishing.admin.combobox import Combobox
from articles.publishing.admin.moment_field import MomentField
from articles.publishing.models import Article

TOP = "top"  # the zone without a section, as forms name it
LONGEST_KEY = 18  # digits: any more are no key of a bigint column


class ChosenField(forms.ModelChoiceField):
    """A choice among rows that were read for the whole page at once: `known` maps keys to them."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.known: Mapping[int, models.Model] = {}

    def to_python(self, value):
        if value in self.empty_values:
            return None
        key = key_of(str(value))
        if key is None or key not in self.known:
            raise ValidationError(_("It is gone, or readers do not see it yet and none is planned. Choose another."))
        return self.known[key]


class KnownCombobox(Combobox):
    """Shows a choice that was read for the page, and nothing for any other: it never asks the database itself."""

    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, [item for item in value if str(item) in (self.known or {})], attr)


class PlaceForm(forms.Form):
    """One place. `admin_site` gives the comboboxes the addresses they ask."""

    section = forms.CharField(widget=forms.HiddenInput)
    article = ChosenField(
        Article.objects.none(),
        label=gettext_lazy("Story"),
        required=False,
        help_text=gettext_lazy("Left empty: the newest that stands nowhere else."),
    )
    headline = forms.CharField(
        label=gettext_lazy("Headline here"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Only on the front page; the story keeps its own."),
    )
    picture = ChosenField(Picture.objects.none(), label=gettext_lazy("Picture here"), required=False)
    pinned_until = MomentField(
        label=gettext_lazy("Pinned until"),
        required=False,
        help_text=gettext_lazy("Then the place fills itself. Left empty: until the story ends."),
    )

    use_required_attribute = False  # our errors say more than a browser's bubble

    def __init__(self, *args, admin_site, known, zones: Iterable[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.zones = set(zones)
        for name in ("article", "picture"):
            field = cast("ChosenField", self.fields[name])
            field.known = known[name]
            field.widget = KnownCombobox(Slot._meta.get_field(name), admin_site, choices=field.widget.choices)
            field.widget.known = {str(key): str(row) for key, row in known[name].items()}

    def clean_section(self) -> int | None:
        zone = self.cleaned_data["section"]
        if zone not in self.zones:
            raise ValidationError(_("This section is gone. Remove the place, or move it to another section."))
        return None if zone == TOP else int(zone)

    def clean_headline(self) -> str:
        return " ".join(self.cleaned_data["headline"].split())

    def clean(self):
        data = super().clean() or self.cleaned_data
        if "article" in data and data["article"] is None:
            for name in ("headline", "picture", "pinned_until"):
                if data.get(name):
                    self.add_error(name, _("This belongs to a story. Choose the story, or empty this field."))
        return data

    def place(self) -> Place:
        data = self.cleaned_data
        article, picture = data["article"], data["picture"]
        return Place(
            data["section"],
            article.pk if article else None,
            data["headline"],
            picture.pk if picture else None,
            data["pinned_until"],
        )


def initial_of(slot: Slot) -> dict[str, Any]:
    return {
        "section": str(slot.section_id or TOP),
        "article": slot.article_id,
        "headline": slot.headline,
        "picture": slot.picture_id,
        "pinned_until": slot.pinned_until,
    }


def key_of(value: str) -> int | None:
    return int(value) if value.isascii() and value.isdecimal() and len(value) <= LONGEST_KEY else None


def zone_of(place: Place) -> str:
    return TOP if place.section is None else str(place.section)
