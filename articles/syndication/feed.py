"""The feeds of stories: of the whole paper, a section, a topic, an author; the newest, in full, each in every form."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.page_cache import holds_until, moment_of, public_page, shows
from articles.publishing.models import Author, Correction, Edition, Section, SectionAddress, Topic
from articles.publishing.querysets import EditionQuerySet
from articles.syndication.corrected import corrections_of
from articles.syndication.entries import entry_of, full_stories, lead_of, next_end_of_licence
from articles.syndication.feed_body import pictures_of
from articles.syndication.formats.answering import Feed, answer
from articles.syndication.kill_notices import next_silence, notice_of, withdrawn_lately
from articles.text.sanitise import clean_text

LENGTH = 30  # stories
# A feed names sections, topics, authors and publishers of many stories: of each kind one coarse tag.
TAGS = ("feeds", "corrections", "sections", "topics", "authors", "sources")


@public_page
def feed_all(request: HttpRequest, form: str) -> HttpResponseBase:
    """All stories. Seven queries at most, whatever their number."""
    said = {
        "title": settings.SITE_NAME,
        "home": reverse("front"),
        "description": _("All stories from %(site)s, the newest first.") % {"site": settings.SITE_NAME},
    }
    return feed_of_stories(request, Feed("feed_all", form), Edition.objects.all(), said)


@public_page
def feed_section(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    """A section's. Its former names lead here, as those of its page do."""
    found = Section.objects.filter(slug=slug).first()
    if found is None:
        former = get_object_or_404(SectionAddress.objects.select_related("section"), slug=slug)
        return HttpResponsePermanentRedirect(Feed("feed_section", form, {"slug": former.section.slug}).path)
    said = said_of(found, _("The newest stories in %(name)s from %(site)s."))
    return feed_of_stories(
        request, Feed("feed_section", form, {"slug": slug}), Edition.objects.filter(section=found), said
    )


@public_page
def feed_topic(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    found = get_object_or_404(Topic, slug=slug)
    said = said_of(found, _("Stories about %(name)s from %(site)s."))
    editions = Edition.objects.filter(topics=found)
    return feed_of_stories(request, Feed("feed_topic", form, {"slug": slug}), editions, said, needs_a_story=True)


@public_page
def feed_author(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    found = get_object_or_404(Author, slug=slug)
    said = said_of(found, _("Stories by %(name)s in %(site)s."))
    editions = Edition.objects.filter(authors=found)
    return feed_of_stories(request, Feed("feed_author", form, {"slug": slug}), editions, said, needs_a_story=True)


def said_of(subject: Section | Topic | Author, about: str) -> dict[str, str]:
    """What the feed of `subject` says of itself: its own description, or `about` with %(name)s and %(site)s in it."""
    names = {"name": clean_text(subject.name), "site": settings.SITE_NAME}
    own = getattr(subject, "description", "")
    return {
        "title": _("%(site)s: %(name)s") % names,
        "home": subject.get_absolute_url(),
        "description": own or about % names,
    }


def feed_of_stories(
    request: HttpRequest, feed: Feed, editions: EditionQuerySet, said: dict[str, str], *, needs_a_story: bool = False
) -> HttpResponseBase:
    """The live ones of `editions`, and first of all what was withdrawn lately of them. Eight queries at most.

    With `needs_a_story`, what has no live one is a 404, as its page is: a topic of drafts would tell of the drafts, and one
    of withdrawn stories of what had to go.
    """
    at = moment_of(request)
    stories = list(full_stories(editions.live(at))[:LENGTH])
    notices = withdrawn_lately(at, editions)
    if needs_a_story and not stories:
        raise Http404("no public story is of this feed")
    pictures = pictures_of((story.body_html for story in stories), at)
    corrections = corrections_of(stories, at)
    entries = [notice_of(notice) for notice in notices]
    entries += [entry_of(story, pictures, corrections.get(story.article_id, []), at) for story in stories]
    response = answer(feed, **said, entries=entries)
    shown = [*pictures.values(), *(lead for story in stories if (lead := lead_of(story, at)))]
    shows(response, *TAGS, *(f"picture:{picture.pk}" for picture in shown))
    for moment in (next_silence(notices), next_change(editions, at), next_end_of_licence(shown)):
        holds_until(response, moment)
    return response


def next_change(editions: EditionQuerySet, at: datetime) -> datetime | None:
    """When the first of `editions` goes live or ends after `at`, or a correction of any story is told. One query."""
    starts = editions.filter(live_from__gt=at).order_by().values_list("live_from", flat=True)
    ends = editions.filter(live_until__gt=at).order_by().values_list("live_until", flat=True)
    told = Correction.objects.filter(made__gt=at).order_by().values_list("made", flat=True)
    return starts.union(ends, told, all=True).order_by("live_from").first()
