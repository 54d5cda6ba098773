"""Checks of the pictures of a story, the lead and those in its body: there, licensed, described for all, credited."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from articles.pictures import licences
from articles.pictures.models import Picture
from articles.publishing.checks.problem import Problem, warning
from articles.publishing.models import Article
from articles.text.sanitise import clean_html

NARROWEST = 640  # pixels: what a telephone shows of a picture as wide as its page, at two to the point
# The sanitiser writes it so and no other way; an alternative text of the place may follow or go before.
FIGURE = re.compile(r'<figure\b(?=[^>]*\bdata-picture="(\d+)")(?:[^>]*\b(data-alt="[^"]*"))?[^>]*>')


def pictures_are_ready(article: Article) -> Iterator[Problem]:
    """One check for one query: what blocks first, then what asks for a tick."""
    pictures = pictures_of(article)
    yield from there(pictures)
    yield from licensed(pictures)
    yield from described(pictures, article)
    yield from credited(pictures)
    yield from large_enough(pictures)


def there(pictures: list[Picture]) -> Iterator[Problem]:
    for picture in pictures:
        if picture.lost:
            yield Problem(
                "picture.lost",
                _("The file of the picture “%(title)s” is missing, so no page can show it.") % {"title": picture.title},
                _("Choose another picture, or have the file brought back from a backup."),
                object=picture,
            )


def licensed(pictures: list[Picture]) -> Iterator[Problem]:
    for picture in pictures:
        facts = {"title": picture.title, "words": licences.in_words(picture)}
        if licences.has_ended(picture):
            yield Problem(
                "picture.licence",
                _("The picture “%(title)s” may not be shown any more: %(words)s.") % facts,
                _("Choose another picture, or enter the new end of the licence."),
                object=picture,
            )
        elif licences.ends_soon(picture):
            yield warning(
                "picture.licence_ends",
                _("The picture “%(title)s” will go from the page by itself: %(words)s.") % facts,
                _("Readers see the story without it from the next midnight on."),
                picture,
            )


def described(pictures: list[Picture], article: Article) -> Iterator[Problem]:
    here = described_here(article)
    for picture in pictures:
        if not picture.alt.strip() and not picture.decorative and picture.pk not in here:
            yield Problem(
                "picture.alt",
                _("The picture “%(title)s” has no alternative text.") % {"title": picture.title},
                _("Say what it shows, or mark it as decorative."),
                object=picture,
            )


def credited(pictures: list[Picture]) -> Iterator[Problem]:
    for picture in pictures:
        if not picture.credit.strip():
            yield warning(
                "picture.credit",
                _("The picture “%(title)s” names nobody who made it.") % {"title": picture.title},
                _("Give its credit."),
                picture,
            )


def large_enough(pictures: list[Picture]) -> Iterator[Problem]:
    for picture in pictures:
        if 0 < picture.width < NARROWEST:
            facts = {"title": picture.title, "width": picture.width, "height": picture.height}
            yield warning(
                "picture.small",
                _("The picture “%(title)s” has %(width)s × %(height)s pixels: it will look coarse.") % facts,
                _("Ask for a larger file, at least 640 pixels wide."),
                picture,
            )


def pictures_of(article: Article) -> list[Picture]:
    """The lead picture, then those of the body in the order of the text, each once. One query, or none for a body without."""
    keys = list(dict.fromkeys(int(key) for key, _alt in FIGURE.findall(clean_html(article.body))))
    known = Picture.objects.in_bulk(keys) if keys else {}
    found = [article.lead_picture, *(known.get(key) for key in keys)]
    return list({picture.pk: picture for picture in found if picture}.values())


def described_here(article: Article) -> set[int]:
    """The keys of the pictures of which the story itself says what they show, or that they are decorative, wherever it shows them."""
    said: dict[int, bool] = {}
    for key, alt in FIGURE.findall(clean_html(article.body)):
        said[int(key)] = said.get(int(key), True) and bool(alt)
    if article.lead_picture_id:
        leads = bool(article.lead_alt.strip()) or article.lead_decorative
        said[article.lead_picture_id] = said.get(article.lead_picture_id, True) and leads
    return {key for key, everywhere in said.items() if everywhere}
