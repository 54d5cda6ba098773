"""When a page changes by itself: the next planned start or end among what it shows."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from articles.publishing.querysets import EditionQuerySet


def next_change(editions: EditionQuerySet, at: datetime, *others: QuerySet) -> datetime | None:
    """The next moment after `at` when one of `editions` goes live or ends. One query, over what is planned only.

    Give the editions of the list without `live()`: those that are not live yet are the ones that matter. `others` are
    rows that come and go in the same way, such as launched fronts.
    """
    moments = []
    for rows in (editions, *others):
        moments.append(rows.filter(live_from__gt=at).order_by().values_list("live_from", flat=True))
        moments.append(rows.filter(live_until__gt=at).order_by().values_list("live_until", flat=True))
    return moments[0].union(*moments[1:], all=True).order_by("live_from").first()
