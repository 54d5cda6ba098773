"""What goes when words of a reader go: their own, the traces of them in other rows, and the quotes in the answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import batched
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils import timezone

from articles.comments.discussions import counts
from articles.comments.judging.folding import digest_of, opening_of
from articles.comments.mailing.models import AnswerMail
from articles.comments.models import Comment
from articles.comments.responding.models import Recommendation, Report
from articles.page_cache import purge

BATCH = 500  # rows a statement: far below the number of parameters that SQLite takes
REMOVED = "[removed]"  # where a column must not be empty; no words of anybody
QUOTE = ">"

# What other packages keep of comments, by id: they take it away when they are told. Added at the app's start.
_forgets: list[Callable[[list[int]], object]] = []

# The row stays, so that answers keep their place; nothing in it tells whose it was or what it said.
EMPTY: dict[str, Any] = {
    "status": Comment.Status.DELETED,
    "author_name": "",
    "author_email": "",
    "user": None,
    "text": "",
    "seen_text": "",
    "passage": "",
    "badge": "",
    "tell": "",
    "reasons": [],
    "score": None,
    "filter_version": None,
    "digest": None,
    "opening": None,
    "key": None,
    "edited_unseen": False,
    "featured_at": None,
    "featured_by": None,
    "recommendations": 0,
    "open_reports": 0,
}


def forgets(task: Callable[[list[int]], object]) -> None:
    """Let `task(ids)` run in the transaction in which these comments are emptied."""
    if task not in _forgets:
        _forgets.append(task)


def empty(comments: list[Comment]) -> None:
    """Empty these comments, and what repeats their words. In a transaction that locked them."""
    for some in batched(comments, BATCH):
        ids = [comment.pk for comment in some]
        unquote(some)
        Recommendation.objects.filter(comment__in=ids).delete()
        AnswerMail.objects.filter(Q(comment__in=ids) | Q(reply__in=ids)).delete()
        close_reports(ids)
        comment_type = ContentType.objects.get_for_model(Comment)
        seen = LogEntry.objects.filter(content_type=comment_type, object_id__in=[str(pk) for pk in ids])
        seen.update(object_repr=REMOVED, change_message="")
        for task in _forgets:
            task(ids)
        # What was rejected took its answers along, and must not bring them back by going itself.
        rejected = Comment.objects.filter(pk__in=ids, status=Comment.Status.REJECTED)
        answered = list(rejected.filter(thread_comments__isnull=False).distinct().values_list("pk", flat=True))
        kept = {"status": Comment.Status.REJECTED, "text": REMOVED}
        Comment.objects.filter(pk__in=answered).update(**EMPTY | kept)
        Comment.objects.filter(pk__in=set(ids) - set(answered)).update(**EMPTY)
    changed({comment.article_id for comment in comments})


def close_reports(ids: list[int]) -> None:
    """Reports on what is gone are settled, and their words, which may repeat it, go as well."""
    reports = Report.objects.filter(comment__in=ids)
    reports.filter(state=Report.State.OPEN).update(state=Report.State.DISMISSED, decided_at=timezone.now())
    reports.exclude(words="").update(words=REMOVED)


def unquote(comments: Iterable[Comment]) -> None:
    """Take the quoted lines of these comments out of the answers in the same threads. Each with new digests."""
    lines = {line for comment in comments for words in (comment.text, comment.seen_text) for line in lines_of(words)}
    threads = {comment.thread_id or comment.pk for comment in comments}
    gone = {comment.pk for comment in comments}
    is_quoting = Q(text__contains=QUOTE) | Q(seen_text__contains=QUOTE)
    quoting = Comment.objects.filter(Q(thread__in=threads) | Q(pk__in=threads), is_quoting)
    for answer in quoting.exclude(pk__in=gone).only("pk", "text", "seen_text"):
        kept, seen = (without_quotes(words, lines) for words in (answer.text, answer.seen_text))
        if (kept, seen) != (answer.text, answer.seen_text):
            digests = {"digest": digest_of(kept) or None, "opening": opening_of(kept) or None}
            Comment.objects.filter(pk=answer.pk).update(text=kept, seen_text=seen, **digests)


def lines_of(text: str) -> set[str]:
    return {line.strip() for line in text.splitlines() if line.strip()}


def without_quotes(text: str, lines: set[str]) -> str:
    """`text` with “> …” for quoted lines that stand in `lines`, or are a part of one of them."""
    kept = []
    for line in text.splitlines():
        mark, _sign, quoted = line.partition(QUOTE)
        words = quoted.strip(" \t>…")
        is_theirs = not mark.strip() and words and any(words in whole for whole in lines)
        kept.append(f"{QUOTE} …" if is_theirs and QUOTE in line else line)
    return "\n".join(kept)


def changed(articles: set[int]) -> None:
    """Counts and pages follow what readers see of these conversations."""
    counts.recount(articles)
    purge(*(f"{shown}:{article}" for article in sorted(articles) for shown in ("comments", "article")), gone=True)
