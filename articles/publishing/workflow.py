"""The verbs of publication: publish, schedule, cancel_schedule, withdraw. Each checks, locks, changes, logs, announces.

An article has at most one edition that readers see now and one that is planned; a new one replaces the planned one,
which nobody ever saw. `by` is the user, or None for an operator at the command line, who may do everything.
"""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.page_cache import purge, tags_of
from articles.publishing import audit, revisions
from articles.publishing.checks import problems_of
from articles.publishing.editions import freeze
from articles.publishing.models import Address, Article, Edition


class WorkflowRefused(Exception):
    """A verb that cannot be done now. `messages` say why and what to do, each a sentence for an editor."""

    def __init__(self, *messages: str):
        super().__init__(" ".join(messages))
        self.messages = list(messages)


def publish(
    article: Article,
    *,
    by: User | None,
    at: datetime | None = None,
    note: str = "",
    substantive: bool = True,
) -> Edition:
    """Freeze `article` as saved into a new edition that readers see from `at` (default now) on. Locks the article row.

    The edition readers see closes at the same moment. A planned edition is replaced. Raises PermissionDenied,
    or WorkflowRefused for a moment in the past, an embargo, or what the pre-publish checks find.
    """
    require(by, "articles.publish_article")
    with transaction.atomic():
        locked = lock(article)
        now = timezone.now()
        start = at or now
        refuse_unless_publishable(locked, start=start, now=now)
        replaced = drop_planned(locked, now)
        current = locked.editions.live(start).first()
        revision = revisions.record(locked, user=by)
        path = keep_address(locked)
        if current is not None:
            close(current, start, Edition.Ending.SUPERSEDED)
        edition = freeze(locked, revision, path=path, live_from=start, substantive=substantive, by=by, note=note)
        audit.record(
            by,
            "schedule" if start > now else "publish",
            locked,
            before={"edition": current.number if current else None, "replaced_schedule": replaced},
            after={"edition": edition.number, "live_from": start.isoformat(), "path": path},
            note=note,
        )
        announce(edition, current)
    return edition


def schedule(article: Article, *, by: User | None, at: datetime, note: str = "") -> Edition:
    """`publish` at a moment to come. Raises WorkflowRefused when `at` has passed."""
    if at <= timezone.now():
        raise WorkflowRefused(_("That moment has passed. Choose a later one, or publish now."))
    return publish(article, by=by, at=at, note=note)


def cancel_schedule(article: Article, *, by: User | None) -> None:
    """Drop the planned edition; the one readers see, if any, stays. Raises WorkflowRefused when none is planned."""
    require(by, "articles.publish_article")
    with transaction.atomic():
        locked = lock(article)
        dropped = drop_planned(locked, timezone.now())
        if dropped is None:
            raise WorkflowRefused(_("Nothing is scheduled for this article."))
        audit.record(by, "cancel_schedule", locked, before={"live_from": dropped})
        purge(*locked.cache_tags(), "front", "feeds", f"section:{locked.section_id}")


def withdraw(article: Article, *, by: User | None, reason: str = "") -> Edition:
    """Close what readers see, now, and drop what is planned. The address answers 410 with `reason` from now on.

    Raises WorkflowRefused when readers see no edition of it.
    """
    require(by, "articles.withdraw_article")
    with transaction.atomic():
        locked = lock(article)
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
            before={"edition": current.number, "planned": dropped},
            after={"live_until": now.isoformat()},
            note=reason,
        )
        announce(current)
    return current


def require(by: User | None, permission: str) -> None:
    if by is None:
        return
    if not (by.is_active and by.has_perm(permission)):
        raise PermissionDenied(_("You may not do this. Ask someone who has the right: %s") % permission)


def lock(article: Article) -> Article:
    return Article.objects.select_for_update(of=("self",)).select_related("section").get(pk=article.pk)


def refuse_unless_publishable(article: Article, *, start: datetime, now: datetime) -> None:
    if start < now:
        raise WorkflowRefused(_("An edition cannot go live in the past. Choose a later moment, or publish now."))
    if article.embargo_until and start < article.embargo_until:
        until = date_format(timezone.localtime(article.embargo_until), "j F Y, H:i e")
        raise WorkflowRefused(_("Embargoed until %s. Schedule it for then, or lift the embargo first.") % until)
    if problems := problems_of(article):
        raise WorkflowRefused(*[f"{problem.message} {problem.hint}".strip() for problem in problems])


def keep_address(article: Article) -> str:
    """The path of the article as it stands, remembered for ever as its own."""
    path = article.address()
    Address.objects.get_or_create(path=path, defaults={"article": article})
    return path


def drop_planned(article: Article, now: datetime) -> str | None:
    """Delete an edition that has not gone live yet and reopen the one it would have replaced. Its start, if any."""
    planned = article.editions.filter(live_from__gt=now).first()
    if planned is None:
        return None
    start = planned.live_from
    planned.delete()
    article.editions.filter(live_until=start, ending=Edition.Ending.SUPERSEDED).update(live_until=None, ending="")
    return start.isoformat()


def close(edition: Edition, at: datetime, ending: str, reason: str = "") -> None:
    edition.live_until, edition.ending, edition.ending_reason = at, ending, reason[:300]
    edition.save(update_fields=["live_until", "ending", "ending_reason"])


def announce(*editions: Edition | None) -> None:
    """Purge what these editions show: themselves, their sections, topics, authors, sources, lists and feeds."""
    for edition in filter(None, editions):
        shown = [edition, *edition.topics.all(), *edition.authors.all(), *edition.sources.all()]
        purge(*tags_of(shown))
