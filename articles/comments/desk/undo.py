"""Undo: the newest step of a moderator taken back, unless somebody decided otherwise since."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.comments import moderation
from articles.comments.desk import conversations, standing
from articles.comments.desk.models import ModerationStep
from articles.comments.models import Comment
from articles.publishing import rights
from articles.publishing.steps import WorkflowRefused

ON_COMMENTS = frozenset({"approve", "reject", "feature_comment", "unfeature_comment"})
ON_READERS = frozenset({"warn", "suspend", "ban", "lift_ban"})


@dataclass(frozen=True)
class Undone:
    """The step, the comments that stand as they did, and a sentence that says so."""

    step: ModerationStep
    comments: list[int]
    message: str


def newest_step(by: User) -> ModerationStep | None:
    """What `undo` would take back. One query."""
    return ModerationStep.objects.filter(by=by, undone_at=None).order_by("-pk").first()


def undo(*, by: User, step: int | None = None) -> Undone:
    """Take back the newest step of `by`, or the one asked for, which must be theirs.

    Raises PermissionDenied; WorkflowRefused when there is none, it was taken back, or all of it was overtaken.
    """
    rights.require(by, "undo_moderation")
    with transaction.atomic():
        own = ModerationStep.objects.select_for_update(of=("self",)).filter(by=by, undone_at=None)
        taken_back = own.filter(pk=step).first() if step is not None else own.order_by("-pk").first()
        if taken_back is None:
            raise WorkflowRefused(_("There is no decision of yours to take back."))
        comments, message = give_back(taken_back, by=by)
        taken_back.undone_at = timezone.now()
        taken_back.save(update_fields=["undone_at"])
        if joined := own.filter(pk=taken_back.before.get("joined")).first():
            moderation.give_back(joined, by=by)  # what somebody decided on since stays as they decided
            joined.undone_at = taken_back.undone_at
            joined.save(update_fields=["undone_at"])
    return Undone(taken_back, comments, message)


def give_back(step: ModerationStep, *, by: User) -> tuple[list[int], str]:
    if step.verb in ON_COMMENTS:
        outcome = moderation.give_back(step, by=by)
        if not outcome.count:
            raise WorkflowRefused(_("Somebody has decided on this since. Their decision stands."))
        told = ngettext("Taken back: %d comment.", "Taken back: %d comments.", outcome.count) % outcome.count
        if outcome.overtaken:
            left = ngettext(
                "%d was left as it is: somebody has decided on it since.",
                "%d were left as they are: somebody has decided on them since.",
                outcome.overtaken,
            )
            told = f"{told} {left % outcome.overtaken}"
        return [pk for pks in step.before["status"].values() for pk in pks], told
    if step.verb == "reply_comment":
        return [step.before["reply"]], take_reply_back(step, by=by)
    done = standing.give_back(step, by=by) if step.verb in ON_READERS else conversations.give_back(step, by=by)
    if not done:
        raise WorkflowRefused(
            _("This cannot be taken back any more: the reader was told already, or somebody has changed it since.")
        )
    return [], _("Taken back.")


def take_reply_back(step: ModerationStep, *, by: User) -> str:
    """A reply of the newsroom is taken from readers as any comment is."""
    reply = Comment.objects.filter(pk=step.before["reply"])
    outcome = moderation.decide(reply, Comment.Status.REJECTED, by=by, tell=False)
    if outcome.step is None:
        raise WorkflowRefused(_("This answer is not shown any more."))
    outcome.step.undone_at = timezone.now()
    outcome.step.save(update_fields=["undone_at"])
    return _("Taken back: readers do not see your answer any more.")
