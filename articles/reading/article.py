"""The article page, and what its address answers when the story moved (301), was withdrawn (410) or never was (404)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import render

from articles.comments.reading import section_context
from articles.page_cache import holds_until, moment_of, public_page, shows
from articles.publishing.models import Address, Author, Correction, Edition, Topic
from articles.reading import furniture
from articles.reading.attributions import Spoken, spoken_in
from articles.reading.body import marks_in, pictures_in, render_body
from articles.reading.source_cards import box_of, cards_of
from articles.syndication.structured_data import images_of, news_article
from articles.syndication.structured_sourcing import citations_of


@public_page
def article(request: HttpRequest, section: str, words: str) -> HttpResponseBase:
    at = moment_of(request)
    path = f"/{section}/{words}/"
    edition = (
        Edition.objects.live(at)
        .filter(path=path)
        .select_related("section", "publisher", "lead_picture")
        .annotate(**furniture.looking_ahead(at))
        .first()
    )
    if edition is None:
        return moved_or_gone(request, path, at)
    said = section_context(edition, request)
    comments = said["comments"]
    context = page_context(edition, at, comments=0 if comments.is_off else comments.count) | said
    response = shows(render(request, "reading/article.html", context), *tags_of_page(context))
    return holds_until(holds_until(response, comments.changes_at), furniture.next_change_of(edition))


def page_context(edition: Edition, at: datetime, comments: int = 0) -> dict[str, Any]:
    """All that the page shows, its comments apart, of which machines are told the number.

    At most six queries, whatever there is to show.
    """
    authors, topics = furniture.authors_and_topics(edition)
    context = draw(edition, at, spoken=spoken_in(edition), authors=authors, topics=topics, comments=comments)
    return context | {"history_url": furniture.history_of(edition)}


def draw(
    edition: Edition, at: datetime, *, spoken: Spoken, authors: list[Author], topics: list[Topic], comments: int = 0
) -> dict[str, Any]:
    """`page_context` for an edition whose relations are known already: a preview has none stored. Four queries at most."""
    pictures = pictures_in(edition.body_html)
    cards, marks = cards_of(spoken.statements, marks_in(edition.body_html))
    corrections = furniture.corrections_of(edition, at)
    publisher = edition.publisher if edition.publisher and edition.publisher.is_nameable() else None
    return {
        "edition": edition,
        "section": edition.section,
        "page_language": edition.language,
        "page_direction": edition.direction,
        "canonical": edition.path,
        "description": furniture.description_of(edition),
        "authors": authors,
        "byline": furniture.byline_of(edition, authors, publisher),
        "dateline": furniture.dateline_of(edition),
        "was_updated": edition.updated > edition.first_published,
        "publisher": publisher,
        "pictures": list(pictures.values()),
        "body": render_body(edition.body_html, pictures=pictures, statements=marks),
        "sources_box": box_of(edition, spoken, cards, publisher),
        "corrections": [item for item in corrections if not item.is_grave()],
        "grave_corrections": [item for item in corrections if item.is_grave()],
        "is_retracted": any(item.kind == Correction.Kind.RETRACTION for item in corrections),
        "topics": topics,
        "related": furniture.related_to(edition, at),
        "share_image": next(iter(images_of(edition.lead_picture)), None),
        "structured_data": news_article(
            edition,
            authors=authors,
            publisher=publisher,
            picture=edition.lead_picture,
            corrections=corrections,
            citations=citations_of(spoken.statements, spoken.shown),
            comments=comments,
        ),
    }


def tags_of_page(context: dict[str, Any]) -> list[str]:
    """What the page shows: the story, its comments, its section's newest, and each named thing on it."""
    edition = context["edition"]
    sources = [context["publisher"], *(card.source for card in context["sources_box"].cards)]
    named = [*context["authors"], *context["topics"], *sources, *context["pictures"], edition.lead_picture]
    own = [
        f"article:{edition.article_id}",
        f"comments:{edition.article_id}",
        f"section:{edition.section_id}",
        "sections",
    ]
    return [*own, *(item.cache_tags()[0] for item in named if item)]


def moved_or_gone(request: HttpRequest, path: str, at: datetime) -> HttpResponseBase:
    """301 to where the story is live now, 410 when it was public and is no more. Raises Http404 for all else.

    A story that is planned, or never was published, answers like an address that nobody ever heard of. Nothing here
    is stored by caches: what is a redirect today is the story's own address after the next publication.
    """
    article_id = Address.objects.filter(path=path).values_list("article_id", flat=True).first()
    editions = Edition.objects.filter(article=article_id) if article_id else editions_by_public_id(path)
    live = editions.live(at).values_list("path", flat=True).first()
    if live:
        return HttpResponsePermanentRedirect(live)
    last = editions.filter(live_from__lte=at).order_by("-live_from").first()
    if last is None:
        raise Http404("no story was ever public at this address")
    response = render(request, "410.html", {"edition": last}, status=410)
    return shows(response, f"article:{last.article_id}", "sections")


def editions_by_public_id(path: str):
    """Editions of the article whose public id ends `path`: the words before it may have been mistyped or cut."""
    return Edition.objects.filter(article__public_id=path.rstrip("/").rpartition("/")[2].rpartition("-")[2])
