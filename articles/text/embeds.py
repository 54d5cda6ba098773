"""Embeds: what a body points to on another site. Stored as an address and its caption; nothing of it is ever loaded here.

The policy of our pages forbids frames of other hosts, and a reader should not be told on before having asked for
anything: so an embed is a link in words that say what is there and on whose site.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

LONGEST = 500  # characters of an address
# The sanitiser writes it so, with `lang` and `dir` beside it.
FIGURE = re.compile(r'(<figure\b[^>]*?) data-embed="([^"]*)"([^>]*>)')

VIDEO, POST, AUDIO = _("Watch the video on %(site)s"), _("Read the post on %(site)s"), _("Listen on %(site)s")
CHART, MAP, DOCUMENT = _("See the chart on %(site)s"), _("See the map on %(site)s"), _("Read the document on %(site)s")
PAGE = _("See it on %(site)s")

# Whose site a host is, and what stands there. A host speaks for the names below it.
SITES = {
    "youtube.com": (VIDEO, "YouTube"),
    "youtu.be": (VIDEO, "YouTube"),
    "vimeo.com": (VIDEO, "Vimeo"),
    "dailymotion.com": (VIDEO, "Dailymotion"),
    "tiktok.com": (VIDEO, "TikTok"),
    "x.com": (POST, "X"),
    "twitter.com": (POST, "X"),
    "bsky.app": (POST, "Bluesky"),
    "mastodon.social": (POST, "Mastodon"),
    "threads.net": (POST, "Threads"),
    "instagram.com": (POST, "Instagram"),
    "facebook.com": (POST, "Facebook"),
    "linkedin.com": (POST, "LinkedIn"),
    "t.me": (POST, "Telegram"),
    "soundcloud.com": (AUDIO, "SoundCloud"),
    "spotify.com": (AUDIO, "Spotify"),
    "datawrapper.de": (CHART, "Datawrapper"),
    "dwcdn.net": (CHART, "Datawrapper"),
    "flourish.studio": (CHART, "Flourish"),
    "openstreetmap.org": (MAP, "OpenStreetMap"),
    "documentcloud.org": (DOCUMENT, "DocumentCloud"),
}


@dataclass(frozen=True)
class Embed:
    """What readers are told of an embed: `words` of the link, `site` by its name, or by its host when it is not known."""

    url: str
    words: str
    site: str


def is_embeddable(url: str) -> bool:
    """Whether `url` is an address that may be stored as an embed: https, a host with a dot, no name or port in it."""
    try:
        parts = urlsplit(url)
        ordinary = parts.port is None and parts.username is None
    except ValueError:
        return False
    host = parts.hostname or ""
    plain = len(url) <= LONGEST and not any(character.isspace() for character in url)
    return plain and ordinary and parts.scheme == "https" and "." in host.strip(".")


def embed_at(url: str) -> Embed | None:
    """The embed at `url`; None for an address that is none."""
    if not is_embeddable(url):
        return None
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    names = host.split(".")
    words, site = next(
        (SITES[name] for start in range(len(names)) if (name := ".".join(names[start:])) in SITES), (PAGE, host)
    )
    return Embed(url, str(words) % {"site": site}, site)


def embeds_as_links(markup: str) -> str:
    """Sanitised `markup` with a link in each embed, for feeds and other places without templates of ours."""

    def linked(match: re.Match[str]) -> str:
        embed = embed_at(html.unescape(match[2]))
        link = f'<p><a href="{match[2]}" rel="noopener">{html.escape(embed.words)}</a></p>' if embed else ""
        return f"{match[1]}{match[3]}{link}"

    return FIGURE.sub(linked, markup)


def embed_addresses(markup: str) -> list[str]:
    """The addresses that sanitised `markup` embeds, in order."""
    return [html.unescape(match[2]) for match in FIGURE.finditer(markup)]
