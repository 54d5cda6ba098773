"""Which lines of the front page use certain words, show certain stories, or a certain picture."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.fronts.models import FrontEdition, Slot
from articles.pictures.models import Picture
from articles.pictures.uses import Use


def lines_using(words: str, articles: frozenset[int]) -> Iterator[dict[str, Any]]:
    """Slots whose own headline holds `words` or that show one of `articles`: kind, label, passage, slot. One query."""
    slots = Slot.objects.filter(Q(headline__icontains=words) | Q(article__in=articles)).select_related(
        "article", "section"
    )
    for slot in slots:
        headline = slot.headline or (slot.article.headline if slot.article else "")
        yield {"kind": "front", "label": f"{slot}: {headline}"[:300], "passage": headline, "slot": slot.pk}


def places_showing(picture: Picture) -> Iterator[Use]:
    """Places of the draft, and front pages that readers see or will see, with this picture chosen. Two queries."""
    for slot in Slot.objects.filter(picture=picture).select_related("section"):
        yield Use(_("draft of the front page"), str(slot), reverse("admin:articles_slot_changelist"))
    for front in not_ended():
        if picture.pk in chosen_in(front):
            address = reverse("admin:articles_frontedition_change", args=[front.pk])
            yield Use(_("launched front page"), str(front), address)


def chosen_pictures() -> Q:
    """The condition on pictures that the draft or a front page not ended has chosen. One query, of few rows."""
    launched = {key for front in not_ended() for key in chosen_in(front)}
    return Q(Exists(Slot.objects.filter(picture=OuterRef("pk")))) | Q(pk__in=launched)


def not_ended():
    return FrontEdition.objects.filter(Q(live_until__isnull=True) | Q(live_until__gt=timezone.now())).order_by("pk")


def chosen_in(front: FrontEdition) -> set[int]:
    return {row["picture"] for row in front.content if row.get("picture")}
