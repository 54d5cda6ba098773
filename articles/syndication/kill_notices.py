"""Kill notices: for a week a feed tells its subscribers, under the same identity, that a story was withdrawn, and why.

A feed reader keeps what it once fetched; only an item with the same guid replaces it. Nothing of the withdrawn text
goes out again, its headline and the words of its address included: they may be what had to go.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.publishing.models import Edition
from articles.publishing.querysets import EditionQuerySet
from articles.syndication import identities
from articles.syndication.addresses import absolute
from articles.syndication.formats.entry import Entry
from articles.text.sanitise import clean_text

TOLD_FOR = timedelta(days=7)  # most feed readers ask once a day; a week covers a holiday
MOST = 30  # as many as a feed has stories


def withdrawn_lately(at: datetime, editions: EditionQuerySet) -> list[Edition]:
    """Those of `editions` that were withdrawn in the week before `at` and not published again, newest first. One query."""
    later = Edition.objects.filter(
        article=OuterRef("article"), live_from__gte=OuterRef("live_until"), live_from__lte=at
    )
    return list(
        editions.filter(
            ~Exists(later), live_until__gt=at - TOLD_FOR, live_until__lte=at, ending=Edition.Ending.WITHDRAWN
        )
        .select_related("section")
        .defer("body_html", "body_text")
        .annotate(public_id=F("article__public_id"))
        .order_by("-live_until", "-pk")[:MOST]
    )


def next_silence(notices: list[Edition]) -> datetime | None:
    """When the first of `notices` leaves the feed."""
    return min((notice.live_until + TOLD_FOR for notice in notices if notice.live_until), default=None)


def notice_of(edition: Edition) -> Entry:
    """The identity and dates of the story, and in place of its words the reason."""
    day = date_format(timezone.localtime(edition.first_published), "j E Y")
    reason = clean_text(edition.ending_reason).strip()
    said = _("This story was withdrawn. Please remove it.")
    return Entry(
        identity=identities.of_story(edition.public_id),
        title=_("WITHDRAWN: a story in %(section)s of %(day)s")
        % {"section": clean_text(edition.section.name), "day": day},
        url=absolute(f"/{edition.section.slug}/{edition.public_id}/"),
        published=edition.first_published,
        updated=edition.live_until,
        summary=f"{said} {_('Reason:')} {reason}" if reason else said,
        categories=[edition.section.name],
    )
