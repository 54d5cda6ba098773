"""When a page changes by itself: the next planned start or end among what it shows."""

from __future__ import annotations

from datetime import datetime

from articles.publishing.querysets import EditionQuerySet


def next_change(editions: EditionQuerySet, at: datetime) -> datetime | None:
    """The next moment after `at` when one of `editions` goes live or ends. One query, over what is planned only.

    Give the editions of the list without `live()`: those that are not live yet are the ones that matter.
    """
    starts = editions.filter(live_from__gt=at).order_by().values_list("live_from", flat=True)
    ends = editions.filter(live_until__gt=at).order_by().values_list("live_until", flat=True)
    return starts.union(ends, all=True).order_by("live_from").first()
