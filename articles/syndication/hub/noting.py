"""Which feeds have news when an edition goes live or ends. Noted in the transaction that announces it: never forgotten,
and never told of what was rolled back.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from articles.publishing.announcing import Event
from articles.publishing.models import Correction, Edition
from articles.syndication.formats.answering import FORMS, Feed
from articles.syndication.models import FeedNews

JUST_NOW = timedelta(minutes=2)  # a verb takes less, from its moment to its end


def note_change(sender, edition: Edition, **kwargs) -> None:
    """Hears `edition_changed`: news when readers see it by a verb of just now. What is planned is news when its time comes."""
    now = timezone.now()
    if any(moment and now - JUST_NOW < moment <= now for moment in (edition.live_from, edition.live_until)):
        note(edition)


def note_news(sender, edition: Edition, event: str, **kwargs) -> None:
    """Hears `edition_announced`: what was planned is there. A replaced edition is no news beside the one that replaces it."""
    if event == Event.LIVE or edition.ending != Edition.Ending.SUPERSEDED:
        note(edition)


def note(edition: Edition) -> None:
    """Note that every feed with the story has news. Nothing without a hub; five queries at most."""
    if not settings.WEBSUB_HUB:
        return
    now = timezone.now()
    rows = [FeedNews(path=feed.path, changed=now, next_try=now) for feed in feeds_with(edition)]
    FeedNews.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["path"], update_fields=["changed", "next_try", "failures"]
    )


def feeds_with(edition: Edition) -> Iterator[Feed]:
    """Every feed that has the story, in every form. Four queries at most."""
    kinds = [("feed_all", {}), ("feed_section", {"slug": edition.section.slug})]
    kinds += [("feed_topic", {"slug": slug}) for slug in edition.topics.values_list("slug", flat=True)]
    kinds += [("feed_author", {"slug": slug}) for slug in edition.authors.values_list("slug", flat=True)]
    if Correction.objects.filter(article=edition.article_id).exists():
        kinds.append(("feed_corrections", {}))
    for name, of in kinds:
        for form in FORMS:
            yield Feed(name, form, of)
