"""A submission: what a reader sent, what is looked up about it, and the comment that it would make."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.comments.badges import badge_of
from articles.comments.discussions import rules, slowing
from articles.comments.judging import KNOWN_AFTER, Case, Judgement, Record, Verdict, rates
from articles.comments.judging.gathering import judged
from articles.comments.judging.networks import prefix_of
from articles.comments.judging.records import record_of
from articles.comments.judging.stamps import age_of
from articles.comments.models import Comment
from articles.publishing.models import Article, Edition
from articles.publishing.origin import current_origin
from articles.text.language import direction_of, language_of

GONE = "parent"  # reason code: the comment answered is not there (any more)


@dataclass(frozen=True)
class Submission:
    """What a reader sent, cleaned (see cleaning.py). `token` came with the form; "" when a client left it out.

    `by_form` for what comes from outside: it is counted, and the form's age is looked at. `user` when signed in;
    `passage`: words of the story, as printed; `tell`: a Comment.Tell.
    """

    name: str
    email: str
    text: str
    parent_id: int | None = None
    token: str = ""
    trap: str = ""
    by_form: bool = False
    passage: str = ""
    tell: str = ""
    user: User | None = None


class PostingRefused(Exception):
    """A comment that was not taken. `code` is the rule's, `words` say to the reader why and what to do.

    `retry_after` is in seconds, when it would be taken later.
    """

    def __init__(self, code: str, words: str, retry_after: int = 0):
        super().__init__(words)
        self.code, self.words, self.retry_after = code, words, retry_after


@dataclass(frozen=True)
class Known:
    """What was known when a submission came: the reader's record, what is in force, and how long to wait yet."""

    record: Record
    standing: rules.Standing
    rate: rates.Rates
    over: rates.Over
    slow: int


def look_up(article: Article, edition: Edition, submission: Submission) -> Known:
    """What the list needs to know beforehand. Three queries at most, where the discussion came with the article."""
    user_id = submission.user.pk if submission.user else None
    record = record_of(submission.email, user_id)
    discussion = getattr(article, "discussion", None)
    standing = rules.in_force(article.comment_policy, discussion, edition.first_published, timezone.now())
    rate = rates.Rates(
        reader=submission.email if submission.by_form else "",
        network=prefix_of(current_origin()) if submission.by_form else "",
        story=article.pk if submission.by_form else None,
        is_known=record.approved >= KNOWN_AFTER,
    )
    slow = slowing.still_to_wait(article.pk, standing.slow_seconds, email=submission.email, user=submission.user)
    return Known(record, standing, rate, rate.over(), slow)


def consider(
    article: Article, edition: Edition, submission: Submission, known: Known, *, asking: bool = True
) -> tuple[Comment, Case, Judgement]:
    """The comment that `submission` would make, not stored, with its case and what becomes of it.

    `asking`: whether a service outside may be asked, too. Raises PostingRefused when the comment it answers is not public.
    """
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
        user_id=submission.user.pk if submission.user else None,
        record=known.record,
        standing=known.standing,
        asking=asking,
        trap=submission.trap,
        by_form=submission.by_form,
        form_age=age_of(submission.token),
        wait=known.over.wait,
        rate=known.over.limit,
        slow=known.slow,
    )
    comment = Comment(
        article=article,
        edition=edition,
        parent=parent,
        thread_id=(parent.thread_id or parent.pk) if parent else None,
        author_name=submission.name,
        author_email=submission.email,
        user=submission.user,
        badge=badge_of(submission.user, article),
        text=submission.text,
        passage=submission.passage,
        tell=submission.tell,
        language=language,
        direction=direction_of(submission.text, language) if language else "auto",
        status=judgement.status,
        reasons=[verdict.stored() for verdict in judgement.verdicts],
        score=case.opinion.score if case.opinion else None,
        filter_version=case.opinion.version if case.opinion else None,
        digest=case.digest or None,
        opening=case.opening or None,
        key=key_of(article, submission),
        posted=timezone.now(),
    )
    return comment, case, judgement


def key_of(article: Article, submission: Submission) -> str:
    """The idempotency key: a digest of the form's token and of all that was sent with it.

    A second text sent from the same form, say after going back in the browser, is a second comment and not lost.
    Without a token the same words of the same reader at the same place count as the same submission.
    """
    reader = submission.user.pk if submission.user else submission.email
    parts = [article.pk, submission.token, submission.parent_id, reader, submission.name, submission.text]
    parts += [submission.passage] if submission.passage else []
    return hashlib.sha256("\x00".join(map(str, parts)).encode()).hexdigest()


def answered_comment(article: Article, parent_id: int | None) -> Comment | None:
    """The public comment of `article` with that id; None when there is none. One query, or none."""
    return article.comments.public().filter(pk=parent_id).first() if parent_id else None


def refusal(verdict: Verdict) -> PostingRefused:
    return PostingRefused(verdict.code, verdict.words, verdict.retry_after)
