"""The breaking banner: the verbs show, change and end, and what of it a page shows at a moment.

It comes and goes by its moments: no job has to run for it. Each page says with it until when the page holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Min, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.fronts.models import Banner
from articles.page_cache import purge, tags_of
from articles.publishing import audit
from articles.publishing.models import Article, Edition
from articles.publishing.rights import require_permission

TAG = "banner"  # on every page with the frame, so that a new banner purges pages that had none


class BannerRefused(Exception):
    """A banner that cannot be; its text is a sentence for an editor."""


@dataclass(frozen=True)
class Breaking:
    """What readers see on top of a page: the words, and the address of the story while readers can read it."""

    text: str
    path: str | None = None


@dataclass(frozen=True)
class Shown:
    """What a page shows of banners at a moment, which tags that gives the page, and when it next changes by itself."""

    banner: Breaking | None
    tags: tuple[str, ...]
    until: datetime | None


def show(
    *,
    by: User | None,
    text: str,
    live_until: datetime,
    live_from: datetime | None = None,
    article: Article | None = None,
) -> Banner:
    """Put `text` on top of every page from `live_from` (default now) until `live_until`. Of two, the later is shown.

    Raises PermissionDenied, or BannerRefused without words or for an end that has passed.
    """
    require_permission(by, "articles.add_banner")
    start = live_from or timezone.now()
    refuse_unless_sensible(text, start, live_until)
    with transaction.atomic():
        made_by = {"made_by": by} if by else {}
        banner = Banner.objects.create(
            text=text.strip(), article=article, live_from=start, live_until=live_until, **made_by
        )
        audit.record(by, "show_banner", banner, after=told(banner))
        purge(*tags_of([banner]))
    return banner


def change(
    banner: Banner, *, by: User | None, text: str, live_from: datetime, live_until: datetime, article: Article | None
) -> Banner:
    """Other words, another story or other moments. Locks the row. Raises like `show`."""
    require_permission(by, "articles.change_banner")
    refuse_unless_sensible(text, live_from, live_until)
    with transaction.atomic():
        locked = Banner.objects.select_for_update(of=("self",)).get(pk=banner.pk)
        before = told(locked)
        locked.text, locked.article = text.strip(), article
        locked.live_from, locked.live_until = live_from, live_until
        locked.save()
        audit.record(by, "change_banner", locked, before=before, after=told(locked))
        purge(*tags_of([locked]))
    return locked


def end(banner: Banner, *, by: User | None) -> None:
    """Take it down now. One that has not begun yet is dropped. Raises BannerRefused when it is over already."""
    require_permission(by, "articles.change_banner")
    with transaction.atomic():
        locked = Banner.objects.select_for_update(of=("self",)).get(pk=banner.pk)
        now = timezone.now()
        if locked.live_until <= now:
            raise BannerRefused(_("It is over already."))
        audit.record(by, "end_banner", locked, before=told(locked), after={"live_until": now.isoformat()})
        purge(*tags_of([locked]))
        if locked.live_from >= now:
            locked.delete()
        else:
            locked.live_until = now
            locked.save(update_fields=["live_until"])


def refuse_unless_sensible(text: str, start: datetime, end: datetime) -> None:
    if not text.strip():
        raise BannerRefused(_("Write what readers should see."))
    if end <= timezone.now():
        raise BannerRefused(_("That end has passed. Choose a later one."))
    if end <= start:
        raise BannerRefused(_("It ends before it begins. Choose a later end."))


def told(banner: Banner) -> dict[str, str | int | None]:
    return {
        "text": banner.text,
        "article": banner.article_id,
        "live_from": banner.live_from.isoformat(),
        "live_until": banner.live_until.isoformat(),
    }


def joined_to[Rows: QuerySet](rows: Rows, at: datetime) -> Rows:
    """`rows` with what `of` needs, the same in each: the frame of a page reads its sections and its banner at once."""
    live = Banner.objects.live(at)
    editions = Edition.objects.filter(article=OuterRef("article")).order_by()
    live = live.annotate(
        path=Subquery(editions.live(at).values("path")[:1]),
        story_starts=earliest(editions.filter(live_from__gt=at), "article", "live_from"),
        story_ends=earliest(editions.filter(live_until__gt=at), "article", "live_until"),
    )
    coming = Banner.objects.filter(live_from__gt=at).order_by("live_from").values("live_from")
    columns = ("text", "path", "article_id", "live_until", "story_starts", "story_ends")
    return rows.annotate(
        banner_next=Subquery(coming[:1]), **{f"banner_{name}": Subquery(live.values(name)[:1]) for name in columns}
    )


def of(rows: list) -> Shown:
    """What the first of `rows`, read by `joined_to`, knows of banners. A paper without sections has no banner either."""
    if not rows:
        return Shown(None, (TAG,), None)
    row = rows[0]
    if row.banner_text is None:
        return Shown(None, (TAG,), row.banner_next)
    moments = (row.banner_next, row.banner_live_until, row.banner_story_starts, row.banner_story_ends)
    story = (f"article:{row.banner_article_id}",) if row.banner_article_id else ()
    until = min((moment for moment in moments if moment), default=None)
    return Shown(Breaking(row.banner_text, row.banner_path), (TAG, *story), until)


def earliest(rows: QuerySet, group: str, moment: str) -> Subquery:
    return Subquery(rows.values(group).annotate(earliest=Min(moment)).values("earliest"))
