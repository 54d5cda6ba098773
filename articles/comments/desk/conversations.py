"""Verbs on the conversation under a story: closed, slowed, on hold, and its other settings, by moderators and in a minute."""

from __future__ import annotations

from datetime import time
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.comments.desk import steps
from articles.comments.desk.models import ModerationStep
from articles.comments.discussions.models import Discussion
from articles.page_cache import purge
from articles.publishing import audit, rights
from articles.publishing.models import Article
from articles.publishing.steps import WorkflowRefused

VERB = "change_conversation"
SETTINGS = ("state", "slow_seconds", "first_held", "close_after_days", "opens_at", "closes_at", "note")
HOURS = frozenset({"opens_at", "closes_at"})


def of(article_id: int) -> Discussion:
    """The conversation of a story; an unsaved one that says nothing where nobody decided anything yet."""
    found = Discussion.objects.select_related("article").filter(pk=article_id).first()
    return found or Discussion(article=Article.objects.defer("body").get(pk=article_id))


def change(article: Article, *, by: User | None, reason: str = "", **settings: Any) -> Discussion:
    """Give the conversation these settings (of SETTINGS). `reason` stays in the audit log; `note` is for readers.

    Locks its row, which it makes when there is none. Does nothing when nothing differs. Raises PermissionDenied,
    WorkflowRefused, or ValidationError for values that are none.
    """
    rights.require(by, VERB, article)
    now = timezone.now()
    with transaction.atomic():
        Discussion.objects.get_or_create(article=article)
        locked = Discussion.objects.select_for_update(of=("self",)).get(pk=article.pk)
        former = settings_of(locked)
        for name, value in settings.items():
            setattr(locked, name, value)
        if (locked.opens_at is None) != (locked.closes_at is None):
            raise WorkflowRefused(_("Give both hours, the one of opening and the one of closing, or neither."))
        locked.clean_fields(exclude=["article"])
        changed = {name for name in SETTINGS if settings_of(locked)[name] != former[name]}
        if not changed:
            return locked
        locked.changed_at, locked.changed_by = now, by
        locked.save(update_fields=[*SETTINGS, "changed_at", "changed_by"])
        log(by, VERB, article, former, settings_of(locked), changed, note=reason)
        steps.record(by, VERB, {"article": article.pk, "settings": former}, count=1, now=now)
        announce(article.pk)
    return locked


def give_back(step: ModerationStep, *, by: User | None) -> bool:
    """Give the conversation its former settings, unless somebody changed them since. Expects a transaction."""
    locked = Discussion.objects.select_for_update(of=("self",)).filter(pk=step.before["article"]).first()
    if locked is None:
        return False
    article = Article.objects.defer("body").get(pk=locked.pk)
    rights.require(by, VERB, article)
    if locked.changed_at != step.created:
        return False
    present, former = settings_of(locked), step.before["settings"]
    for name in SETTINGS:
        kept = former[name]
        setattr(locked, name, time.fromisoformat(kept) if kept and name in HOURS else kept)
    locked.changed_at, locked.changed_by = timezone.now(), by
    locked.save(update_fields=[*SETTINGS, "changed_at", "changed_by"])
    changed = {name for name in SETTINGS if present[name] != former[name]}
    log(by, "undo_moderation", article, present, former, changed)
    announce(article.pk)
    return True


def settings_of(discussion: Discussion) -> dict[str, Any]:
    """As JSON takes them."""
    values = {name: getattr(discussion, name) for name in SETTINGS}
    return {name: value.isoformat() if isinstance(value, time) else value for name, value in values.items()}


def log(
    by: User | None, verb: str, article: Article, former: dict, present: dict, changed: set[str], note: str = ""
) -> None:
    audit.entry(
        by,
        verb,
        object_type="discussion",
        object_id=article.pk,
        object_name=f"conversation {article.pk}",
        before={name: former[name] for name in sorted(changed)},
        after={name: present[name] for name in sorted(changed)},
        note=note,
    ).save(force_insert=True)


def announce(article_id: int) -> None:
    purge(f"comments:{article_id}", f"article:{article_id}", gone=True)  # it may be off from now on
