"""Which lines of the draft front page use certain words, or show certain stories."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from articles.fronts.models import Slot


def lines_using(words: str, articles: frozenset[int]) -> Iterator[dict[str, Any]]:
    """Slots whose own headline holds `words` or that show one of `articles`: kind, label, passage, slot. One query."""
    slots = Slot.objects.filter(Q(headline__icontains=words) | Q(article__in=articles)).select_related(
        "article", "section"
    )
    for slot in slots:
        headline = slot.headline or (slot.article.headline if slot.article else "")
        yield {"kind": "front", "label": f"{slot}: {headline}"[:300], "passage": headline, "slot": slot.pk}
