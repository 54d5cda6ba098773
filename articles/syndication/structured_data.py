"""What machines read on an article page: schema.org NewsArticle, as JSON-LD that no text can break out of."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from articles.pictures.models import Picture
from articles.pictures.renditions import fallback, public_storage
from articles.publishing.models import Author, Correction, Edition, Topic
from articles.publishing.models.article import Kind
from articles.sourcing.models import Source
from articles.syndication.addresses import absolute

# schema.org has a narrower type for some kinds; every one of them is a NewsArticle.
TYPES = {
    Kind.ANALYSIS: "AnalysisNewsArticle",
    Kind.OPINION: "OpinionNewsArticle",
    Kind.SPONSORED: "AdvertiserContentArticle",
}
# The renditions offered to machines, the best for a share card first: shape and width in pixels.
SHARED = (("card", 960), ("full", 1280))
# "</script" and "<!--" end or change a script block whatever the JSON says, so no angle bracket is written at all;
# U+2028 and U+2029 end a line in older JavaScript.
ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def script_json(data: Any) -> SafeString:
    """`data` as JSON that may stand inside a script element: no payload can close it."""
    # Safe: the escapes above leave no character that means anything to an HTML parser.
    return mark_safe(json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES))  # noqa: S308 - escaped, see above


def news_article(
    edition: Edition,
    *,
    authors: Sequence[Author],
    publisher: Source | None,
    picture: Picture | None = None,
    topics: Sequence[Topic] = (),
    corrections: Iterable[Correction] = (),
    citations: Sequence[dict[str, Any]] = (),
    comments: int = 0,
) -> SafeString:
    """The `<script type="application/ld+json">` of `edition`. Queries nothing but `edition.section`.

    `authors` are in the byline's order. `publisher` is where the copy came from; it is named only when readers may see
    it, and so is the address of the original, which would name it too. `citations` are those of structured_sourcing.
    """
    named = publisher if publisher is not None and publisher.is_nameable() else None
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": TYPES.get(Kind(edition.kind), "NewsArticle"),
        "headline": edition.headline,
        "description": edition.standfirst,
        "url": absolute(edition.path),
        "mainEntityOfPage": page_of(edition),
        "articleSection": edition.section.name,
        "keywords": [topic.name for topic in topics],
        "inLanguage": edition.language,
        "datePublished": edition.first_published.isoformat(),
        "dateModified": edition.updated.isoformat(),
        "image": images_of(picture),
        "author": author_list(edition, authors, named),
        "publisher": newsroom(),
        "sourceOrganization": organisation(named) if named else None,
        "isBasedOn": original_of(edition, named) if named else "",
        "citation": list(citations),
        "backstory": edition.how_reported,
        "wordCount": len(edition.body_text.split()),
        "isAccessibleForFree": True,
        "correction": [correction_comment(correction) for correction in corrections],
        "commentCount": comments,
        "interactionStatistic": interactions(comments) if comments else None,
    }
    given = {name: value for name, value in data.items() if value}
    return format_html('<script type="application/ld+json">{}</script>', script_json(given))


def newsroom() -> dict[str, str]:
    """Who publishes, with the addresses of its rules that POLICY_URLS names."""
    rules = {name: absolute(address) for name, address in settings.POLICY_URLS.items()}
    return {"@type": "NewsMediaOrganization", "name": settings.SITE_NAME, "url": absolute("/"), **rules}


def page_of(edition: Edition) -> dict[str, Any]:
    """The page that the story stands on, and the way to it: the front page, its section."""
    ways = [
        (settings.SITE_NAME, absolute("/")),
        (edition.section.name, absolute(edition.section.get_absolute_url())),
        (edition.headline, absolute(edition.path)),
    ]
    steps = [
        {"@type": "ListItem", "position": number, "name": name, "item": address}
        for number, (name, address) in enumerate(ways, start=1)
    ]
    trail = {"@type": "BreadcrumbList", "itemListElement": steps}
    return {"@type": "WebPage", "@id": absolute(edition.path), "breadcrumb": trail}


def images_of(picture: Picture | None) -> list[dict[str, Any]]:
    """`picture` as schema.org ImageObjects, one for each of SHARED; none without a picture. No queries, no files."""
    if picture is None:
        return []
    chosen = [fallback(picture, shape, width) for shape, width in SHARED]
    words = {"caption": picture.caption, "creditText": picture.credit}
    return [
        {
            "@type": "ImageObject",
            "url": absolute(public_storage().url(image.name)),
            "width": image.width,
            "height": image.height,
            **{name: value for name, value in words.items() if value},
        }
        for image in chosen
    ]


def author_list(edition: Edition, authors: Sequence[Author], publisher: Source | None) -> list[dict[str, str]]:
    """People with pages; else the byline as printed; else the agency the copy came from."""
    if authors:
        return [
            {"@type": "Person", "name": author.name, "url": absolute(author.get_absolute_url())} for author in authors
        ]
    if edition.byline:
        return [{"@type": "Person", "name": edition.byline}]
    return [organisation(publisher)] if publisher else []


def original_of(edition: Edition, publisher: Source) -> str | dict[str, Any]:
    """What syndicated copy is based on: its address, or without one the work by its publisher and day."""
    if edition.original_url:
        return edition.original_url
    work = {"@type": "CreativeWork", "name": edition.headline, "publisher": organisation(publisher)}
    return work | ({"datePublished": edition.original_date.isoformat()} if edition.original_date else {})


def interactions(comments: int) -> dict[str, Any]:
    kind = {"@type": "CommentAction"}
    return {"@type": "InteractionCounter", "interactionType": kind, "userInteractionCount": comments}


def organisation(source: Source) -> dict[str, str]:
    page = {"url": absolute(source.get_absolute_url())} if source.has_page() else {}
    return {"@type": "Organization", "name": source.name, **page}


def correction_comment(correction: Correction) -> dict[str, str]:
    return {"@type": "CorrectionComment", "text": correction.text, "datePublished": correction.made.isoformat()}
