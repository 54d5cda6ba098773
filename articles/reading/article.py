"""The article page, and what its address answers when the story moved (301), was withdrawn (410) or never was (404)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import DateTimeField, TextField
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse

from articles.comments.reading import section_context
from articles.page_cache import holds_until, moment_of, public_page, shows
from articles.pictures.models import Picture
from articles.prepared import prepared
from articles.publishing.models import Address, Correction, Edition
from articles.publishing.models.article import public_id_of
from articles.reading import furniture
from articles.reading.age import age_of
from articles.reading.attributions import Spoken, spoken_in
from articles.reading.beside import beside
from articles.reading.body import marks_in, pictures_of, render_body
from articles.reading.languages import InLanguage, direction_of, in_languages, own_name
from articles.reading.source_cards import box_of, cards_of
from articles.syndication.share.pictures import share_picture
from articles.syndication.structured_data import images_of, news_article
from articles.syndication.structured_sourcing import citations_of
from articles.text.interface import speak_around
from articles.text.reading_time import minutes_to_read

READING_TIME_FROM = 3  # minutes; a shorter story is read before its length is


@public_page
def article(request: HttpRequest, section: str, words: str) -> HttpResponseBase:
    at = moment_of(request)
    path = f"/{section}/{words}/"
    edition = next(iter(live_at(path=path, at=at)), None)
    if edition is None:
        return moved_or_gone(request, path, at)
    speak_around(edition.language)
    said = section_context(edition, request)
    comments = said["comments"]
    context = page_context(edition, at, comments=0 if comments.is_off else comments.count) | said
    context |= to_be_shared(edition, comments.public_id, at, context)
    response = shows(render(request, "reading/article.html", context), *tags_of_page(context))
    for moment in (comments.changes_at, furniture.next_change_of(edition), *context["changes"]):
        holds_until(response, moment)
    return response


@prepared(path=TextField(), at=DateTimeField())
def live_at(*, path, at):
    """The edition that readers see at `path`, or none, with all that its page begins with."""
    live = Edition.objects.live(at).filter(path=path).select_related("section", "publisher", "lead_picture")
    return live.annotate(**furniture.looking_ahead(at)).order_by("pk")[:1]


def to_be_shared(edition: Edition, public_id: str, at: datetime, known: dict[str, Any]) -> dict[str, Any]:
    """What the head of the page tells those who share or embed it. The lead picture, where no picture could be drawn."""
    drawn = share_picture(edition, public_id, at)
    oembed = f"{settings.SITE_URL}{reverse('oembed')}?{urlencode({'url': settings.SITE_URL + edition.path})}"
    return {"share_image": drawn or known["share_image"], "oembed_url": oembed}


def page_context(edition: Edition, at: datetime, comments: int = 0) -> dict[str, Any]:
    """All that the page shows, its comments apart, of which machines are told the number.

    At most four queries, whatever there is to show.
    """
    context = draw(edition, at, spoken=spoken_in(edition), around=furniture.around(edition, at), comments=comments)
    return context | {"history_url": furniture.history_of(edition)}


def draw(
    edition: Edition, at: datetime, *, spoken: Spoken, around: furniture.Around, comments: int = 0
) -> dict[str, Any]:
    """`page_context` for an edition whose relations are known already: a preview has none stored. Two queries at most."""
    authors, topics, corrections = around.authors, around.topics, around.corrections
    known = pictures_of(edition.body_html, *(author.picture_id for author in authors))
    pictures = {key: picture for key, picture in known.items() if picture.is_shown(at)}
    cards, marks = cards_of(spoken.statements, marks_in(edition.body_html))
    leads_to = beside(edition, topics, at)
    publisher = edition.publisher if edition.publisher and edition.publisher.is_nameable() else None
    minutes = minutes_to_read(edition.body_text)
    age, chosen = age_of(edition, at), lead_picture_of(edition)
    lead = chosen if chosen and chosen.is_shown(at) else None
    return {
        "edition": edition,
        "section": edition.section,
        "page_language": edition.language,
        "page_direction": edition.direction,
        "canonical": edition.path,
        "description": furniture.description_of(edition),
        "authors": authors,
        "author_cards": furniture.author_cards(authors, pictures),
        "byline": furniture.byline_of(edition, authors, publisher),
        "dateline": furniture.dateline_of(edition),
        "was_updated": edition.updated > edition.first_published,
        "age": age,
        "changes": [age.changes_at, *(picture.shown_until for picture in (lead, *pictures.values()) if picture)],
        "minutes": minutes if minutes >= READING_TIME_FROM else 0,
        "publisher": publisher,
        "pictures": [picture for picture in (chosen, *known.values()) if picture],
        "body": render_body(edition.body_html, pictures=pictures, statements=marks),
        "sources_box": box_of(edition, spoken, cards, publisher),
        "corrections": [item for item in corrections if not item.is_grave()],
        "grave_corrections": [item for item in corrections if item.is_grave()],
        "is_retracted": any(item.kind == Correction.Kind.RETRACTION for item in corrections),
        "topics": topics,
        **languages_of(edition, leads_to.translations),
        "related": leads_to.related,
        "related_in_section": leads_to.is_one_section,
        "lead_picture": lead,
        "share_image": next(iter(images_of(lead)), None),
        "structured_data": news_article(
            edition,
            authors=authors,
            publisher=publisher,
            picture=lead,
            topics=topics,
            corrections=corrections,
            citations=citations_of(spoken.statements, spoken.shown),
            comments=comments,
        ),
    }


def lead_picture_of(edition: Edition) -> Picture | None:
    """None also for one that a revision names and the library has no more."""
    try:
        return edition.lead_picture
    except Picture.DoesNotExist:
        return None


def languages_of(edition: Edition, translations: list[Edition]) -> dict[str, list[InLanguage]]:
    """`also_in`: the other languages; `alternates`: for machines all of them, the page's own included, or none.

    A story that does not say its language is no alternate of anything.
    """
    also = in_languages(translations, besides=edition.language) if edition.language else []
    code = edition.language
    own = InLanguage(code, own_name(code), direction_of(code), edition.path)
    return {"also_in": also, "alternates": [own, *also] if also else []}


def tags_of_page(context: dict[str, Any]) -> list[str]:
    """What the page shows: the story, its comments and translations, its section's newest, and each named thing on it."""
    edition = context["edition"]
    sources = [context["publisher"], *(card.source for card in context["sources_box"].cards)]
    named = [*context["authors"], *context["topics"], *sources, *context["pictures"], *context["related"]]
    own = [
        f"article:{edition.article_id}",
        f"comments:{edition.article_id}",
        f"section:{edition.section_id}",
        f"translations:{edition.story_id}",
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
    speak_around(last.language)
    response = render(request, "410.html", {"edition": last}, status=410)
    return shows(response, f"article:{last.article_id}", "sections")


def editions_by_public_id(path: str):
    """Editions of the article whose public id ends `path`: the words before it may have been mistyped or cut."""
    return Edition.objects.filter(article__public_id=public_id_of(path))
