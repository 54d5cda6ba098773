"""A reader's standing: warned, suspended until a day, banned, let in again. Each because of a comment, kept by digest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.comments.desk import statements, steps
from articles.comments.desk.models import ModerationStep, ReaderWarning, StatementOfReasons
from articles.comments.judging import bans
from articles.comments.judging.models import Ban, BanQuerySet
from articles.comments.models import Comment
from articles.publishing import audit, rights
from articles.publishing.steps import WorkflowRefused


@dataclass(frozen=True)
class Standing:
    """What is on record of one reader, newest first."""

    bans: list[Ban]
    warnings: list[ReaderWarning]

    @property
    def in_force(self) -> Ban | None:
        """The ban that keeps the reader out now: the one without an end, else the one that ends last."""
        now = timezone.now()
        running = [ban for ban in self.bans if not ban.lifted_at and (ban.until is None or ban.until > now)]
        return max(running, key=lambda ban: (ban.until is None, ban.until or now), default=None)


def standing_of(comment: Comment) -> Standing:
    """Of whoever wrote `comment`. Two queries, or none for somebody without an address."""
    address = statements.address_of(comment)
    if not address:
        return Standing([], [])
    digests = bans.digests_of(address)
    return Standing(
        list(Ban.objects.filter(who__in=digests).select_related("by", "lifted_by")),
        list(ReaderWarning.objects.filter(who__in=digests).select_related("by")),
    )


def bans_of(address: str) -> BanQuerySet:
    return Ban.objects.filter(who__in=bans.digests_of(address))


def warn(comment: Comment, *, words: str, by: User | None) -> ReaderWarning:
    """Warn whoever wrote `comment`, in words that are mailed to them a little later (outbox.py)."""
    address = reachable(comment, "warn", by)
    if not words.strip():
        raise WorkflowRefused(_("Write what the reader is told."))
    now = timezone.now()
    with transaction.atomic():
        made = ReaderWarning.objects.create(
            who=bans.digest_of(address), words=words.strip(), comment=comment, by=by, created=now
        )
        note_in_log(by, "warn", comment, after={"warning": made.pk})
        steps.record(by, "warn", {"warning": made.pk}, count=1, now=now)
    return made


def keep_out(
    comment: Comment, *, until: datetime | None, reason: str, rule: str = "", facts: str = "", by: User | None
) -> Ban:
    """Take no comments of whoever wrote `comment` until then, or for good. They are told why, with the way to appeal.

    `reason` is for the desk. Raises PermissionDenied; WorkflowRefused for somebody without an address, for a day that is
    past, or without a reason.
    """
    verb = "suspend" if until else "ban"
    address = reachable(comment, verb, by)
    now = timezone.now()
    if until and until <= now:
        raise WorkflowRefused(_("This moment is past. Choose a later one, or ban for good."))
    if not reason.strip():
        raise WorkflowRefused(_("Write why, for the desk."))
    with transaction.atomic():
        ban = Ban.objects.create(
            who=bans.digest_of(address), until=until, reason=reason.strip()[:300], comment=comment, by=by, created=now
        )
        measure = StatementOfReasons.Measure.SUSPENDED if until else StatementOfReasons.Measure.BANNED
        statement = StatementOfReasons.objects.create(
            comment=comment,
            email=address,
            measure=measure,
            ground=StatementOfReasons.Ground.TERMS,
            rule=rule.strip()[:300] or _("Our rules for comments"),
            facts=facts.strip() or _("What you wrote in the comment that stands below."),
            by=by,
            created=now,
        )
        note_in_log(by, verb, comment, after={"ban": ban.pk, "until": until.isoformat() if until else None})
        steps.record(by, verb, {"ban": ban.pk, "statements": [statement.pk]}, count=1, now=now)
    return ban


def lift(ban: Ban, *, by: User | None) -> Ban:
    """End `ban` now. It stays on the record. Does nothing to one that is lifted or over."""
    rights.require(by, "lift_ban")
    now = timezone.now()
    with transaction.atomic():
        locked = Ban.objects.select_for_update(of=("self",)).select_related("comment__article").get(pk=ban.pk)
        refuse_foreign(by, locked.comment)
        if locked.lifted_at or (locked.until and locked.until <= now):
            return locked
        locked.lifted_at, locked.lifted_by = now, by
        locked.save(update_fields=["lifted_at", "lifted_by"])
        audit.record(by, "lift_ban", locked, after={"lifted_at": now.isoformat()})
        steps.record(by, "lift_ban", {"ban": locked.pk}, count=1, now=now)
    return locked


def give_back(step: ModerationStep, *, by: User | None) -> bool:
    """Undo one of the verbs above; whether it could be. What was mailed already cannot be unsaid. Expects a transaction."""
    rights.require(by, step.verb)
    if step.verb == "warn":
        warning = ReaderWarning.objects.select_for_update(of=("self",)).filter(pk=step.before["warning"]).first()
        if warning is None or warning.told_at:
            return False
        audit.record(by, "undo_moderation", warning, after={"step": step.pk})
        warning.delete()
        return True
    ban = Ban.objects.select_for_update(of=("self",)).filter(pk=step.before["ban"]).first()
    if ban is None or (ban.lifted_at != step.created if step.verb == "lift_ban" else ban.lifted_at is not None):
        return False
    lifting = step.verb != "lift_ban"
    ban.lifted_at, ban.lifted_by = (timezone.now(), by) if lifting else (None, None)
    ban.save(update_fields=["lifted_at", "lifted_by"])
    statements.take_back(step.before.get("statements", []))
    audit.record(by, "undo_moderation", ban, after={"step": step.pk})
    return True


def reachable(comment: Comment, verb: str, by: User | None) -> str:
    """The address of whoever wrote `comment`. Raises PermissionDenied, or WorkflowRefused when there is none."""
    rights.require(by, verb, comment.article)
    address = statements.address_of(comment)
    if not address:
        raise WorkflowRefused(
            _(
                "This reader left no address, so nothing can be tied to them. Reject the comment, or close the conversation."
            )
        )
    return address


def refuse_foreign(by: User | None, comment: Comment | None) -> None:
    """A ban because of a comment of another section, or of none any more, is for those without a limit."""
    if rights.sections_of(by) is not None and (comment is None or not rights.covers(by, comment.article.section_id)):
        raise PermissionDenied(_("This ban was made under a story of a section that is not one of yours."))


def note_in_log(by: User | None, verb: str, comment: Comment, *, after: dict[str, Any]) -> None:
    """The log names the comment by its number only."""
    audit.entry(
        by, verb, object_type="comment", object_id=comment.pk, object_name=f"comment {comment.pk}", after=after
    ).save(force_insert=True)
