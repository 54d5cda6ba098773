"""The verb `correct`: tell readers what was wrong and what is right, and publish the right text, in one step."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.publishing import audit, rights, workflow
from articles.publishing.checks.ticks import Acknowledged
from articles.publishing.models import Article, Correction, Edition
from articles.publishing.steps import WorkflowRefused, lock
from articles.publishing.times import in_words


def correct(
    article: Article,
    *,
    kind: str,
    text: str,
    by: User | None,
    wrong: str = "",
    right: str = "",
    acknowledged: Acknowledged = (),
) -> tuple[Correction, Edition]:
    """Note a correction of `kind` and publish the working copy as saved, which holds the right text, both or neither.

    Every kind moves “updated”: readers are told of it. Raises PermissionDenied without the right to correct or to
    publish; WorkflowRefused while readers see no edition, while one is scheduled (it would be replaced unseen), for an
    empty text or an unknown kind, and for whatever keeps the new edition from being published (see `publish`).
    """
    with transaction.atomic():
        locked = lock(article)
        rights.require(by, "correct", locked)
        text = text.strip()
        refuse_unless_there_is_something_to_correct(locked, kind, text)
        edition = workflow.publish(
            locked, by=by, note=str(Correction.Kind(kind).label), substantive=True, acknowledged=acknowledged
        )
        correction = Correction.objects.create(
            article=locked,
            kind=kind,
            text=text,
            wrong=wrong.strip()[:400],
            right=right.strip()[:400],
            made=edition.live_from,
            made_by=by,
        )
        audit.record(
            by,
            "correct",
            locked,
            before={"wrong": correction.wrong},
            after={"kind": kind, "right": correction.right, "edition": edition.number, "correction": correction.pk},
            note=text,
        )
    return correction, edition


def refuse_unless_there_is_something_to_correct(article: Article, kind: str, text: str) -> None:
    if kind not in Correction.Kind.values:
        raise WorkflowRefused(_("Choose what kind of correction it is."))
    if not text:
        raise WorkflowRefused(_("Say what readers are to be told."))
    now = timezone.now()
    if not article.editions.live(now).exists():
        raise WorkflowRefused(_("Readers see no edition of this article, so there is nothing to correct for them."))
    if planned := article.editions.filter(live_from__gt=now).first():
        raise WorkflowRefused(
            _(
                "A new edition is scheduled for %s and would be replaced by the corrected one. Publish it now, or cancel the schedule first."
            )
            % in_words(planned.live_from)
        )
