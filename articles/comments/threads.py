"""Threads as pages show them: the first replies of each, bounded by an index however long the thread is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    DateTimeField,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce

from articles.comments.models import Comment
from articles.comments.querysets import ANSWERS_STAND
from articles.prepared import Several, prepared

REPLIES_SHOWN = 10  # of each thread under the story; the rest stand on the thread's own page
REPLIES_A_PAGE = 100
FEATURED_SHOWN = 3


@dataclass
class Thread:
    """The comment that began a thread, the replies shown with it, and how many more there are."""

    first: Comment
    replies: list[Comment] = field(default_factory=list)
    more: int = 0


def knowing_their_end(firsts: QuerySet[Comment], at: datetime | None = None) -> QuerySet[Comment]:
    """With `answers` (how many replies) and the place of the last one that is shown with it, where there are more.

    Readers' pages take the kept count; the desk's look at a moment (`at`) counts what had been posted by then.
    """
    replies = Comment.objects.filter(thread=OuterRef("pk"), status=Comment.Status.APPROVED)
    answers: Any = F("reply_count")
    if at is not None:
        replies = replies.filter(posted__lte=at)
        number = replies.order_by().values("thread").annotate(number=Count("pk")).values("number")
        answers = Coalesce(Subquery(number), 0, output_field=IntegerField())
    last = replies.order_by("posted", "pk")[REPLIES_SHOWN - 1 : REPLIES_SHOWN]
    is_long = Q(answers__gt=REPLIES_SHOWN)
    return firsts.annotate(answers=answers).annotate(
        end_posted=Case(When(is_long, then=Subquery(last.values("posted"))), output_field=DateTimeField()),
        end_pk=Case(When(is_long, then=Subquery(last.values("pk"))), output_field=BigIntegerField()),
    )


def with_replies(
    firsts: Collection[Any], featured_in: int | None = None, at: datetime | None = None
) -> tuple[list[Thread], list[Comment]]:
    """A thread for each of `firsts` (of `knowing_their_end`) with its first replies, and what is featured
    in the article `featured_in`. One query.

    Each part of its condition is a range of an index. A subquery beside the others (the three newest featured, say) would
    make PostgreSQL read the whole table: the few that are featured are all fetched, and chosen from here.
    """
    threads = {first.pk: Thread(first) for first in firsts}
    whole = [first.pk for first in firsts if first.end_pk is None]
    if len(whole) == len(firsts) and at is None:
        found = short_threads(featured_in is not None, threads=whole, article=featured_in)
    else:
        found = found_in(whole, [_up_to_its_end(first) for first in firsts if first.end_pk is not None], featured_in)
        found = found if at is None else found.filter(posted__lte=at)
    rows = sorted(found, key=lambda comment: (comment.posted, comment.pk))
    for reply in rows:
        if (thread := threads.get(reply.thread_id or 0)) and _is_shown_with(reply, thread.first):
            thread.replies.append(reply)
    for thread in threads.values():
        thread.more = max(0, thread.first.answers - len(thread.replies))  # type: ignore[attr-defined]  # annotated
    return list(threads.values()), newest_featured(rows) if featured_in is not None else []


@prepared(threads=Several(BigIntegerField()), article=BigIntegerField())
def short_threads(with_featured: bool, *, threads, article):
    """What `with_replies` asks where no thread is too long to be shown whole: under nearly every story."""
    return found_in(threads, [], article if with_featured else None)


def found_in(whole: Sequence[Any], parts: Sequence[Q], featured_in: Any) -> QuerySet[Comment]:
    """The replies in the `whole` threads and in `parts` of others, and what is featured in the article, in no order."""
    chosen = [Q(thread__pk__in=whole, status=Comment.Status.APPROVED), *parts]
    if featured_in is not None:
        chosen.append(Q(article=featured_in, status=Comment.Status.APPROVED, featured_at__isnull=False))
    # The status stands in each part: beside them it would be an index of its own, that of the whole site's comments.
    return answering(Comment.objects.filter(reduce(or_, chosen))).order_by()


def newest_featured(comments: Iterable[Any]) -> list[Comment]:
    chosen = [each for each in comments if each.featured_at and (not each.thread_id or each.of_thread in ANSWERS_STAND)]
    return sorted(chosen, key=lambda comment: (comment.featured_at, comment.pk), reverse=True)[:FEATURED_SHOWN]


def answering(comments: QuerySet[Comment]) -> QuerySet[Comment]:
    """With the name and status of the comment each answers (readers see two levels, and deeper replies name whom),
    the day of the edition it was written about, and the status of what began its thread.
    """
    return comments.annotate(
        answers_name=F("parent__author_name"),
        answers_status=F("parent__status"),
        of_edition=F("edition__live_from"),
        of_thread=F("thread__status"),
    )


def thread_page(first: Comment, page: int = 1) -> tuple[Thread, int]:
    """Page `page` of one thread's replies, and how many pages there are. One query."""
    replies = answering(first.thread_comments.filter(status=Comment.Status.APPROVED)).order_by("posted", "pk")
    start = (page - 1) * REPLIES_A_PAGE
    pages = max(1, -(-first.reply_count // REPLIES_A_PAGE))
    return Thread(first, list(replies[start : start + REPLIES_A_PAGE])), pages


def before(comment: Comment) -> Q:
    """What stands before `comment` where the oldest comes first."""
    return before_one(comment.posted, comment.pk)


def before_one(posted: Any, pk: Any) -> Q:
    """The same of a comment posted then, with that key; either may be a place in a prepared query."""
    return Q(posted__lte=posted) & (Q(posted__lt=posted) | Q(pk__lt=pk))


def _up_to_its_end(first: Any) -> Q:
    """The replies shown with `first`, as a range of the index on thread, status, posted and id."""
    ours = Q(thread=first.pk, status=Comment.Status.APPROVED)
    return ours & Q(posted__lte=first.end_posted) & (Q(posted__lt=first.end_posted) | Q(pk__lte=first.end_pk))


def _is_shown_with(reply: Comment, first: Any) -> bool:
    return first.end_pk is None or (reply.posted, reply.pk) <= (first.end_posted, first.end_pk)
