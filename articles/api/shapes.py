"""What the interface says of each thing: the public columns of an edition and what stands around it, and nothing else.

schemas.py describes the same shapes; a test holds the one against the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst

from articles.comments.models import Comment
from articles.pictures.models import Picture
from articles.pictures.renditions import fallback, public_storage
from articles.publishing.models import Author, Correction, Edition, Section, Topic
from articles.sourcing.conduits import circumstances
from articles.sourcing.models import Evidence, Source
from articles.sourcing.terms import attribution_of
from articles.syndication import identities
from articles.syndication.addresses import absolute
from articles.syndication.entries import PICTURE_WIDTH, label_of, lead_of

Shape = dict[str, Any]


def when(moment: datetime | date | None) -> str | None:
    return moment.isoformat() if moment else None


def address_of(name: str, **parts: str) -> str:
    """The absolute address of one of the interface's own."""
    return absolute(reverse(name, kwargs=parts))


def article(edition: Edition, at: datetime) -> Shape:
    """An edition of `articles.rows`, without its body. No queries."""
    public_id = edition.public_id
    named = edition.publisher if edition.publisher and edition.publisher.is_nameable() else None
    lead = lead_of(edition, at)
    return {
        "id": public_id,
        "url": absolute(edition.path),
        "api_url": address_of("api_article", public_id=public_id),
        "kind": edition.kind,
        "label": label_of(edition) or None,
        "headline": edition.headline,
        "kicker": edition.kicker,
        "standfirst": edition.standfirst,
        "byline": edition.byline,
        "dateline": edition.dateline,
        "language": edition.language or None,
        "direction": edition.direction,
        "section": section(edition.section),
        "authors": [author(row.author) | {"role": row.role} for row in edition.edition_authors.all()],
        "topics": [topic(each) for each in edition.topics.all()],
        "publisher": source_name(named),
        "original_url": (edition.original_url or None) if named else None,
        "licence": edition.licence or None,
        "lead_picture": picture(lead, edition) if lead else None,
        "published": when(edition.first_published),
        "updated": when(edition.updated),
        "edition": edition.number,
    }


def whole_article(
    edition: Edition, at: datetime, body: str, corrections: Iterable[Correction], others: Iterable[Edition]
) -> Shape:
    """With its body, its corrections, and where more is told of it. `others` are its translations."""
    public_id = edition.public_id
    return article(edition, at) | {
        "body_html": body,
        "body_text": edition.body_text,
        "unverified": edition.unverified or None,
        "how_reported": edition.how_reported or None,
        "corrections": [correction(each) for each in corrections],
        "translations": [{"language": other.language, "url": absolute(other.path)} for other in others],
        "statements_url": f"{address_of('api_statements')}?article={public_id}",
        "comments_url": address_of("api_comments", public_id=public_id),
        "ninjs_url": address_of("api_ninjs", public_id=public_id),
    }


def picture(found: Picture, edition: Edition) -> Shape:
    image = fallback(found, "full", PICTURE_WIDTH)
    return {
        "url": absolute(public_storage().url(image.name)),
        "width": image.width,
        "height": image.height,
        "alt": found.words(edition.lead_alt, decorative=edition.lead_decorative),
        "caption": found.caption,
        "credit": found.credit,
    }


def section(found: Section) -> Shape:
    return {"slug": found.slug, "name": found.name, "url": absolute(found.get_absolute_url())}


def topic(found: Topic) -> Shape:
    return {"slug": found.slug, "name": found.name, "url": absolute(found.get_absolute_url())}


def author(found: Author) -> Shape:
    return {"slug": found.slug, "name": found.name, "url": absolute(found.get_absolute_url())}


def source_name(found: Source | None) -> Shape | None:
    """Who readers may know by name; where there is no page, the name alone."""
    if found is None:
        return None
    page = found.has_page()
    return {
        "slug": found.slug if page else None,
        "name": found.name,
        "url": absolute(found.get_absolute_url()) if page else None,
    }


def source(found: Any) -> Shape:
    """A source of `with_what_is_told`."""
    role = ", ".join(filter(None, [found.title or "", found.organisation or ""]))
    return {
        "slug": found.slug,
        "name": found.name,
        "kind": found.kind,
        "description": found.description,
        "website": found.website or None,
        "role": role or None,
        "statements": found.statements_told,
        "url": absolute(found.get_absolute_url()),
        "statements_url": f"{address_of('api_statements')}?source={found.slug}",
        "articles_url": f"{address_of('api_articles')}?source={found.slug}",
    }


def statement(found: Any, seen: Sequence[Evidence]) -> Shape | None:
    """A statement of `statements.rows`, as readers may know it; None for one that is nobody's to them. `seen`: its evidence."""
    who = attribution_of(found)
    if who is None or found.source is None:
        return None
    named = who.is_named
    return {
        "id": identities.of_statement(found.pk).partition(":")[2],
        "kind": found.kind,
        "words": found.words,
        "quotes": [quote for quote in found.quotes if isinstance(quote, str)],
        "speaker": {
            "name": who.name,
            "is_named": named,
            "role": who.role or None,
            "slug": found.source.slug if who.url else None,
            "url": absolute(who.url) if who.url else None,
            "why_unnamed": who.why_unnamed or None,
        },
        "said_on": when(found.said_on) if named else None,
        "circumstances": circumstances(found) if named else [],
        "evidence": [evidence(each) for each in seen] if named else [],
        "article": {
            "id": found.public_id,
            "headline": found.headline,
            "url": absolute(found.path),
            "language": found.story_language or None,
            "published": when(found.first_published),
        },
    }


def evidence(found: Evidence) -> Shape:
    return {
        "kind": found.kind,
        "url": found.url or None,
        "description": found.description,
        "captured": when(found.captured_at),
        "second": found.offset,
    }


def correction(found: Correction) -> Shape:
    return {
        "id": found.pk,
        "kind": found.kind,
        "label": capfirst(found.get_kind_display()),
        "text": found.text,
        "wrong": found.wrong or None,
        "right": found.right or None,
        "made": when(found.made),
    }


def listed_correction(found: Any) -> Shape:
    """A correction as `Correction.objects.public` reads it, with `public_id`."""
    of = {"id": found.public_id, "headline": found.headline, "url": absolute(found.path)}
    return correction(found) | {"article": of}


def comment(found: Comment, public_id: str) -> Shape:
    """What readers see of a comment: never an address of whoever wrote it."""
    return {
        "id": found.pk,
        "url": absolute(reverse("comment_thread", args=[public_id, found.pk])),
        "name": found.author_name or None,
        "badge": found.badge or None,
        "text": found.text,
        "passage": found.passage or None,
        "language": found.language or None,
        "posted": when(found.shown_at),
        "edited": when(found.edited_at),
        "thread": found.thread_id,
        "in_reply_to": found.parent_id,
        "recommendations": found.recommendations,
        "is_featured": found.featured_at is not None,
    }
