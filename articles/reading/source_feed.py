"""The feed of a source: what it said by name, newest story first."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.page_cache import holds_until, moment_of, public_page, shows
from articles.reading.attributions import editions_naming
from articles.reading.moments import next_change
from articles.reading.source_said import page_of, said_by
from articles.reading.sources import met_or_404, others_named
from articles.sourcing.models import Statement
from articles.syndication import identities
from articles.syndication.addresses import absolute
from articles.syndication.formats.answering import Feed, answer
from articles.syndication.formats.entry import Entry
from articles.text.excerpt import shorten
from articles.text.sanitise import clean_text

TITLE = 100  # characters


@public_page
def feed_source(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    """The newest statements of a source that has a page. Three queries."""
    at = moment_of(request)
    found = met_or_404(slug, at)
    statements = page_of(said_by(found, at), "").rows
    said = {"site": settings.SITE_NAME, "name": clean_text(found.name)}
    response = answer(
        Feed("feed_source", form, {"slug": found.slug}),
        title=_("%(site)s: what %(name)s said") % said,
        home=found.get_absolute_url(),
        description=_("Each statement of %(name)s in a story of %(site)s, on the record.") % said,
        entries=[entry_of(statement, said["name"]) for statement in statements],
    )
    shows(response, *found.cache_tags(), *others_named(found, statements))
    return holds_until(response, next_change(editions_naming(found), at))


def entry_of(statement: Any, name: str) -> Entry:
    """A statement as `said_by` reads it. Its identity tells no key of ours."""
    words = clean_text(statement.words)
    about = "; ".join(filter(None, [str(statement.role or ""), statement.told, statement.headline]))
    return Entry(
        identity=identities.of_statement(statement.pk),
        title=f"{name}: {shorten(words, TITLE)}",
        url=absolute(statement.path),
        published=statement.first_published,
        content=format_html("<blockquote>{}</blockquote><p>{}</p>", words, clean_text(about)),
        categories=[capfirst(str(Statement.Kind(statement.kind).label))],
        language=statement.story_language,
    )
