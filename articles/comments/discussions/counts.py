"""Counts of a conversation: how many comments and threads readers see under a story, how many answers a thread has.

Pages read these columns and never count. Who adds one public comment calls `added`; every other verb that changes what
readers see calls `hold` before it locks a comment, and `recount` after its own changes (or `shares.settle`, when it
knows the threads), all in one transaction.

Nothing is counted but under the lock of the conversation, so of two verbs at the same moment the later one counts what the
earlier one left. Rows are locked in one order, so that none waits for another for ever: the conversations by the ids of
their stories, then comments, then what hangs on comments (reports, statements, mails). Whoever locks more than one comment,
for whatever reason, holds their conversations; then the order among the comments is nobody's concern.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import batched
from typing import Any

from django.db import transaction
from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from articles.comments.discussions.models import Discussion
from articles.comments.models import Comment
from articles.comments.querysets import ANSWERS_STAND
from articles.comments.responding.models import Recommendation, Report
from articles.publishing.models import Article

BATCH = 500  # articles a statement
APPROVED = Comment.Status.APPROVED


@dataclass(frozen=True)
class Difference:
    """A count that was not what a recount finds. `comment` is None for a count of the whole conversation."""

    article: int
    comment: int | None
    column: str
    kept: int
    counted: int


def added(comment: Comment) -> None:
    """Count a comment that was just stored and is public. In the transaction that stored it; two statements.

    The first of them locks the conversation. One that waits changes nothing here and locks nothing.
    """
    if comment.status != APPROVED:
        return
    ours = Discussion.objects.filter(pk=comment.article_id)
    more = {"comment_count": F("comment_count") + 1}
    if comment.thread_id is None:
        more["thread_count"] = F("thread_count") + 1
    if not ours.update(**more):
        _make([comment.article_id])
        ours.update(**more)
    if comment.thread_id is not None:
        # Below a deleted comment it may have brought the whole thread back, which adding one cannot know.
        first = Comment.objects.filter(pk=comment.thread_id, status=APPROVED)
        if not first.update(reply_count=F("reply_count") + 1):
            recount([comment.article_id])


def hold(stories: Iterable[int] | QuerySet) -> set[int]:
    """Lock the conversations of these stories, ids or a query for them, until the transaction ends; the ids.

    Those without a row get one, all of them before the first is locked: who waits for a row that is being made holds none
    that its maker waits for. Two statements for a query, or for up to 500 ids.
    """
    parts = [stories] if isinstance(stories, QuerySet) else batched(sorted(set(stories)), BATCH)
    held: set[int] = set()
    for some in parts:
        without = Article.objects.filter(pk__in=some, discussion=None).order_by("pk")
        if missing := list(without.values_list("pk", flat=True)):
            _make(missing)
        rows = Discussion.objects.filter(pk__in=some).order_by("pk")
        held.update(rows.select_for_update(of=("self",)).values_list("pk", flat=True))
    return held


def recount(article_ids: Collection[int], *, held: Collection[int] = ()) -> None:
    """Set the counts of these conversations, and of every thread in them, from the comments themselves.

    Takes long for stories with thousands. `held`: stories that the caller holds. Holds the others before it looks: what
    it counts is all that others have committed, and until this transaction ends none of them changes a count. Two
    statements for up to 500 stories, two more to hold them.
    """
    stories = list(batched(sorted(set(article_ids)), BATCH))
    with transaction.atomic(savepoint=False):
        hold(set(article_ids) - set(held))
        for some in stories:
            firsts = Comment.objects.filter(thread__isnull=True, article__in=some)
            miscounted = firsts.annotate(counted=answers_of_threads()).exclude(reply_count=F("counted"))
            miscounted.update(reply_count=answers_of_threads())
        for some in stories:
            Discussion.objects.filter(pk__in=some).update(**_totals())


def answers_of_threads() -> Coalesce:
    """The approved answers in a comment's thread, whatever became of the comment itself."""
    return _number(Comment.objects.filter(thread=OuterRef("pk"), status=APPROVED), "thread")


