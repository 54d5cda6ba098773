"""Posting: one submission of a reader becomes one comment, however often it arrives."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.comments.judging import KNOWN_AFTER, REFUSE, Case, Judgement, Verdict, rates
from articles.comments.judging.folding import digest_of, opening_of
from articles.comments.judging.gathering import judged, record_of
from articles.comments.judging.networks import prefix_of
from articles.comments.judging.phases import rate_is_kept
from articles.comments.judging.stamps import age_of
from articles.comments.models import Comment
from articles.page_cache import purge
from articles.publishing.models import Article, Edition
from articles.publishing.origin import current_origin
from articles.text.language import direction_of, language_of

GONE = "parent"  # reason code: the comment answered is not there (any more)


@dataclass(frozen=True)
class Submission:
    """What a reader sent, cleaned (see cleaning.py). `token` came with the form; "" when a client left it out.

    `by_form` for what comes from outside: it is counted, and the form's age is looked at.
    """

    name: str
    email: str
    text: str
    parent_id: int | None = None
    token: str = ""
    trap: str = ""
    by_form: bool = False


class PostingRefused(Exception):
    """A comment that was not taken. `code` is the rule's, `words` say to the reader why and what to do.

    `retry_after` is in seconds, when it would be taken later.
    """

    def __init__(self, code: str, words: str, retry_after: int = 0):
        super().__init__(words)
        self.code, self.words, self.retry_after = code, words, retry_after


def post(article: Article, edition: Edition, submission: Submission) -> tuple[Comment, bool]:
    """Store `submission` as a comment on `article` that answers `edition`; the comment, and whether it is new.

    The same submission again, even at the same moment, leads to the comment that it made first. Judged outside of any
    transaction, so that looking takes no lock; counted and written in one. Raises PostingRefused and stores nothing when
    a rule refuses it, or when the comment it answers is not public.
    """
    key = key_of(article, submission)
    record = record_of(submission.email)
    rate = rates.Rates(
        reader=submission.email if submission.by_form else "",
        network=prefix_of(current_origin()) if submission.by_form else "",
        story=article.pk if submission.by_form else None,
        is_known=record.approved >= KNOWN_AFTER,
    )
    # Before the look-up: where the count of a comment is seen, the comment is.
    over = rate.over()
    earlier = Comment.objects.filter(key=key).first()
    if earlier is not None:
        return earlier, False
    parent = answered_comment(article, submission.parent_id)
    if submission.parent_id is not None and parent is None:
        raise PostingRefused(GONE, _("The comment you are answering is no longer shown."))
    language = language_of(submission.text)
    case, judgement = judged(
        article,
        name=submission.name,
        email=submission.email,
        text=submission.text,
        language=language,
        record=record,
        trap=submission.trap,
        by_form=submission.by_form,
        form_age=age_of(submission.token),
        wait=over.wait,
        rate=over.limit,
    )
    if judgement.outcome == REFUSE:
        raise refusal(judgement.verdicts[0])
    comment = built(
        article, edition, submission, parent=parent, case=case, judgement=judgement, key=key, language=language
    )
    return counted(comment, case, rate)


def counted(comment: Comment, case: Case, rate: rates.Rates) -> tuple[Comment, bool]:
    """Write `comment` and count it, both or neither. Two at the same moment cannot both be the last one allowed."""
    with transaction.atomic():
        over = rate.count()
        earlier = Comment.objects.filter(key=comment.key).first() if over.wait else None
        if earlier is not None:
            return earlier, False
        if verdict := rate_is_kept(replace(case, wait=over.wait, rate=over.limit)):
            raise refusal(verdict)
        return insert(comment)


def refusal(verdict: Verdict) -> PostingRefused:
    return PostingRefused(verdict.code, verdict.words, verdict.retry_after)


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


def built(
    article: Article,
    edition: Edition,
    submission: Submission,
    *,
    parent: Comment | None,
    case: Case,
    judgement: Judgement,
    key: str,
    language: str,
) -> Comment:
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
        score=case.opinion.score if case.opinion else None,
        filter_version=case.opinion.version if case.opinion else None,
        digest=digest_of(submission.text) or None,
        opening=opening_of(submission.text) or None,
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
