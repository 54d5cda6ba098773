"""Tags of the public pages."""

from __future__ import annotations

from django import template

from articles.publishing.models import Edition
from articles.publishing.querysets import EditionQuerySet

register = template.Library()


@register.simple_tag
def latest_editions(count: int = 5) -> EditionQuerySet:
    """The `count` newest live editions, for pages that no view made (404). Three queries, when they are looked at."""
    return Edition.objects.live().newest_first().for_lists()[:count]
