"""Checks of the links in a body: addresses nobody can follow, and addresses of our own that lead to no page.

Nothing is fetched: what an editor types must not make the server call anywhere, and another site may be slow or down.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from html.parser import HTMLParser
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from articles.publishing.checks.problem import Problem, warning
from articles.publishing.models import Address, Article, Author, Edition, Section, Topic
from articles.text.sanitise import clean_html

# Pages of ours whose last word names a row; it must exist. Articles are looked up by their whole path.
NAMED = {"section": Section, "topic": Topic, "author": Author}
LONGEST_SHOWN = 80


def links_lead_somewhere(article: Article) -> Iterator[Problem]:
    """One warning for each address that leads nowhere, in the order of the text. At most four queries, for any number."""
    links = dict(links_in(clean_html(article.body)))
    own = {address: path for address in links if is_well_formed(address) and (path := own_path(address)) is not None}
    found = pages_of_ours(set(own.values()))
    for address, words in links.items():
        shown = {"address": address[:LONGEST_SHOWN], "words": words[:LONGEST_SHOWN]}
        if not address:
            yield warning(
                "link.missing",
                _("“%(words)s” is marked as a link and has no address.") % shown,
                _("Give the address, or take the link out."),
                article,
            )
        elif not is_well_formed(address):
            yield warning(
                "link.malformed",
                _("The address “%(address)s” (“%(words)s”) cannot be followed.") % shown,
                _("Write it whole, such as https://example.org/page."),
                article,
            )
        elif address in own and own[address] not in found:
            yield warning(
                "link.dead",
                _("The address “%(address)s” (“%(words)s”) leads to no page of ours.") % shown,
                _("Check the address. Was the story published, or withdrawn since?"),
                article,
            )


def links_in(body_html: str) -> list[tuple[str, str]]:
    """(address, words) of each link of a sanitised body; the address is empty when there is none."""
    reader = _Links()
    reader.feed(body_html)
    reader.close()
    return [(address, " ".join(words.split())) for address, words in reader.links]


def is_well_formed(address: str) -> bool:
    """Whether a browser could follow it: a path of ours, an e-mail address, or a host with a dot in its name."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    if any(character.isspace() for character in address):
        return False
    if parts.scheme == "mailto":
        return "@" in parts.path.strip("@")
    if parts.scheme:
        return parts.scheme in {"http", "https"} and (own_path(address) is not None or "." in host.strip("."))
    return address != "#" and address.startswith(("/", "#")) and not address.startswith("//")


def own_path(address: str) -> str | None:
    """The path of an address on this site; None for everybody else's, and for a place on the same page."""
    parts, own = urlsplit(address), urlsplit(settings.SITE_URL)
    is_ours = (parts.netloc == own.netloc) if parts.netloc else address.startswith("/")
    return (parts.path or "/") if is_ours else None


def pages_of_ours(paths: Collection[str]) -> set[str]:
    """Those of `paths` at which readers may get a page, now or when what is planned is live.

    One query for all stories, and one for each kind of page in NAMED that is among them.
    """
    found: set[str] = set()
    stories: dict[str, str] = {}
    named: dict[str, dict[str, str]] = {}
    for path in paths:
        whole = path if path.endswith("/") or "." in path else f"{path}/"  # as the site itself leads there
        try:
            match = resolve(whole)
        except Resolver404:
            continue
        name = match.url_name or ""
        if name == "article":
            stories[path] = whole
        elif name in NAMED:
            named.setdefault(name, {})[path] = match.kwargs["slug"]
        else:
            found.add(path)
    readable = Edition.objects.not_ended().values("article")
    known = set(Address.objects.filter(path__in=stories.values(), article__in=readable).values_list("path", flat=True))
    found |= {path for path, whole in stories.items() if whole in known}
    for name, slugs in named.items():
        rows = NAMED[name]._default_manager.filter(slug__in=slugs.values())
        known = set(rows.values_list("slug", flat=True))
        found |= {path for path, slug in slugs.items() if slug in known}
    return found


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[tuple[str, str]] = []
        self.inside = False

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            self.links.append(((dict(attrs).get("href") or "").strip(), ""))
            self.inside = True
        elif tag == "figure" and (embedded := dict(attrs).get("data-embed")):
            self.links.append((embedded, _("embed")))

    def handle_endtag(self, tag):
        if tag == "a":
            self.inside = False

    def handle_data(self, data):
        if self.inside:
            address, words = self.links[-1]
            self.links[-1] = (address, words + data)
