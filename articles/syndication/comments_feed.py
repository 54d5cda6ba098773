"""The feed of the comments under one story: what readers see of them, newest first."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.comments.models import Comment
from articles.comments.public_pages import gone, readable, told
from articles.comments.reading import Withdrawn, of_story
from articles.page_cache import moment_of, public_page
from articles.syndication.addresses import absolute
from articles.syndication.formats.answering import Feed, answer
from articles.syndication.formats.entry import Entry, Person
from articles.text.sanitise import clean_text

LENGTH = 50


@public_page
def feed_comments(request: HttpRequest, public_id: str, form: str) -> HttpResponseBase:
    """The newest comments under a story. Four queries."""
    at = moment_of(request)
    edition = readable(public_id, at)
    if isinstance(edition, Withdrawn):
        return gone(request, edition)
    shown = of_story(edition)
    if shown.is_off:
        raise Http404(_("There is no such page of comments."))
    said = {"site": settings.SITE_NAME, "headline": clean_text(edition.headline)}
    comments = edition.article.comments.public().filter(posted__lte=at).order_by("-posted", "-pk")[:LENGTH]
    response = answer(
        Feed("comments_feed", form, {"public_id": public_id}),
        title=_("%(site)s: comments on “%(headline)s”") % said,
        home=f"{edition.path}#comments",
        description=_("What readers say about “%(headline)s”.") % said,
        entries=[entry_of(comment, public_id) for comment in comments],
    )
    return told(response, edition, shown)


def entry_of(comment: Comment, public_id: str) -> Entry:
    """Its identity is its address, which never changes."""
    address = absolute(reverse("comment_thread", args=[public_id, comment.pk]))
    name = clean_text(comment.author_name) or _("Anonymous")
    return Entry(
        identity=address,
        is_address=True,
        title=_("%(name)s, in answer to a comment") % {"name": name} if comment.thread_id else name,
        url=address,
        published=comment.shown_at or comment.created,
        content=str(comment.text_html),
        authors=[Person(name)],
    )
