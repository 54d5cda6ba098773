"""The verbs of a comment's own writer: edit it for five minutes, delete it at any time."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.comments.discussions import counts
from articles.comments.judging import HOLD, REFUSE, Judgement, rates
from articles.comments.judging.gathering import judged
from articles.comments.judging.networks import prefix_of
from articles.comments.models import Comment
from articles.comments.own import log
from articles.comments.own.emptying import changed, empty
from articles.comments.own.readers import Reader
from articles.publishing import audit
from articles.publishing.origin import current_origin
from articles.text.language import direction_of, language_of

EDITABLE_FOR = timedelta(minutes=5)
EDITABLE = frozenset({Comment.Status.WAITING, Comment.Status.APPROVED})


class NotChanged(Exception):
    """An edit that was not taken. `words` say why to the writer; `is_over`: no later try will be; `retry_after` in seconds."""

    def __init__(self, words: str, *, is_over: bool = False, retry_after: int = 0):
        super().__init__(words)
        self.words, self.is_over, self.retry_after = words, is_over, retry_after


def may_edit(comment: Comment, at: datetime | None = None) -> bool:
    """Whether its writer may still change it, by our clock."""
    return comment.status in EDITABLE and (at or timezone.now()) - comment.posted <= EDITABLE_FOR


def edit(comment: Comment, text: str, *, by: Reader) -> Comment:
    """Give `comment` the cleaned `text`, judged by the same list as when it was posted. The comment as it is then.

    A verdict “hold” makes an approved one wait again; else it stays as it was, and a moderator is shown that it changed.
    What waits goes on waiting: an edit is no way to try words until the list lets them through. Raises NotChanged, with
    the story's words untouched. Judged outside of the transaction, which locks the row and asks again whether it may.
    """
    if not by.wrote(comment):
        raise NotChanged(_("We cannot see that this comment is yours."), is_over=True)
    refuse_late(comment)
    if text == comment.text:
        return comment
    count_edit(comment)
    language = language_of(text)
    case, judgement = judged(
        comment.article,
        name=comment.author_name,
        email=comment.author_email,
        text=text,
        language=language,
        edited=comment,
        user_id=comment.user_id,
    )
    if judgement.outcome == REFUSE:
        verdict = judgement.verdicts[0]
        raise NotChanged(verdict.words, retry_after=verdict.retry_after)
    with transaction.atomic():
        counts.hold([comment.article_id])
        now = Comment.objects.select_for_update(of=("self",), no_key=True).get(pk=comment.pk)
        if not by.wrote(now):
            raise NotChanged(_("This comment was deleted meanwhile."), is_over=True)
        refuse_late(now)
        former = now.status
        if former == Comment.Status.APPROVED and not now.edited_unseen:
            now.seen_text = now.text
        now.text, now.language = text, language
        now.direction = direction_of(text, language) if language else "auto"
        now.digest, now.opening = case.digest or None, case.opening or None
        now.score = case.opinion.score if case.opinion else None
        now.filter_version = case.opinion.version if case.opinion else None
        now.edited_at = timezone.now()
        stand_after(now, judgement)
        now.save(update_fields=list(EDITED))
        made = audit.entry(
            None, "edit_own", **log.of_comment(now.pk), before={"status": former}, after={"status": str(now.status)}
        )
        log.by_its_reader(made)
        if Comment.Status.APPROVED in {former, now.status}:
            changed({now.article_id})
    return now


EDITED = (
    "text",
    "seen_text",
    "language",
    "direction",
    "digest",
    "opening",
    "score",
    "filter_version",
    "edited_at",
    "edited_unseen",
    "status",
    "reasons",
)


def stand_after(comment: Comment, judgement: Judgement) -> None:
    """What becomes of an edited comment: `status`, `reasons` and `edited_unseen`."""
    if judgement.outcome == HOLD:
        comment.status = Comment.Status.WAITING
        comment.reasons = [verdict.stored() for verdict in judgement.verdicts]
    comment.edited_unseen = comment.status == Comment.Status.APPROVED


def refuse_late(comment: Comment) -> None:
    if comment.status not in EDITABLE:
        raise NotChanged(_("A moderator has decided on this comment; it cannot be changed any more."), is_over=True)
    if not may_edit(comment):
        raise NotChanged(
            _("The five minutes in which a comment can be changed are over. You can delete it and write a new one."),
            is_over=True,
        )


def count_edit(comment: Comment) -> None:
    """An edit costs as much as a comment, so it is counted as one: of the reader and the network, not of the story."""
    rate = rates.Rates(
        reader=comment.author_email,
        network=prefix_of(current_origin()),
        story=None,
        is_known=comment.decided_at is not None,
    )
    over = rate.over()
    if not over.wait:
        with transaction.atomic():
            over = rate.count()
    if over.wait:
        raise NotChanged(
            _("You are sending a lot in a short time. Wait a little and send it again."), retry_after=over.wait
        )


def delete(pk: int, *, by: Reader) -> bool:
    """Take comment `pk` from everybody's eyes: its words and name go, its place stays where answers stand below it.

    Again does nothing. False when it is not theirs.
    """
    with transaction.atomic():
        counts.hold(Comment.objects.filter(pk=pk).values_list("article_id", flat=True))
        comment = Comment.objects.select_for_update(of=("self",)).filter(pk=pk).first()
        if comment is None:
            return False
        if comment.status == Comment.Status.DELETED:
            return True
        if not by.wrote(comment):
            return False
        former = comment.status
        empty([comment])
        made = audit.entry(
            None, "delete_own", **log.of_comment(pk), before={"status": former}, after={"status": "deleted"}
        )
        log.by_its_reader(made)
    return True
