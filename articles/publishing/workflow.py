"""The verbs of publication: publish, schedule, cancel_schedule, withdraw. Each checks, locks, changes, logs, announces.

An article has at most one edition that readers see now and one that is planned; a new one replaces the planned one,
which nobody ever saw. A planned end (ending.py) belongs to the story and not to the edition: each new edition that
starts before it takes it over, until somebody cancels it.
`by` is the user, or None for an operator at the command line, who may do everything. Ending, restoring, correcting and
moving a section stand in modules of their own: ending.py, restoring.py, correcting.py, moving.py.
"""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.page_cache import purge
from articles.publishing import audit, revisions, rights
from articles.publishing.checks import problems_of
from articles.publishing.checks.ticks import EVERY_WARNING, Acknowledged
from articles.publishing.editions import freeze
from articles.publishing.models import Article, Edition
from articles.publishing.steps import (
    WarningsToTick,
    WorkflowRefused,
    announce,
    close,
    drop_planned,
    end_of,
    iso,
    keep_address,
    lock,
    pass_warnings,
    refuse_errors,
    refuse_the_same,
    refuse_unless_time_allows,
    take_over_end,
)

__all__ = ["WarningsToTick", "WorkflowRefused", "cancel_schedule", "lock", "publish", "schedule", "withdraw"]


def publish(
    article: Article,
    *,
    by: User | None,
    at: datetime | None = None,
    note: str = "",
    substantive: bool = True,
    acknowledged: Acknowledged = (),
    only_if_changed: bool = False,
) -> Edition:
    """Freeze `article` as saved into a new edition that readers see from `at` (default now) on. Locks the article row.

    The edition readers see closes at the same moment. A planned edition is replaced. `acknowledged` are the keys of the
    warnings that `by` saw and lets pass; an operator at the command line lets all of them pass. With `only_if_changed`
    the text that readers see already makes no edition, so that a button pressed twice publishes once.
    Raises PermissionDenied; WorkflowRefused for a moment in the past, an embargo, or an error that the pre-publish
    checks find (ErrorsFound); WarningsToTick when only warnings stand in the way.
    """
    require(by, "articles.publish_article")
    with transaction.atomic():
        locked = lock(article)
        require(by, "articles.publish_article", locked)
        now = timezone.now()
        start = at or now
        refuse_unless_time_allows(locked, start=start, now=now)
        problems = problems_of(locked)
        refuse_errors(problems)
        revision = revisions.record(locked, user=by)
        if only_if_changed and at is None:
            refuse_the_same(locked, revision, now)
        warnings = pass_warnings(problems, revision, EVERY_WARNING if by is None else acknowledged, by)
        planned_end = end_of(locked, now)
        replaced = drop_planned(locked, now)
        current = locked.editions.live(start).first()
        path = keep_address(locked)
        if current is not None:
            close(current, start, Edition.Ending.SUPERSEDED)
        edition = freeze(locked, revision, path=path, live_from=start, substantive=substantive, by=by, note=note)
        take_over_end(edition, planned_end)
        audit.record(
            by,
            "schedule" if start > now else "publish",
            locked,
            before={"edition": current.number if current else None, "replaced_schedule": iso(replaced)},
            after={
                "edition": edition.number,
                "live_from": start.isoformat(),
                "path": path,
                **({"live_until": edition.live_until.isoformat()} if edition.live_until else {}),
                **({"warnings": [problem.id for problem in warnings]} if warnings else {}),
            },
            note=note,
        )
        announce(edition, current)
    return edition


def schedule(
    article: Article, *, by: User | None, at: datetime, note: str = "", acknowledged: Acknowledged = ()
) -> Edition:
    """`publish` at a moment to come. Raises WorkflowRefused when `at` has passed."""
    if at <= timezone.now():
        raise WorkflowRefused(_("That moment has passed. Choose a later one, or publish now."))
    return publish(article, by=by, at=at, note=note, acknowledged=acknowledged)


def cancel_schedule(article: Article, *, by: User | None) -> None:
    """Drop the planned edition; the one readers see, if any, stays. Raises WorkflowRefused when none is planned."""
    require(by, "articles.publish_article")
    with transaction.atomic():
        locked = lock(article)
        require(by, "articles.publish_article", locked)
        dropped = drop_planned(locked, timezone.now())
        if dropped is None:
            raise WorkflowRefused(_("Nothing is scheduled for this article."))
        audit.record(by, "cancel_schedule", locked, before={"live_from": iso(dropped)})
        purge(*locked.cache_tags(), "front", "feeds", f"section:{locked.section_id}")


def withdraw(article: Article, *, by: User | None, reason: str = "") -> Edition:
    """Close what readers see, now, and drop what is planned. The address answers 410 with `reason` from now on.

    Raises WorkflowRefused when readers see no edition of it.
    """
    require(by, "articles.withdraw_article")
    with transaction.atomic():
        locked = lock(article)
        require(by, "articles.withdraw_article", locked)
        now = timezone.now()
        current = locked.editions.live(now).first()
        if current is None:
            raise WorkflowRefused(_("Readers see no edition of this article, so there is nothing to withdraw."))
        dropped = drop_planned(locked, now)
        close(current, now, Edition.Ending.WITHDRAWN, reason)
        audit.record(
            by,
            "withdraw",
            locked,
            before={"edition": current.number, "planned": iso(dropped)},
            after={"live_until": now.isoformat()},
            note=reason,
        )
        announce(current, gone=True)
    return current


def require(by: User | None, permission: str, article: Article | None = None) -> None:
    """Raise PermissionDenied unless `by` has `permission`, and `article` stands in a section of theirs (rights.py)."""
    rights.require_permission(by, permission, article)
