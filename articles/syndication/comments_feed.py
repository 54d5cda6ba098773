"""The RSS 2.0 feed of the comments under one story: what readers see of them, newest first."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.comments.models import Comment
from articles.comments.public_pages import gone, readable, told
from articles.comments.reading import Withdrawn, of_story
from articles.page_cache import moment_of, public_page
from articles.syndication.addresses import absolute
from articles.syndication.corrections_feed import CorrectionsFeed
from articles.text.sanitise import clean_text

LENGTH = 50


@public_page
def feed_comments(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The newest comments under a story. Four queries."""
    at = moment_of(request)
    edition = readable(public_id, at)
    if isinstance(edition, Withdrawn):
        return gone(request, edition)
    shown = of_story(edition)
    if shown.is_off:
        raise Http404(_("There is no such page of comments."))
    said = {"site": settings.SITE_NAME, "headline": clean_text(edition.headline)}
    feed = CorrectionsFeed(
        title=_("%(site)s: comments on “%(headline)s”") % said,
        link=absolute(f"{edition.path}#comments"),
        description=_("What readers say about “%(headline)s”.") % said,
        language=settings.LANGUAGE_CODE,
        feed_url=absolute(reverse("comments_feed", args=[public_id])),
    )
    for comment in edition.article.comments.public().filter(posted__lte=at).order_by("-posted", "-pk")[:LENGTH]:
        feed.add_item(**item_of(comment, public_id))
    response = HttpResponse(feed.writeString("utf-8"), content_type="application/rss+xml; charset=utf-8")
    return told(response, edition, shown)


def item_of(comment: Comment, public_id: str) -> dict[str, Any]:
    """What `add_item` takes. Its identity is its address, which never changes."""
    address = absolute(reverse("comment_thread", args=[public_id, comment.pk]))
    name = clean_text(comment.author_name) or _("Anonymous")
    return {
        "title": _("%(name)s, in answer to a comment") % {"name": name} if comment.thread_id else name,
        "link": address,
        "description": str(comment.text_html),
        "unique_id": address,
        "unique_id_is_permalink": True,
        "pubdate": comment.shown_at or comment.created,
    }
