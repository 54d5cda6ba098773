"""Tags of the public pages."""

from __future__ import annotations

from datetime import datetime

from django import template

from articles.page_cache import moment_of
from articles.publishing import times
from articles.publishing.models import Edition
from articles.publishing.querysets import EditionQuerySet

register = template.Library()


@register.simple_tag(takes_context=True)
def latest_editions(context, count: int = 5) -> EditionQuerySet:
    """The `count` newest live editions, for pages that no view made (404). Three queries, when they are looked at."""
    at = moment_of(context["request"]) if "request" in context else None
    return Edition.objects.live(at).newest_first().for_lists()[:count]


@register.filter
def in_words(at: datetime) -> str:
    """“25 October 2026, 02:30 CET”: with its zone also in the hour that comes twice, for which Django's “e” has no word."""
    return times.in_words(at)
