"""Posting: one submission of a reader becomes one comment, however often it arrives."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.comments.judging import KNOWN_AFTER, REFUSE, Case, Judgement, judge
from articles.comments.models import Comment
from articles.page_cache import purge
from articles.publishing.models import Article, Edition
from articles.text.language import direction_of, language_of

GONE = "parent"  # reason code: the comment answered is not there (any more)


@dataclass(frozen=True)
class Submission:
    """What a reader sent, cleaned (see cleaning.py). `token` came with the form; "" when a client left it out."""

    name: str
    email: str
    text: str
    parent_id: int | None = None
    token: str = ""
    trap: str = ""


class PostingRefused(Exception):
    """A comment that was not taken. `code` is the rule's, `words` say to the reader why and what to do."""

    def __init__(self, code: str, words: str):
        super().__init__(words)
        self.code, self.words = code, words


def post(article: Article, edition: Edition, submission: Submission) -> tuple[Comment, bool]:
    """Store `submission` as a comment on `article` that answers `edition`; the comment, and whether it is new.

    One transaction; the same submission again, even at the same moment, leads to the comment that it made first.
    Raises PostingRefused and stores nothing when a rule refuses it, or when the comment it answers is not public.
    """
    key = key_of(article, submission)
    with transaction.atomic():
        earlier = Comment.objects.filter(key=key).first()
        if earlier is not None:
            return earlier, False
        parent = answered_comment(article, submission.parent_id)
        if submission.parent_id is not None and parent is None:
            raise PostingRefused(GONE, _("The comment you are answering is no longer shown."))
        judgement = judge(case_of(article, submission))
        if judgement.outcome == REFUSE:
            raise PostingRefused(judgement.verdicts[0].code, judgement.verdicts[0].words)
        comment = built(article, edition, submission, parent=parent, judgement=judgement, key=key)
        return insert(comment)


def key_of(article: Article, submission: Submission) -> str:
    """The idempotency key: a digest of the form's token and of all that was sent with it.

    A second text sent from the same form, say after going back in the browser, is a second comment and not lost.
    Without a token the same words of the same reader at the same place count as the same submission.
    """
    parts = [article.pk, submission.token, submission.parent_id, submission.email, submission.name, submission.text]
    return hashlib.sha256("\x00".join(map(str, parts)).encode()).hexdigest()


def answered_comment(article: Article, parent_id: int | None) -> Comment | None:
    """The public comment of `article` with that id; None when there is none. One query, or none."""
    return article.comments.public().filter(pk=parent_id).first() if parent_id else None


def case_of(article: Article, submission: Submission) -> Case:
    """The case for judging, with the record of the e-mail address: how many of its comments a person approved.

    Comments that appeared by themselves on an open story prove nothing. Counted as far as it matters, one query.
    """
    record = Comment.objects.filter(author_email=submission.email, status=Comment.Status.APPROVED)
    approved = record.filter(decided_at__isnull=False).values("pk")[:KNOWN_AFTER]
    return Case(
        policy=article.comment_policy,
        name=submission.name,
        text=submission.text,
        trap=submission.trap,
        approved_before=approved.count() if submission.email else 0,
    )


def built(
    article: Article,
    edition: Edition,
    submission: Submission,
    *,
    parent: Comment | None,
    judgement: Judgement,
    key: str,
) -> Comment:
    language = language_of(submission.text)
    return Comment(
        article=article,
        edition=edition,
        parent=parent,
        thread_id=(parent.thread_id or parent.pk) if parent else None,
        author_name=submission.name,
        author_email=submission.email,
        text=submission.text,
        language=language,
        direction=direction_of(submission.text, language) if language else "auto",
        status=judgement.status,
        reasons=[verdict.stored() for verdict in judgement.verdicts],
        key=key,
        posted=timezone.now(),
    )


def insert(comment: Comment) -> tuple[Comment, bool]:
    """Write `comment`, unless another request wrote the same submission in the meantime.

    A comment that waits changes nothing that readers see, so it must not purge their pages, least of all in a flood:
    `bulk_create` sends no signals, and the tags are named here.
    """
    try:
        with transaction.atomic():
            Comment.objects.bulk_create([comment])
    except IntegrityError:
        earlier = Comment.objects.filter(key=comment.key).first()
        if earlier is None:
            raise
        return earlier, False
    if comment.status == Comment.Status.APPROVED:
        purge(f"comments:{comment.article_id}", f"article:{comment.article_id}")
    return comment, True
