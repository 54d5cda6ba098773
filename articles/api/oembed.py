"""oEmbed: a story or a statement as a card on other people's pages. Words and links, no script, no picture of ours in it.

A story is asked for by its address, a statement by the place that the story's page gives it (`…/#said-3`). An address of
former days is understood. What is not live is not found, whatever it was.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from typing import Any
from urllib.parse import urlsplit
from xml.sax.xmlreader import AttributesImpl

from django import forms
from django.conf import settings
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator

from articles.page_cache import holds_until, moment_of, public_page, shows
from articles.publishing.models import Address, Edition, EditionAuthor
from articles.publishing.models.article import public_id_of
from articles.reading.attributions import spoken_in
from articles.reading.body import marks_in
from articles.reading.source_cards import cards_of
from articles.sourcing.models import Statement
from articles.sourcing.terms import attribution_of
from articles.syndication.addresses import absolute
from articles.syndication.entries import label_of, lead_of, next_end_of_licence, people_of
from articles.syndication.share.pictures import share_picture
from articles.text.joining import joined
from articles.text.sanitise import clean_text

LONGEST = 2_000  # characters of an address
USUAL_WIDTH, NARROWEST = 550, 200  # pixels
LETTER, LINE = 8, 27  # pixels: what a letter and a line of a card take, about
PLACE = re.compile(r"said-([1-9][0-9]{0,3})")
CACHE_AGE = 3_600  # seconds
FORMATS = ("json", "xml")


class OembedForm(forms.Form):
    """What a consumer asks. Names that the standard does not know are nobody's business."""

    url = forms.CharField(max_length=LONGEST)
    maxwidth = forms.IntegerField(required=False, min_value=1, max_value=100_000)
    maxheight = forms.IntegerField(required=False, min_value=1, max_value=100_000)


@dataclass(frozen=True)
class Story:
    """A live edition that was asked for, with the id of its article, and the statement in it that was, if one was."""

    edition: Any
    statement: Statement | None = None


@public_page(parameters=["format", *OembedForm.base_fields])
def oembed(request: HttpRequest) -> HttpResponseBase:
    """Six queries at most. 404 for what is no live story of ours, 501 for a format that nobody speaks, 400 for the rest."""
    form_of_answer = request.GET.get("format", "json")
    if form_of_answer not in FORMATS:
        return refused(501, _("There is no such format here. Ask for json or xml."))
    form = OembedForm(request.GET)
    if not form.is_valid():
        words = " ".join(f"{name}: {' '.join(map(str, errors))}" for name, errors in form.errors.items())
        return refused(400, words)
    at = moment_of(request)
    story = story_at(form.cleaned_data["url"], at)
    if story is None:
        return refused(404, _("There is no story of this site at that address, or it can no longer be read."))
    width = min(form.cleaned_data["maxwidth"] or USUAL_WIDTH, USUAL_WIDTH)
    data = answer_of(story, at, width, form.cleaned_data["maxheight"])
    response = written(data, form_of_answer)
    response["Access-Control-Allow-Origin"] = "*"
    edition = story.edition
    shows(response, f"article:{edition.article_id}", "sections", "authors", "sources", "pictures")
    holds_until(response, next_end_of_licence([lead_of(edition, at)]))  # the thumbnail is drawn on it
    return holds_until(response, Edition.objects.filter(article=edition.article_id).next_change(at))


def refused(status: int, words: str) -> HttpResponse:
    response = HttpResponse(f"{words}\n", status=status, content_type="text/plain; charset=utf-8")
    response["Access-Control-Allow-Origin"] = "*"
    return response


