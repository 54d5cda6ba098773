"""Posting: one submission of a reader becomes one comment, however often it arrives; and what it would look like."""

from __future__ import annotations

from dataclasses import replace

from django.db import IntegrityError, transaction
from django.db.models import TextField

from articles.comments.discussions import counts, slowing
from articles.comments.judging import REFUSE, Case
from articles.comments.judging.phases import conversation_keeps_its_pace, rate_is_kept
from articles.comments.mailing import answers
from articles.comments.models import Comment
from articles.comments.submissions import (
    GONE,
    Known,
    PostingRefused,
    Submission,
    answered_comment,
    consider,
    key_of,
    look_up,
    refusal,
)
from articles.page_cache import purge
from articles.prepared import prepared
from articles.publishing.models import Article, Edition

__all__ = ["GONE", "PostingRefused", "Submission", "answered_comment", "post", "preview"]


def post(article: Article, edition: Edition, submission: Submission) -> tuple[Comment, bool]:
    """Store `submission` as a comment on `article` that answers `edition`; the comment, and whether it is new.

    The same submission again, even at the same moment, leads to the comment that it made first. Judged outside of any
    transaction, so that looking takes no lock; counted and written in one. Raises PostingRefused and stores nothing when
    a rule refuses it, or when the comment it answers is not public.
    """
    # Before the look-up: where the count of a comment is seen, or the comment as the reader's last, the comment is.
    known = look_up(article, edition, submission)
    earlier = made_by(key_of(article, submission))
    if earlier is not None:
        return earlier, False
    comment, case, judgement = consider(article, edition, submission, known)
    if judgement.outcome == REFUSE:
        raise refusal(judgement.verdicts[0])
    return counted(comment, case, known)


def made_by(key: str | None) -> Comment | None:
    """The comment that a submission with that key made."""
    return next(iter(with_key(key=key)), None)


@prepared(key=TextField())
def with_key(*, key):
    return Comment.objects.filter(key=key)


def preview(article: Article, edition: Edition, submission: Submission) -> tuple[Comment, PostingRefused | None]:
    """The comment as it would be stored, and what would refuse it just now. Nothing is stored, counted or sent anywhere.

    Raises PostingRefused when the comment it answers is not public.
    """
    known = look_up(article, edition, submission)
    comment, _case, judgement = consider(article, edition, submission, known, asking=False)
    return comment, refusal(judgement.verdicts[0]) if judgement.outcome == REFUSE else None


def counted(comment: Comment, case: Case, known: Known) -> tuple[Comment, bool]:
    """Write `comment` and count it, both or neither. Two at the same moment cannot both be the last one allowed."""
    with transaction.atomic():
        over = known.rate.count()
        distance = known.standing.slow_seconds
        slow = slowing.still_to_wait(comment.article_id, distance, email=comment.author_email, user=comment.user)
        earlier = made_by(comment.key) if over.wait or slow else None
        if earlier is not None:
            return earlier, False
        case = replace(case, wait=over.wait, rate=over.limit, slow=slow)
        if verdict := rate_is_kept(case) or conversation_keeps_its_pace(case):
            raise refusal(verdict)
        return insert(comment)


def insert(comment: Comment) -> tuple[Comment, bool]:
    """Write `comment` and what follows from it, unless another request wrote the same submission in the meantime.

    A comment that waits changes nothing that readers see, so it must not purge their pages, least of all in a flood:
    `bulk_create` sends no signals, and the tags are named here.
    """
    try:
        with transaction.atomic():
            Comment.objects.bulk_create([comment])
            follow(comment)
    except IntegrityError:
        earlier = made_by(comment.key)
        if earlier is None:
            raise
        return earlier, False
    return comment, True


def follow(comment: Comment) -> None:
    """What a new comment sets going: the counts and pages that show it, mail to whom it answers, mail for its writer."""
    if comment.status == Comment.Status.APPROVED:
        counts.added(comment)  # first of all, because it locks the conversation (counts.py says why)
        if comment.parent_id is not None:
            answers.note([comment.pk])
        purge(f"comments:{comment.article_id}", f"article:{comment.article_id}", often=True)
    if comment.tell and (address := answers.address_of(comment)):
        answers.wish(address)
