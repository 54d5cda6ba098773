"""Feature: a comment at the head of its conversation, or in its place only. It changes no count."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.comments.desk import steps
from articles.comments.models import Comment
from articles.comments.moderation.choosing import Outcome, announce, entry, locked
from articles.publishing import rights
from articles.publishing.steps import WorkflowRefused

FEATURE, UNFEATURE = "feature_comment", "unfeature_comment"


def feature(comment: Comment, *, by: User | None) -> Outcome:
    """Put `comment` at the head of its conversation. Raises PermissionDenied; WorkflowRefused unless readers see it."""
    return _set_featured(comment, by=by, on=True)


def unfeature(comment: Comment, *, by: User | None) -> Outcome:
    """Leave `comment` in its place only."""
    return _set_featured(comment, by=by, on=False)


def _set_featured(comment: Comment, *, by: User | None, on: bool) -> Outcome:
    rights.require(by, FEATURE if on else UNFEATURE)
    now = timezone.now()
    with transaction.atomic():
        rows = locked(Comment.objects.filter(pk=comment.pk), by)
        if not rows or bool(rows[0]["featured_at"]) == on:
            return Outcome(0)
        if on and rows[0]["status"] != Comment.Status.APPROVED:
            raise WorkflowRefused(_("Only a comment that readers see can be featured. Approve it first."))
        Comment.objects.filter(pk=comment.pk).update(featured_at=now if on else None, featured_by=by if on else None)
        verb = FEATURE if on else UNFEATURE
        entry(comment.pk, verb, by=by).save(force_insert=True)
        step = steps.record(by, verb, steps.states_of(rows, [], []), count=1, now=now)
        announce(rows)
    return Outcome(1, step)
