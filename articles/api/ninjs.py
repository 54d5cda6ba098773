"""An article as IPTC ninjs 3.1 (https://iptc.org/standards/ninjs/), which agencies and archives read.

ninjs knows whom a text rests on (`infoSources`) and has no word for a quotation;
where the statements of the article are found, an alternative id says.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings

from articles.api import shapes
from articles.publishing.models import Edition
from articles.publishing.models.article import Kind
from articles.reading.attributions import spoken_in
from articles.sourcing.models import Source
from articles.sourcing.terms import attribution_of
from articles.syndication import identities
from articles.syndication.addresses import absolute
from articles.syndication.entries import lead_of, people_of, titled

STANDARD = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json",
}
GENRES = "http://cv.iptc.org/newscodes/genre/"
CODED_GENRES = {Kind.ANALYSIS: "Analysis", Kind.OPINION: "Opinion", Kind.OBITUARY: "Obituary"}
HTML, PLAIN = "text/html", "text/plain"
Thing = dict[str, Any]


def item_of(edition: Any, at: datetime, *, body: str, speakers: list[Source]) -> Thing:
    """The live edition as a news object. `body` is that of a feed, `speakers` those of `speakers_of`. No queries."""
    publisher = edition.publisher if edition.publisher and edition.publisher.is_nameable() else None
    found = {
        "standard": STANDARD,
        "uri": identities.iri(identities.of_story(edition.public_id)),
        "type": "text",
        "representationType": "full",
        "version": str(edition.number),
        "firstCreated": edition.first_published.isoformat(),
        "versionCreated": edition.live_from.isoformat(),
        "contentCreated": edition.updated.isoformat(),
        "expires": edition.live_until.isoformat() if edition.live_until else "",
        "pubStatus": "usable",
        "copyrightHolder": publisher.name if publisher else settings.SITE_NAME,
        "usageTerms": edition.licence,
        "language": edition.language,
        "title": titled(edition),
        "by": ", ".join(person.name for person in people_of(edition)),
        "located": edition.dateline,
        "slugline": edition.kicker,
        "headlines": [text("main", PLAIN, edition.headline)],
        "descriptions": [text("summary", PLAIN, edition.standfirst)] if edition.standfirst else [],
        "bodies": bodies(edition, body),
        "subjects": [
            {"name": each.name, "rel": "about", "uri": absolute(each.get_absolute_url())}
            for each in edition.topics.all()
        ],
        "genres": [genre(edition)],
        "people": named(speakers, Source.Kind.PERSON),
        "organisations": named(speakers, Source.Kind.ORGANISATION, Source.Kind.PUBLICATION),
        "infoSources": [info_source(each, "speaker") for each in speakers]
        + ([info_source(publisher, "provider")] if publisher else []),
        "trustIndicators": trust_indicators(),
        "renditions": [{"name": "web", "href": absolute(edition.path), "contentType": HTML}],
        "associations": [association(edition, at)] if lead_of(edition, at) else [],
        "altIds": [
            {"role": "public_id", "value": edition.public_id},
            {"role": "statements_url", "value": f"{shapes.address_of('api_statements')}?article={edition.public_id}"},
        ],
    }
    return {name: value for name, value in found.items() if value}


def speakers_of(edition: Edition, at: datetime) -> list[Source]:
    """Whom the text names as speaking, each once, in its order. One query."""
    found: dict[int, Source] = {}
    for statement in spoken_in(edition).statements:
        who = attribution_of(statement)
        if who is not None and who.is_named and statement.source is not None:
            found.setdefault(statement.source.pk, statement.source)
    return list(found.values())


def text(role: str, kind: str, value: str) -> Thing:
    return {"role": role, "contentType": kind, "value": value}


def bodies(edition: Edition, body: str) -> list[Thing]:
    plain = edition.body_text
    size = {"charCount": len(plain), "wordCount": len(plain.split())}
    return [text("main", HTML, body), text("main", PLAIN, plain) | size]


def genre(edition: Edition) -> Thing:
    """What it is: by IPTC's code where there is one."""
    code = CODED_GENRES.get(Kind(edition.kind))
    coded = {"uri": f"{GENRES}{code}"} if code else {}
    return {"name": str(edition.get_kind_display()), "literal": edition.kind, **coded}


def named(speakers: list[Source], *kinds: str) -> list[Thing]:
    return [{"name": each.name, "rel": "speaker", **page_of(each)} for each in speakers if each.kind in kinds]


def info_source(source: Source, role: str) -> Thing:
    return {"name": source.name, "role": role, **page_of(source)}


def page_of(source: Source) -> Thing:
    return {"uri": absolute(source.get_absolute_url())} if source.has_page() else {}


def trust_indicators() -> list[Thing]:
    """The newsroom's rules, by schema.org's names for them."""
    return [
        {"role": f"https://schema.org/{name}", "href": absolute(address)}
        for name, address in settings.POLICY_URLS.items()
    ]


def association(edition: Any, at: datetime) -> Thing:
    """The lead picture."""
    picture = lead_of(edition, at)
    if picture is None:
        raise ValueError("readers may not see it")
    told = shapes.picture(picture, edition)
    found = {
        "name": "lead picture",
        "rel": "lead",
        "uri": identities.iri(f"picture:{picture.digest}"),
        "type": "picture",
        "by": picture.credit,
        "usageTerms": picture.licence,
        "descriptions": [
            text(role, PLAIN, words) for role, words in (("caption", told["caption"]), ("alt", told["alt"])) if words
        ],
        "renditions": [
            {
                "name": "large",
                "href": told["url"],
                "contentType": "image/jpeg",
                "width": told["width"],
                "height": told["height"],
            }
        ],
    }
    return {name: value for name, value in found.items() if value}
