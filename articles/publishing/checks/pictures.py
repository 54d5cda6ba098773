"""Checks of the pictures of a story, the lead and those in its body: described for all, credited to their makers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from articles.pictures.models import Picture
from articles.publishing.checks.problem import Problem, warning
from articles.publishing.models import Article
from articles.text.sanitise import clean_html

# The sanitiser writes it so and no other way.
FIGURE = re.compile(r'<figure data-picture="(\d+)"')


def pictures_are_described(article: Article) -> Iterator[Problem]:
    for picture in pictures_of(article):
        if not picture.alt.strip() and not picture.decorative:
            yield Problem(
                "picture.alt",
                _("The picture “%(title)s” has no alternative text.") % {"title": picture.title},
                _("Say what it shows, or mark it as decorative."),
                object=picture,
            )


def pictures_are_credited(article: Article) -> Iterator[Problem]:
    for picture in pictures_of(article):
        if not picture.credit.strip():
            yield warning(
                "picture.credit",
                _("The picture “%(title)s” names nobody who made it.") % {"title": picture.title},
                _("Give its credit."),
                picture,
            )


def pictures_of(article: Article) -> list[Picture]:
    """The lead picture, then those of the body in the order of the text, each once. One query, or none for a body without."""
    keys = list(dict.fromkeys(int(key) for key in FIGURE.findall(clean_html(article.body))))
    known = Picture.objects.in_bulk(keys) if keys else {}
    found = [article.lead_picture, *(known.get(key) for key in keys)]
    return list({picture.pk: picture for picture in found if picture}.values())
