"""The verb `restore`: bring back what readers last saw, as a new edition, whatever the working copy holds by now."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.publishing import audit, rights
from articles.publishing.editions import freeze_again
from articles.publishing.models import Address, Article, Edition
from articles.publishing.steps import WorkflowRefused, announce, lock, refuse_unless_time_allows
from articles.publishing.times import in_words


def restore(article: Article, *, by: User | None, note: str = "") -> Edition:
    """The last edition that readers saw, live again from now on under the next number. Locks the article row.

    For a story that was withdrawn or has ended. The working copy and its revisions are not touched, the text is not
    checked again: it was when it was published. Raises PermissionDenied; WorkflowRefused while readers see an edition,
    while one is scheduled, before the first, and for a story under embargo, on legal hold or not for publication.
    """
    with transaction.atomic():
        locked = lock(article)
        rights.require(by, "restore", locked)
        now = timezone.now()
        last = refuse_unless_it_can_come_back(locked, now)
        refuse_unless_time_allows(locked, start=now, now=now)
        path = f"/{last.section.slug}/{last.path.strip('/').partition('/')[2]}/"  # the section may have moved since
        Address.objects.get_or_create(path=path, defaults={"article": locked})
        edition = freeze_again(last, path=path, live_from=now, by=by, note=note)
        audit.record(
            by,
            "restore",
            locked,
            before={"edition": last.number, "ending": last.ending, "reason": last.ending_reason},
            after={"edition": edition.number, "live_from": now.isoformat(), "path": path},
            note=note,
        )
        announce(edition)
    return edition


def refuse_unless_it_can_come_back(article: Article, now) -> Edition:
    """The edition to bring back. Raises WorkflowRefused with what to do instead."""
    unended = article.editions.not_ended(now).order_by("live_from").first()
    if unended is not None and unended.live_from <= now:
        raise WorkflowRefused(_("Readers see an edition of this article, so there is nothing to bring back."))
    if unended is not None:
        raise WorkflowRefused(
            _("A new edition is scheduled for %s. Publish that one now, or cancel the schedule first.")
            % in_words(unended.live_from)
        )
    last = article.editions.select_related("section").order_by("-live_from").first()
    if last is None:
        raise WorkflowRefused(_("This article was never published, so there is no edition to bring back."))
    if article.legal_hold or article.not_for_publication:
        raise WorkflowRefused(
            _("The article is on legal hold or marked as not for publication. Lift that first, when it is settled.")
        )
    return last
