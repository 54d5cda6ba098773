"""Counting what a decision touched, and no more: a thousand busy stories cost what a thousand quiet ones do.

Whoever changes what readers see of some threads knows what was seen of them before, and settles after: the answers of
these threads are counted anew, and the counts of their stories move by the difference. All of it under the lock of the
conversations (counts.hold), under which alone counts change, so that what they come to is what a recount finds. Where the
kept counts cannot be right, the story is recounted as a whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import batched

from django.db.models import F

from articles.comments.discussions import counts
from articles.comments.discussions.models import Discussion
from articles.comments.models import Comment
from articles.comments.querysets import ANSWERS_STAND

BATCH = 500  # threads a statement


@dataclass(frozen=True)
class Thread:
    """What counts of a thread: its story, the status of its first comment, and how many approved answers it has."""

    story: int
    status: str
    answers: int

    @property
    def comments(self) -> int:
        """How many of its comments readers see."""
        return self.answers + (self.status == Comment.Status.APPROVED) if self.status in ANSWERS_STAND else 0


def settle(before: Mapping[int, Thread]) -> None:
    """Count these threads, by the number of their first comment, after a change; `before` is what they were.

    The caller holds their conversations until its transaction ends. A query for 500 threads, one more where answers came
    or went, and one for each difference by which counts move.
    """
    moved: dict[int, tuple[int, int]] = {}
    for some in batched(sorted(before), BATCH):
        for pk, now in _counted(some).items():
            was = before[pk]
            comments, threads = moved.get(now.story, (0, 0))
            threads += (now.comments > 0) - (was.comments > 0)
            moved[now.story] = comments + now.comments - was.comments, threads
    stories: dict[tuple[int, int], list[int]] = defaultdict(list)
    for story, difference in moved.items():
        if any(difference):
            stories[difference].append(story)
    for difference, alike in stories.items():
        for some in batched(sorted(alike), BATCH):
            _move(some, *difference)


def _counted(firsts: Collection[int]) -> dict[int, Thread]:
    """These threads as they are now; what is kept of their answers is set right."""
    rows = Comment.objects.filter(pk__in=firsts).order_by().annotate(counted=counts.answers_of_threads())
    found, wrong = {}, []
    for pk, story, status, kept, counted in rows.values_list("pk", "article_id", "status", "reply_count", "counted"):
        found[pk] = Thread(story, status, counted)
        if kept != counted:
            wrong.append(pk)
    if wrong:
        Comment.objects.filter(pk__in=wrong).update(reply_count=counts.answers_of_threads())
    return found


def _move(stories: Collection[int], comments: int, threads: int) -> None:
    """Add these numbers to the counts of the stories; where that comes to what cannot be, all of them are recounted."""
    sound = Discussion.objects.filter(
        pk__in=stories, thread_count__gte=-threads, comment_count__gte=F("thread_count") + (threads - comments)
    )
    moved = {"comment_count": F("comment_count") + comments, "thread_count": F("thread_count") + threads}
    if sound.update(**moved) < len(stories):
        counts.recount(stories, held=stories)