def story_at(url: str, at: datetime) -> Story | None:
    """What stands at `url`, which may be any text. Five queries at most."""
    try:
        parts, own = urlsplit(url.strip()), urlsplit(settings.SITE_URL)
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or parts.netloc.lower() != own.netloc.lower() or "\x00" in url:
        return None
    path = parts.path if parts.path.endswith("/") else f"{parts.path}/"
    live = Edition.objects.live(at).select_related("section", "lead_picture", "publisher", "article")
    edition = live.filter(path=path).first()
    if edition is None:
        edition = live.filter(article__in=Address.objects.filter(path=path).values("article")).first()
    if edition is None:
        # The words before the public id may have been cut or mistyped; readers are led to the story then, too.
        edition = live.filter(article__public_id=public_id_of(path)).first()
    if edition is None:
        return None
    place = PLACE.fullmatch(parts.fragment)
    statement = statement_in(edition, int(place[1])) if place else None
    return None if place and statement is None else Story(edition, statement)


def statement_in(edition: Edition, place: int) -> Statement | None:
    """The statement at that place of the story's page, when readers may know whose it is. One query."""
    spoken = spoken_in(edition)
    _cards, marks = cards_of(spoken.statements, marks_in(edition.body_html))
    key = next((mark.key for mark in marks.values() if mark.place == place), None)
    return next((each for each in spoken.statements if each.pk == key), None)


def answer_of(story: Story, at: datetime, width: int, most_height: int | None) -> dict[str, Any]:
    """The answer as oEmbed names it: `rich`, or a `link` where a card has no room."""
    edition = story.edition
    people = people_of(with_authors(edition))
    title = story.statement.words if story.statement else edition.headline
    thumbnail = share_picture(edition, edition.article.public_id, at)
    data = {
        "version": "1.0",
        "title": title,
        "author_name": ", ".join(person.name for person in people),
        "author_url": people[0].url if len(people) == 1 else "",
        "provider_name": settings.SITE_NAME,
        "provider_url": absolute("/"),
        "cache_age": CACHE_AGE,
    }
    # A thumbnail that does not fit what was asked for may not be named at all.
    if thumbnail and thumbnail["width"] <= width and (most_height is None or thumbnail["height"] <= most_height):
        data |= {f"thumbnail_{name}": thumbnail[name] for name in ("url", "width", "height")}
    markup = card_of(story)
    height = height_of(markup, width)
    if width < NARROWEST or (most_height is not None and height > most_height):
        return {"type": "link", **given(data)}
    return {"type": "rich", **given(data), "html": markup, "width": width, "height": height}


def with_authors(edition: Any) -> Any:
    """`edition` with its authors read, as `people_of` asks for them. One query."""
    prefetch_related_objects(
        [edition], Prefetch("edition_authors", queryset=EditionAuthor.objects.select_related("author"))
    )
    return edition


def given(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if value}


def card_of(story: Story) -> str:
    """The card's markup: a quotation with its source. Everything in it is escaped by the template."""
    edition, statement = story.edition, story.statement
    context = {
        "edition": edition,
        "url": absolute(edition.path),
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "day": date_format(timezone.localtime(edition.first_published), "j E Y"),
    }
    if statement is None:
        names = joined(person.name for person in people_of(edition))
        return render_to_string(
            "api/_oembed_story.html", context | {"label": label_of(edition), "names": names}
        ).strip()
    who = attribution_of(statement)
    if who is None:
        raise ValueError("readers may not know who says this")
    context |= {"statement": statement, "who": who, "who_url": absolute(who.url) if who.url else ""}
    return render_to_string("api/_oembed_statement.html", context).strip()


def height_of(markup: str, width: int) -> int:
    """About how many pixels the card takes: its words in lines, and the room around them."""
    words = re.sub(r"<[^>]*>", "", markup)
    return LINE * (3 + len(words) * LETTER // max(width - 80, 1))


def written(data: dict[str, Any], form: str) -> HttpResponse:
    if form == "json":
        return HttpResponse(json.dumps(data, ensure_ascii=False), content_type="application/json")
    out = StringIO()
    xml = SimplerXMLGenerator(out, "utf-8")
    xml.startDocument()
    xml.startElement("oembed", AttributesImpl({}))
    for name, value in data.items():
        xml.addQuickElement(name, clean_text(str(value)))
    xml.endElement("oembed")
    return HttpResponse(out.getvalue(), content_type="text/xml; charset=utf-8")
