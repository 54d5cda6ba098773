"""The feed of corrections: what was wrong, what is right, newest first."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.page_cache import holds_until, moment_of, public_page, shows
from articles.publishing.models import Correction, Edition
from articles.syndication.addresses import absolute
from articles.syndication.corrected import as_html
from articles.syndication.formats.answering import Feed, answer
from articles.syndication.formats.entry import Entry

LENGTH = 30


@public_page
def feed_corrections(request: HttpRequest, form: str) -> HttpResponseBase:
    """The newest corrections of stories that readers can still read. Four queries."""
    at = moment_of(request)
    response = answer(
        Feed("feed_corrections", form),
        title=_("%(site)s: corrections") % {"site": settings.SITE_NAME},
        home=reverse("corrections"),
        description=_("What %(site)s got wrong, and what is right.") % {"site": settings.SITE_NAME},
        entries=[entry_of(correction) for correction in Correction.objects.public(at)[:LENGTH]],
    )
    # "front" as well: every publication and withdrawal purges it, and a withdrawn story takes its corrections along.
    shows(response, "corrections", "front")
    holds_until(response, Correction.objects.next_made(at))
    return holds_until(response, Edition.objects.next_change(at))


def entry_of(correction: Correction) -> Entry:
    """`correction` as `Correction.objects.public` reads it, with its story's headline and path."""
    kind = capfirst(correction.get_kind_display())
    return Entry(
        identity=f"correction:{correction.pk}",
        title=f"{kind}: {correction.headline}",
        url=absolute(correction.path),
        published=correction.made,
        content=as_html(correction),
        categories=[kind],
    )
