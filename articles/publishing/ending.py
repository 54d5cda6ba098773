"""Verbs of a planned end: `end_at` takes a story from readers at a moment to come, `cancel_end` lets it stay.

The end is a column of the edition, as its start is: at that moment no job has to run, and none can fail.
"""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.publishing import audit, rights
from articles.publishing.models import Article, Edition
from articles.publishing.steps import WorkflowRefused, announce, close, end_of, iso, lock
from articles.publishing.times import in_words


def end_at(article: Article, *, at: datetime, by: User | None, reason: str = "") -> Edition:
    """Let readers see the story until `at` and no longer; its address then answers 410 with `reason`. Locks the article.

    The end is that of the planned edition when there is one, else of the live one; an end planned before is replaced.
    Raises PermissionDenied; WorkflowRefused for a moment that has passed, or that lies before the planned edition
    starts, and for a story that readers neither see nor are about to.
    """
    with transaction.atomic():
        locked = lock(article)
        rights.require(by, "end", locked)
        now = timezone.now()
        last = locked.editions.not_ended(now).order_by("-live_from").first()
        refuse_unless_it_can_end(last, at, now)
        former = last.live_until
        close(last, at, Edition.Ending.EXPIRED, reason)
        audit.record(
            by,
            "end",
            locked,
            before={"edition": last.number, "live_until": iso(former)},
            after={"live_until": at.isoformat()},
            note=reason,
        )
        announce(last)
    return last


def refuse_unless_it_can_end(last: Edition | None, at: datetime, now: datetime) -> None:
    if last is None:
        raise WorkflowRefused(_("Readers see no edition of this article and none is scheduled: nothing can end."))
    if at <= now:
        raise WorkflowRefused(_("That moment has passed. Choose a later one, or withdraw the story now."))
    if at <= last.live_from:
        raise WorkflowRefused(
            _(
                "An edition is scheduled for %s, which is not before that end. Choose a later end, or cancel the schedule first."
            )
            % in_words(last.live_from)
        )


def cancel_end(article: Article, *, by: User | None) -> Edition:
    """Drop the planned end: the story stays, or stays until the edition that is scheduled replaces it.

    Raises PermissionDenied, or WorkflowRefused when no end is planned.
    """
    with transaction.atomic():
        locked = lock(article)
        rights.require(by, "cancel_end", locked)
        edition = end_of(locked, timezone.now())
        if edition is None:
            raise WorkflowRefused(_("No end is planned for this article."))
        former = edition.live_until
        later = locked.editions.filter(live_from__gt=edition.live_from).order_by("live_from").first()
        if later is not None:
            close(edition, later.live_from, Edition.Ending.SUPERSEDED)
        else:
            edition.live_until, edition.ending, edition.ending_reason = None, "", ""
            edition.save(update_fields=["live_until", "ending", "ending_reason"])
        audit.record(
            by,
            "cancel_end",
            locked,
            before={"edition": edition.number, "live_until": iso(former)},
            after={"live_until": iso(edition.live_until)},
        )
        announce(edition)
    return edition
