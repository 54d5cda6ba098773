"""Who works on a story: the reporter who writes it and the editor who takes it."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.desk import presence
from articles.desk.models import Notice
from articles.desk.notices import tell
from articles.publishing import audit, rights, times
from articles.publishing.models import Article
from articles.publishing.workflow import WorkflowRefused, lock


def people(*kept: int | None) -> QuerySet[User]:
    """Those a story can be given to: active accounts of the desk, and the ids in `kept`, who hold it already."""
    able = Q(is_active=True, is_staff=True) | Q(pk__in=[pk for pk in kept if pk])
    return User.objects.filter(able).order_by("username")


def people_called(part: str) -> QuerySet[User]:
    """Those of `people` with `part` in their username or name."""
    named = Q()
    for word in part.split()[:5]:
        named &= Q(username__icontains=word) | Q(first_name__icontains=word) | Q(last_name__icontains=word)
    return people().filter(named)


def assign(article: Article, *, reporter: User | None, editor: User | None, by: User | None) -> Article:
    """Give `article` to these two (None: to nobody); the article as it then stands. Locks the row.

    Who is new to it gets a notice, unless they took it themselves. Raises PermissionDenied without the right to change
    the article, WorkflowRefused for someone who is not at the desk. Without a change nothing happens.
    """
    rights.require_permission(by, "articles.change_article", article)
    chosen = {"reporter": reporter, "editor": editor}
    with transaction.atomic():
        locked = lock(article)
        new = {role: who for role, who in chosen.items() if getattr(locked, f"{role}_id") != (who.pk if who else None)}
        if not new:
            return locked
        refuse_strangers(new)
        before = {role: name_of(getattr(locked, role)) for role in new}
        for role, who in new.items():
            setattr(locked, role, who)
        locked.save(update_fields=[*new, "modified"])
        audit.record(by, "assign", locked, before=before, after={role: name_of(who) for role, who in new.items()})
        for role, who in new.items():
            if who is not None and who != by:
                tell(who, Notice.Kind.ASSIGNED, words_for(role, locked, by), locked)
    return locked


def refuse_strangers(chosen: dict[str, User | None]) -> None:
    for who in chosen.values():
        if who is not None and not (who.is_active and who.is_staff):
            raise WorkflowRefused(_("%s has no access to the desk. Choose someone else.") % who)


def name_of(who: User | None) -> str:
    return who.get_username() if who else ""


def words_for(role: str, article: Article, by: User | None) -> str:
    """The notice: what the person is to do, which story, by when."""
    who = presence.name_of(by) if by else _("The desk")
    values = {"who": who, "headline": article.headline}
    if role == "reporter":
        words = _("%(who)s gave you the story “%(headline)s” to write.") % values
    else:
        words = _("%(who)s gave you the story “%(headline)s” to edit.") % values
    if article.due:
        words += " " + _("It is due %s.") % times.named(timezone.localtime(article.due), "j E, H:i")
    return words
