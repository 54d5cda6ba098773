"""Thinning out the history: what old revisions may go, so that it stays useful and does not grow for ever.

Kept for ever: whatever another record refers to (editions, milestones, approvals, ticks, preview reads), the newest of
each article, the one that brought the text as it now stands, and everything young. Of the rest the last of each hour or
day stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Literal

from django.db import transaction
from django.db.models import Count, Exists, OuterRef
from django.utils import timezone

from articles.publishing.models import Article, Revision

Every = Literal["hour", "day"]
BATCH = 500  # revisions deleted in one transaction
TEXT = ("headline", "kicker", "standfirst", "body")  # what an article says; the rest is how it is filed


@dataclass
class Thinned:
    articles: int = 0  # looked at
    kept: int = 0
    dropped: int = 0


def thin(
    *,
    newest: int,
    days: int,
    every: Every,
    dry_run: bool = False,
    progress: Callable[[Thinned], None] = lambda _so_far: None,
) -> Thinned:
    """Delete what may go, article by article and in small transactions; safe to stop and to run again.

    `newest`: how many of each article always stay; `days`: nothing younger goes; `every`: of what is older, the last
    one of each hour or day stays. Three queries an article, and one for each batch.
    """
    before = timezone.now() - timedelta(days=days)
    result = Thinned()
    for article_id in _with_more_than(newest):
        rows = _revisions_of(article_id)
        going = spare(rows, newest=newest, before=before, every=every)
        result.articles += 1
        if not dry_run:
            going_now = sum(_drop(article_id, going[start : start + BATCH]) for start in range(0, len(going), BATCH))
        else:
            going_now = len(going)
        result.dropped += going_now
        result.kept += len(rows) - going_now
        progress(result)
    return result


@dataclass(frozen=True)
class Dated:
    """A revision as the decision needs it."""

    pk: int
    created: datetime
    bound: bool  # another record refers to it, or it brought the present text


def spare(rows: list[Dated], *, newest: int, before: datetime, every: Every) -> list[int]:
    """The keys of those that may go. `rows` are one article's, newest first; nothing is read or written."""
    going: list[int] = []
    stayed: datetime | None = None
    for place, row in enumerate(rows):
        slot = _slot(row.created, every)
        if place < newest or row.created >= before or row.bound or slot != stayed:
            stayed = slot
        else:
            going.append(row.pk)
    return going


def _slot(moment: datetime, every: Every) -> datetime:
    local = timezone.localtime(moment).replace(minute=0, second=0, microsecond=0)
    return local if every == "hour" else local.replace(hour=0)


def _with_more_than(newest: int) -> Iterator[int]:
    counted = Revision.objects.order_by().values("article_id").annotate(n=Count("pk")).filter(n__gt=newest)
    return counted.order_by("article_id").values_list("article_id", flat=True).iterator(chunk_size=2000)


def _revisions_of(article_id: int) -> list[Dated]:
    rows = Revision.objects.filter(article=article_id).annotate(bound=_bound()).order_by("-number")
    author = _that_brought_the_text(article_id)
    return [
        Dated(pk, created, bound or pk == author) for pk, created, bound in rows.values_list("pk", "created", "bound")
    ]


def _that_brought_the_text(article_id: int) -> int | None:
    """The oldest revision from which on the text stayed what it is in the newest: who wrote it, and when."""
    rows = Revision.objects.filter(article=article_id).order_by("-number")
    newest: list[str] | None = None
    brought = None
    for pk, *text in rows.values_list("pk", *(f"content__{name}" for name in TEXT)).iterator(chunk_size=20):
        newest = newest or text
        if text != newest:
            break
        brought = pk
    return brought


def _bound():
    """Whether any record but a later revision refers to it: whatever package brings such a record is obeyed."""
    conditions = [
        Exists(relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")}))
        for relation in Revision._meta.related_objects
        if relation.related_model is not Revision
    ]
    return reduce(or_, conditions)


def _drop(article_id: int, keys: list[int]) -> int:
    """Delete these of one article, under its lock and unless something came to refer to them. How many went."""
    with transaction.atomic():
        Article.objects.select_for_update(of=("self",)).only("pk").get(pk=article_id)
        rows = Revision.objects.filter(pk__in=keys).annotate(bound=_bound()).filter(bound=False)
        _total, by_model = Revision.objects.filter(pk__in=list(rows.values_list("pk", flat=True))).delete()
    return by_model.get(Revision._meta.label, 0)