def recount_responses(comment_ids: Collection[int]) -> None:
    """Set `recommendations` and `open_reports` of these comments from the rows. The caller locked the comments."""
    for some in batched(sorted(set(comment_ids)), BATCH):
        Comment.objects.filter(pk__in=some).update(recommendations=_recommendations(), open_reports=_open_reports())


def differences(article_ids: Collection[int] | None = None) -> Iterator[Difference]:
    """Where the counts of these stories (default: of all) are not what a recount finds. Changes nothing.

    Eight statements for each 500 stories.
    """
    if article_ids is None:
        with_comments = Comment.objects.order_by("article_id").values_list("article_id", flat=True).distinct()
        article_ids = set(with_comments.iterator()) | set(Discussion.objects.values_list("pk", flat=True).iterator())
    for some in batched(sorted(set(article_ids)), BATCH):
        yield from _of_conversations(some)
        ours = Comment.objects.filter(article__in=some)
        yield from _of_comments("reply_count", ours.filter(thread__isnull=True), answers_of_threads())
        yield from _of_comments("recommendations", ours, _recommendations())
        yield from _of_comments("open_reports", ours, _open_reports())


def mend(article_ids: Collection[int] | None = None) -> list[Difference]:
    """Find the differences and set every count right; what they were."""
    found = list(differences(article_ids))
    for some in batched(sorted({each.article for each in found}), BATCH):
        recount(some)  # a transaction for each batch
    recount_responses({each.comment for each in found if each.comment and each.column != "reply_count"})
    return found


def _of_conversations(articles: tuple[int, ...]) -> Iterator[Difference]:
    """Counted by what is public, and not from the threads' own counts as `recount` does: those may be wrong, too."""
    public = Comment.objects.filter(article__in=articles).public().order_by()
    told = public.values_list("article").annotate(
        comments=Count("pk"), threads=Count(Coalesce("thread_id", "pk"), distinct=True)
    )
    counted = {article: (comments, threads) for article, comments, threads in told}
    kept = {row.pk: (row.comment_count, row.thread_count) for row in Discussion.objects.filter(pk__in=articles)}
    for article in sorted({*counted, *kept}):
        pairs = zip(kept.get(article, (0, 0)), counted.get(article, (0, 0)), strict=True)
        for column, (was, now) in zip(("comment_count", "thread_count"), pairs, strict=True):
            if was != now:
                yield Difference(article, None, column, was, now)


def _of_comments(column: str, comments: QuerySet[Comment], counted: Coalesce) -> Iterator[Difference]:
    rows = comments.annotate(found=counted).exclude(**{column: F("found")}).order_by("pk")
    for article, pk, kept, found in rows.values_list("article_id", "pk", column, "found"):
        yield Difference(article, pk, column, kept, found)


def _make(articles: Collection[int]) -> None:
    Discussion.objects.bulk_create([Discussion(article_id=article) for article in articles], ignore_conflicts=True)


def _recommendations() -> Coalesce:
    return _number(Recommendation.objects.filter(comment=OuterRef("pk")), "comment")


def _open_reports() -> Coalesce:
    return _number(Report.objects.filter(comment=OuterRef("pk"), state=Report.State.OPEN), "comment")


def _totals() -> dict[str, Any]:
    """What readers see of a conversation, added up from its threads."""
    firsts = Comment.objects.filter(article=OuterRef("pk"), thread__isnull=True, status__in=ANSWERS_STAND).order_by()
    itself = Case(When(status=APPROVED, then=Value(1)), default=Value(0), output_field=IntegerField())
    is_seen = Q(status=APPROVED) | Q(reply_count__gt=0)
    comments = firsts.values("article").annotate(number=Sum(F("reply_count") + itself)).values("number")
    threads = firsts.values("article").annotate(number=Count("pk", filter=is_seen)).values("number")
    return {"comment_count": _or_none(comments), "thread_count": _or_none(threads)}


def _number(rows: QuerySet, by: str) -> Coalesce:
    return _or_none(rows.order_by().values(by).annotate(number=Count("pk")).values("number"))


def _or_none(number: QuerySet) -> Coalesce:
    return Coalesce(Subquery(number), 0, output_field=IntegerField())
