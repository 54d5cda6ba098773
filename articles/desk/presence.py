"""Presence: who has an article's form open, since when, and whose it is: a soft lock that never keeps a save back.

Requests overtake each other: a heartbeat may be worked off after its form said goodbye. So a row closes at a moment,
`closed_at`, by a goodbye or by a minute's silence, and only a page view or a heartbeat that heard from the server
after that moment opens it again. A form that closed has heard nothing later than its goodbye; one that is still open,
another tab or a computer that slept, hears the refusal, and with it the stamp to come back with.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.desk.models import Notice, Presence
from articles.publishing import audit
from articles.publishing.models import Article

SEEN_WITHIN = timedelta(seconds=60)  # a form without a heartbeat for longer counts as closed; they come each 20 s
PURGED_AT_ONCE = 100
REMEMBERED = SEEN_WITHIN  # a closed row stays that long, for requests still on their way
WHATEVER_WAS_SEEN = "whatever was seen"  # instead of a stamp: the form closed before its last heartbeat was answered


class TakeOverRefused(Exception):
    """Nothing to take over, or nobody to take it from. `str()` says so to an editor."""


@dataclass(frozen=True)
class Company:
    """The form of one article as `me` sees it. `owner` is None when it is mine, or nobody's."""

    others: list[Presence]
    owner: Presence | None
    stamp: str  # what my form has heard: `leave` frees only what it has seen, `beat` opens only what closed before it
    version: int  # of the article now: more than the form's own means that somebody saved
    here: bool = True  # False: my row is closed, and the heartbeat came from before; one with `stamp` opens it

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
    rows = list(rows_of(article))
    mine = next((row for row in rows if row.user_id == me.pk), None)
    if mine is None:
        free = not any(row.owner or fresh(row, now) for row in rows)
        mine = Presence(article=article, user=me, since=now, seen=now, owner=free)
        Presence.objects.bulk_create([mine], ignore_conflicts=True)
    else:
        come_back(mine, now)
        Presence.objects.filter(pk=mine.pk).update(since=mine.since, seen=mine.seen, owner=mine.owner)
    return company([row for row in rows if row is not mine], mine, now, article.version)


def beat(article_id: int, me: User, heard: str = "") -> Company:
    """The heartbeat of an open form: writes my row, and gives a freed lock to whoever came first.

    `heard` is the last stamp the form was given: where my row closed since, it stays closed, and the answer says so.
    Locks the article. Raises Article.DoesNotExist when it was deleted.
    """
    with transaction.atomic():
        article = locked(article_id)
        now = timezone.now()  # not before the lock: whoever waited for it comes later than what it waited for
        rows = list(rows_of(article).select_for_update(of=("self",)))  # a purge passes over them
        mine = next((row for row in rows if row.user_id == me.pk), None)
        closed = closed_at(mine, now)
        here = closed > now or newer(heard, closed)
        if here:
            if mine is None:
                mine, _made = Presence.objects.get_or_create(
                    article_id=article_id, user=me, defaults={"since": now, "seen": now}
                )
                rows.append(mine)
            come_back(mine, now)
            mine.save(update_fields=["since", "seen", "owner"])
        give_lock(rows, owner_of(rows, now))
    purge(now)
    others = [row for row in rows if row.user_id != me.pk]
    if mine is None or not here:  # nothing is written: this one only bears the stamp to come back with
        mine = Presence(article=article, user=me, since=now, seen=max(now, closed + timedelta.resolution))
    return company(others, mine, now, article.version, here=here)


def leave(article_id: int, me: User, stamp: str = "") -> None:
    """The form was closed. With `stamp`: only when no other form of mine was seen since. Frees the lock.

    Without it the row is closed anew even where it is closed or gone: a heartbeat coming back may be on its way.
    Locks the article, as heartbeats do: each of them comes wholly before this or wholly after.
    """
    with transaction.atomic(), suppress(Article.DoesNotExist):
        article = locked(article_id)
        now = timezone.now()
        mine = Presence.objects.filter(article=article, user=me).select_for_update().first()
        if stamp and (mine is None or mine.seen.isoformat() != stamp):
            return
        left = {"seen": max(now, mine.seen if mine else now) - SEEN_WITHIN, "owner": False}
        Presence.objects.update_or_create(
            article=article, user=me, defaults=left, create_defaults=left | {"since": now}
        )


