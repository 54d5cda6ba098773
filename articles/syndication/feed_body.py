"""The body as it stands in a feed: whole, with absolute links and pictures, without a trace of our own references."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from html import unescape

import nh3
from django.conf import settings
from django.template.loader import render_to_string

from articles.pictures.models import Picture
from articles.pictures.renditions import address
from articles.syndication.addresses import absolute
from articles.text.embeds import embeds_as_links
from articles.text.sanitise import ATTRIBUTES, TAGS, URL_SCHEMES

# The sanitiser writes it so and no other way.
FIGURE = re.compile(r'<figure\b(?=[^>]*\bdata-picture="(\d+)")(?:[^>]*\bdata-alt="([^"]*)")?[^>]*>')


def pictures_of(bodies: Iterable[str], at: datetime) -> dict[str, Picture]:
    """The pictures that `bodies` refer to and that readers may see at `at`, by key as written.

    One query, or none without pictures.
    """
    keys = {int(key) for body in bodies for key, _alt in FIGURE.findall(body)}
    return {str(pk): picture for pk, picture in Picture.objects.shown(at).in_bulk(keys).items()} if keys else {}


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
        alt = match[2] and unescape(match[2])
        context = {
            "alt": picture.words(alt or "", decorative=alt == ""),
            "picture": picture,
            "source": absolute(address(picture)),
        }
        return "<figure>" + render_to_string("syndication/_picture.html", context).strip()

    return FIGURE.sub(figure, cleaner.clean(embeds_as_links(body_html)))
