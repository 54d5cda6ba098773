"""The RSS 2.0 feed of a source: what it said by name, newest story first."""

from __future__ import annotations

import hashlib
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.page_cache import holds_until, moment_of, public_page, shows
from articles.reading.attributions import editions_naming
from articles.reading.moments import next_change
from articles.reading.source_said import page_of, said_by
from articles.reading.sources import met_or_404, others_named
from articles.sourcing.models import Statement
from articles.syndication.addresses import absolute
from articles.syndication.corrections_feed import CorrectionsFeed
from articles.text.excerpt import shorten
from articles.text.sanitise import clean_text

TITLE = 100  # characters


@public_page
def feed_source(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The newest statements of a source that has a page. Three queries."""
    at = moment_of(request)
    found = met_or_404(slug, at)
    statements = page_of(said_by(found, at), "").rows
    said = {"site": settings.SITE_NAME, "name": clean_text(found.name)}
    feed = CorrectionsFeed(
        title=_("%(site)s: what %(name)s said") % said,
        link=absolute(found.get_absolute_url()),
        description=_("Each statement of %(name)s in a story of %(site)s, on the record.") % said,
        language=settings.LANGUAGE_CODE,
        feed_url=absolute(reverse("feed_source", args=[found.slug])),
    )
    for statement in statements:
        feed.add_item(**item_of(statement, said["name"]))
    response = HttpResponse(feed.writeString("utf-8"), content_type="application/rss+xml; charset=utf-8")
    shows(response, *found.cache_tags(), *others_named(found, statements))
    return holds_until(response, next_change(editions_naming(found), at))


def item_of(statement: Any, name: str) -> dict[str, Any]:
    """What `add_item` takes, of a statement as `said_by` reads it. Its identity tells no key of ours."""
    words = clean_text(statement.words)
    about = "; ".join(filter(None, [str(statement.role or ""), statement.told, statement.headline]))
    return {
        "title": f"{name}: {shorten(words, TITLE)}",
        "link": absolute(statement.path),
        "description": format_html("<blockquote>{}</blockquote><p>{}</p>", words, clean_text(about)),
        "unique_id": f"statement:{hashlib.sha256(f'{statement.pk}:{settings.SITE_URL}'.encode()).hexdigest()[:24]}",
        "unique_id_is_permalink": False,
        "pubdate": statement.first_published,
        "categories": [capfirst(Statement.Kind(statement.kind).label)],
    }
