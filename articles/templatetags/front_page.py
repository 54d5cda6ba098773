"""Words for a place of the front page's draft, from the forms of `articles/fronts/place_form.py`. No queries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.fronts.place_form import ChosenField, PlaceForm, key_of
from articles.publishing.times import in_words

register = template.Library()


@register.filter
def title_of_place(form: PlaceForm) -> str:
    """The headline that stands there, or that the place fills itself."""
    key = key_of(str(form["article"].value() or ""))
    article = cast("ChosenField", form.fields["article"]).known.get(key) if key else None
    return str(form["headline"].value() or article or _("the newest"))


@register.filter
def words_of_place(form: PlaceForm, editions: Mapping[int, str]) -> str:
    """What readers see of the story there; nothing for a place that fills itself."""
    key = key_of(str(form["article"].value() or ""))
    pin = form.initial.get("pinned_until")
    if key and pin and pin <= timezone.now() and not form.is_bound:
        return _("the pin ended on %s: the place fills itself") % in_words(pin)
    return editions.get(key, _("readers do not see it: the place fills itself")) if key else ""
