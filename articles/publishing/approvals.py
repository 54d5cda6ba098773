"""The verb of the second person: agreeing to a story as saved. What an agreement holds for stands in `consent`."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction
from django.dispatch import Signal
from django.utils.translation import gettext as _

from articles.publishing import audit, revisions, rights
from articles.publishing.consent import revisions_of_this_text
from articles.publishing.models import Approval, Article
from articles.publishing.workflow import WorkflowRefused, lock

approved = Signal()  # sent with `approval` and `article`, within the transaction


def approve(article: Article, *, by: User, note: str = "") -> Approval:
    """Record that `by` agrees to `article` as saved, on its newest revision. Locks the article.

    Raises PermissionDenied without the right, WorkflowRefused for whoever wrote this text or approved it already.
    """
    rights.require_permission(by, "articles.add_approval", article)
    with transaction.atomic():
        locked = lock(article)
        newest = revisions.record(locked, user=None)  # a text without a revision was written by nobody we know
        same = list(revisions_of_this_text(locked))
        if same[-1].user_id == by.pk:
            raise WorkflowRefused(
                _("You changed this text last, so someone else must approve it. Ask another editor to look at it.")
            )
        if Approval.objects.filter(revision__in=same, user=by).exists():
            raise WorkflowRefused(_("You approved this text already."))
        approval = Approval.objects.create(revision=newest, user=by, note=note[:300])
        audit.record(by, "approve", locked, after={"revision": newest.number}, note=note)
        approved.send(sender=None, approval=approval, article=locked)
    return approval