def take_over(article: Article, *, by: User) -> Presence:
    """Make the lock `by`'s, tell its former owner, leave a trace. Raises TakeOverRefused when it is nobody else's.

    Locks the article. Returns the former owner's row.
    """
    with transaction.atomic():
        held = locked(article.pk)
        now = timezone.now()
        rows = list(rows_of(held))
        former = owner_of(rows, now)
        if former is None or former.user_id == by.pk:
            raise TakeOverRefused(_("Nobody else holds this article. It is yours already."))
        mine, _made = Presence.objects.get_or_create(article=held, user=by, defaults={"since": now, "seen": now})
        mine.seen = now
        mine.save(update_fields=["seen"])
        give_lock([*[row for row in rows if row.pk != mine.pk], mine], mine)
        audit.record(
            by,
            "take_over",
            held,
            before={"owner": former.user.get_username()},
            after={"owner": by.get_username()},
        )
        Notice.objects.create(
            user=former.user,
            kind=Notice.Kind.TAKEN_OVER,
            article=held,
            text=(_("%(who)s took over “%(what)s” from you.") % {"who": name_of(by), "what": held.headline})[:300],
        )
    return former


def purge(now: datetime) -> None:
    """Delete rows closed long enough, of any article, leaving those that another request is just bringing back."""
    with transaction.atomic():
        old = Presence.objects.filter(seen__lt=now - SEEN_WITHIN - REMEMBERED).select_for_update(skip_locked=True)
        ids = list(old.values_list("pk", flat=True)[:PURGED_AT_ONCE])
        if ids:
            Presence.objects.filter(pk__in=ids).delete()


def locked(article_id: int) -> Article:
    return Article.objects.select_for_update(of=("self",)).only("version", "headline").get(pk=article_id)


def closed_at(row: Presence | None, now: datetime) -> datetime:
    """When the row closed, or will without another heartbeat. Without a row: the last moment it may have been, if ever."""
    return row.seen + SEEN_WITHIN if row else now - REMEMBERED


def fresh(row: Presence, now: datetime) -> bool:
    return closed_at(row, now) > now


def newer(heard: str, closed: datetime) -> bool:
    """Whether a stamp was given after that moment. No stamp, and one that is none, was not."""
    try:
        return datetime.fromisoformat(heard) > closed
    except (ValueError, TypeError):  # TypeError: without a time zone
        return False


def owner_of(rows: list[Presence], now: datetime) -> Presence | None:
    """Who took it over, else who has had it open the longest; only of those still seen."""
    here = sorted((row for row in rows if fresh(row, now)), key=lambda row: (row.since, row.pk or 0))
    return next((row for row in here if row.owner), here[0] if here else None)


def come_back(mine: Presence, now: datetime) -> None:
    """My row after a heartbeat: whoever was away for too long starts anew, behind those who stayed.

    Each is seen later than before, also where two servers' clocks disagree: a stamp names one of them only.
    """
    if not fresh(mine, now):
        mine.since, mine.owner = now, False
    mine.seen = max(now, mine.seen + timedelta.resolution)


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


def rows_of(article: Article) -> QuerySet[Presence]:
    return Presence.objects.filter(article=article).select_related("user")


def company(others: list[Presence], mine: Presence, now: datetime, version: int, *, here: bool = True) -> Company:
    present = sorted((row for row in others if fresh(row, now)), key=lambda row: (row.since, row.pk))
    owner = owner_of([*present, mine], now)
    taken_by = owner if owner is not None and owner is not mine else None
    return Company(present, taken_by, mine.seen.isoformat(), version, here)
