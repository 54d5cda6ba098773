"""The RSS 2.0 feed of corrections: what was wrong, what is right, newest first."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.page_cache import holds_until, moment_of, public_page, shows
from articles.publishing.models import Correction, Edition
from articles.syndication.addresses import absolute
from articles.syndication.corrected import as_html
from articles.text.sanitise import clean_text

LENGTH = 30
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@public_page
def feed_corrections(request: HttpRequest) -> HttpResponseBase:
    """The newest corrections of stories that readers can still read. Four queries."""
    at = moment_of(request)
    feed = CorrectionsFeed(
        title=_("%(site)s: corrections") % {"site": settings.SITE_NAME},
        link=absolute(reverse("corrections")),
        description=_("What %(site)s got wrong, and what is right.") % {"site": settings.SITE_NAME},
        language=settings.LANGUAGE_CODE,
        feed_url=absolute(reverse("feed_corrections")),
    )
    for correction in Correction.objects.public(at)[:LENGTH]:
        feed.add_item(**item_of(correction))
    response = HttpResponse(feed.writeString("utf-8"), content_type="application/rss+xml; charset=utf-8")
    # "front" as well: every publication and withdrawal purges it, and a withdrawn story takes its corrections along.
    shows(response, "corrections", "front")
    holds_until(response, Correction.objects.next_made(at))
    return holds_until(response, Edition.objects.next_change(at))


class CorrectionsFeed(Rss201rev2Feed):
    def latest_post_date(self):
        """The newest date in the feed, and not the clock: the same corrections are the same bytes."""
        return max((item["pubdate"] for item in self.items), default=NEVER)


def item_of(correction: Correction) -> dict[str, Any]:
    """`correction` as `Correction.objects.public` reads it, with its story's headline and path."""
    kind = capfirst(correction.get_kind_display())
    return {
        "title": f"{kind}: {clean_text(correction.headline)}",
        "link": absolute(correction.path),
        "description": as_html(correction),
        "unique_id": f"correction:{correction.pk}",
        "unique_id_is_permalink": False,
        "pubdate": correction.made,
        "categories": [kind],
    }
