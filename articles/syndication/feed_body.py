"""The body as it stands in a feed: whole, with absolute links and pictures, without a trace of our own references."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import nh3
from django.conf import settings
from django.template.loader import render_to_string

from articles.pictures.models import Picture
from articles.pictures.renditions import address
from articles.syndication.addresses import absolute
from articles.text.sanitise import ATTRIBUTES, TAGS, URL_SCHEMES

# The sanitiser writes it so and no other way.
FIGURE = re.compile(r'<figure data-picture="(\d+)">')


def pictures_of(bodies: Iterable[str]) -> dict[str, Picture]:
    """The pictures that `bodies` refer to, by key as written. One query, or none without pictures."""
    keys = {int(key) for body in bodies for key in FIGURE.findall(body)}
    return {str(pk): picture for pk, picture in Picture.objects.in_bulk(keys).items()} if keys else {}


def feed_body(body_html: str, pictures: Mapping[str, Picture]) -> str:
    """A sanitised body for other people's readers: statement marks unwrapped, `pictures` drawn, all links absolute."""
    cleaner = nh3.Cleaner(
        tags=set(TAGS - {"span"}),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items() if tag != "span"},
        url_schemes=set(URL_SCHEMES),
        link_rel="noopener",
        url_relative=("rewrite_with_base", f"{settings.SITE_URL}/"),
    )

    def figure(match: re.Match[str]) -> str:
        picture = pictures.get(match[1])
        if picture is None:
            return "<figure>"
        context = {"picture": picture, "source": absolute(address(picture))}
        return "<figure>" + render_to_string("syndication/_picture.html", context).strip()

    return FIGURE.sub(figure, cleaner.clean(body_html))
