"""Lists of stories by section, topic and author, newest first, thirty a page."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render

from articles.page_cache import holds_until, moment_of, public_page, shows
from articles.publishing import columnists
from articles.publishing.models import Author, Edition, Section, SectionAddress, Topic
from articles.publishing.querysets import EditionQuerySet
from articles.reading.cursors import page_of_editions
from articles.reading.moments import next_change


@public_page(parameters=["before"])
def section(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A section is a part of the paper, so it has its page before it has its first story. Its former names lead here."""
    found = Section.objects.filter(slug=slug).first()
    if found is None:
        former = get_object_or_404(SectionAddress.objects.select_related("section"), slug=slug)
        return HttpResponsePermanentRedirect(former.section.get_absolute_url())
    return story_list(request, "reading/section.html", "section", found, Edition.objects.filter(section=found))


@public_page(parameters=["before"])
def topic(request: HttpRequest, slug: str) -> HttpResponseBase:
    found = get_object_or_404(Topic, slug=slug)
    editions = Edition.objects.filter(topics=found)
    return story_list(request, "reading/topic.html", "topic", found, editions, needs_a_story=True)


@public_page(parameters=["before"])
def author(request: HttpRequest, slug: str) -> HttpResponseBase:
    found = get_object_or_404(Author.objects.select_related("picture"), slug=slug)
    picture = found.picture
    found.portrait = picture if picture and picture.is_shown(moment_of(request)) else None  # ours, for this page
    editions = Edition.objects.filter(authors=found)
    return story_list(request, "reading/author.html", "author", found, editions, needs_a_story=True)


def story_list(
    request: HttpRequest,
    template: str,
    name: str,
    subject: Any,
    editions: EditionQuerySet,
    *,
    needs_a_story: bool = False,
) -> HttpResponseBase:
    """The page of `subject` (known to the template as `name`) with the live ones of `editions`.

    With `needs_a_story`, a subject that no live edition has is a 404: the topic of a draft would tell of the draft.
    """
    at = moment_of(request)
    live = editions.live(at)
    page = page_of_editions(live, request.GET.get("before", ""))
    if needs_a_story and not page.rows and (page.is_first or not live.exists()):
        raise Http404(f"no public story of this {name}")
    if name != "author":
        columnists.named(page.rows)
    response = render(request, template, {name: subject, "page": page, "canonical": subject.get_absolute_url()})
    shows(response, *subject.cache_tags(), *columnists.tags(page.rows), "sections", "pictures")
    return holds_until(response, next_change(editions, at))
