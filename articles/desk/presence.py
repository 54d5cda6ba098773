"""Presence: who has an article's form open, since when, and whose it is: a soft lock that never keeps a save back."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.desk.models import Notice, Presence
from articles.publishing import audit
from articles.publishing.models import Article

SEEN_WITHIN = timedelta(seconds=60)  # a form without a heartbeat for longer counts as closed; they come each 20 s
PURGED_AT_ONCE = 100
WHATEVER_WAS_SEEN = "whatever was seen"  # instead of a stamp: the form closed before its last heartbeat was answered


class TakeOverRefused(Exception):
    """Nothing to take over, or nobody to take it from. `str()` says so to an editor."""


@dataclass(frozen=True)
class Company:
    """The form of one article as `me` sees it. `owner` is None when it is mine, or nobody's."""

    others: list[Presence]
    owner: Presence | None
    stamp: str  # of my own row; `leave` frees it only while nothing newer of mine was seen
    version: int  # of the article now: more than the form's own means that somebody saved

    @property
    def mine(self) -> bool:
        return self.owner is None


def name_of(user: User) -> str:
    return user.get_full_name() or user.get_username()


def enter(article: Article, me: User, now: datetime) -> Company:
    """The page view of the form: `me` is here from now on, or still. Two queries, no lock.

    Where two people open a free article in the same moment, both rows stay without the flag of the owner, or only
    one has it; `owner_of` decides, and the next heartbeat writes it down.
    """
    rows = rows_of(article)
    mine = next((row for row in rows if row.user_id == me.pk), None)
    if mine is None:
        free = not any(row.owner or fresh(row, now) for row in rows)
        mine = Presence(article=article, user=me, since=now, seen=now, owner=free)
        Presence.objects.bulk_create([mine], ignore_conflicts=True)
    else:
        come_back(mine, now)
        Presence.objects.filter(pk=mine.pk).update(since=mine.since, seen=now, owner=mine.owner)
    return company([row for row in rows if row is not mine], mine, now, article.version)


def beat(article_id: int, me: User, now: datetime) -> Company:
    """The heartbeat of an open form: writes my row, and gives a freed lock to whoever came first.

    Locks the article. Raises Article.DoesNotExist when it was deleted.
    """
    with transaction.atomic():
        article = Article.objects.select_for_update(of=("self",)).only("version").get(pk=article_id)
        rows = rows_of(article)
        mine = next((row for row in rows if row.user_id == me.pk), None)
        if mine is None:
            mine, _made = Presence.objects.get_or_create(
                article_id=article_id, user=me, defaults={"since": now, "seen": now}
            )
            rows.append(mine)
        come_back(mine, now)
        mine.save(update_fields=["since", "seen", "owner"])
        give_lock(rows, owner_of(rows, now))
    purge(now)
    return company([row for row in rows if row is not mine], mine, now, article.version)


def leave(article_id: int, me: User, stamp: str = "") -> None:
    """The form was closed. With `stamp`: only when no other form of mine was seen since. Frees the lock."""
    rows = Presence.objects.filter(article=article_id, user=me)
    for row in rows:
        if not stamp or row.seen.isoformat() == stamp:
            rows.filter(seen=row.seen).delete()


def take_over(article: Article, *, by: User) -> Presence:
    """Make the lock `by`'s, tell its former owner, leave a trace. Raises TakeOverRefused when it is nobody else's.

    Locks the article. Returns the former owner's row.
    """
    with transaction.atomic():
        locked = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
        now = timezone.now()
        rows = rows_of(locked)
        former = owner_of(rows, now)
        if former is None or former.user_id == by.pk:
            raise TakeOverRefused(_("Nobody else holds this article. It is yours already."))
        mine, _made = Presence.objects.get_or_create(article=locked, user=by, defaults={"since": now, "seen": now})
        mine.seen = now
        mine.save(update_fields=["seen"])
        give_lock([*[row for row in rows if row.pk != mine.pk], mine], mine)
        audit.record(
            by,
            "take_over",
            locked,
            before={"owner": former.user.get_username()},
            after={"owner": by.get_username()},
        )
        Notice.objects.create(
            user=former.user,
            kind=Notice.Kind.TAKEN_OVER,
            article=locked,
            text=(_("%(who)s took over “%(what)s” from you.") % {"who": name_of(by), "what": locked.headline})[:300],
        )
    return former


def purge(now: datetime) -> None:
    """Delete rows of forms long closed, of any article, leaving those that another request is just bringing back."""
    with transaction.atomic():
        old = Presence.objects.filter(seen__lt=now - SEEN_WITHIN).select_for_update(skip_locked=True)
        ids = list(old.values_list("pk", flat=True)[:PURGED_AT_ONCE])
        if ids:
            Presence.objects.filter(pk__in=ids).delete()


def fresh(row: Presence, now: datetime) -> bool:
    return row.seen >= now - SEEN_WITHIN


def owner_of(rows: list[Presence], now: datetime) -> Presence | None:
    """Who took it over, else who has had it open the longest; only of those still seen."""
    here = sorted((row for row in rows if fresh(row, now)), key=lambda row: (row.since, row.pk or 0))
    return next((row for row in here if row.owner), here[0] if here else None)


def come_back(mine: Presence, now: datetime) -> None:
    """My row after a heartbeat: whoever was away for too long starts anew, behind those who stayed."""
    if not fresh(mine, now):
        mine.since, mine.owner = now, False
    mine.seen = now


def give_lock(rows: list[Presence], owner: Presence | None) -> None:
    """Write the flag where it is not so already; first taken, then given, as the constraint allows one at a time."""
    for row in rows:
        if row.owner and row is not owner:
            Presence.objects.filter(pk=row.pk).update(owner=False)
            row.owner = False
    if owner is not None and not owner.owner:
        # A page view writes without the lock: when one just took the flag, it has it, and the next heartbeat sees it.
        with suppress(IntegrityError), transaction.atomic():
            Presence.objects.filter(pk=owner.pk).update(owner=True)
            owner.owner = True


def rows_of(article: Article) -> list[Presence]:
    return list(Presence.objects.filter(article=article).select_related("user"))


def company(others: list[Presence], mine: Presence, now: datetime, version: int) -> Company:
    here = sorted((row for row in others if fresh(row, now)), key=lambda row: (row.since, row.pk))
    owner = owner_of([*here, mine], now)
    return Company(here, owner if owner is not None and owner is not mine else None, mine.seen.isoformat(), version)
