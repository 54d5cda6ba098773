"""A story as an entry of a feed: in full, labelled, with all its authors, and its corrections where a reader meets them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import F, Prefetch
from django.utils.text import capfirst

from articles.pictures.models import Picture
from articles.pictures.renditions import fallback, public_storage
from articles.publishing.models import Correction, Edition, EditionAuthor
from articles.publishing.models.article import Kind
from articles.publishing.querysets import EditionQuerySet
from articles.syndication import identities
from articles.syndication.addresses import absolute
from articles.syndication.corrected import around, before
from articles.syndication.feed_body import feed_body
from articles.syndication.formats.entry import Entry, Media, Person
from articles.text.excerpt import shorten
from articles.text.sanitise import clean_text

EXCERPT = 300  # characters of the text where no standfirst was written
PICTURE_WIDTH = 1280


def full_stories(editions: EditionQuerySet) -> EditionQuerySet:
    """`editions`, newest first, with bodies and all that an entry says of them, and the `public_id` of each article.

    Three queries.
    """
    rows = EditionAuthor.objects.select_related("author")
    return (
        editions.newest_first()
        .select_related("section", "publisher", "lead_picture")
        .prefetch_related(Prefetch("edition_authors", queryset=rows), "topics")
        .annotate(public_id=F("article__public_id"))
    )


def entry_of(
    edition: Edition, pictures: Mapping[str, Picture], corrections: Sequence[Correction], at: datetime
) -> Entry:
    """An edition of `full_stories` as it is at `at`. No queries."""
    label = label_of(edition)
    names = [edition.section.name, *(topic.name for topic in edition.topics.all()), label]
    categories: dict[str, str] = {}  # an opinion in the section “Opinion” is one category, not two
    for name in filter(None, names):
        categories.setdefault(clean_text(name).casefold(), name)
    standfirst = clean_text(edition.standfirst or shorten(edition.body_text[: EXCERPT * 4], EXCERPT))
    return Entry(
        identity=identities.of_story(edition.public_id),
        title=titled(edition),
        url=absolute(edition.path),
        published=edition.first_published,
        updated=edition.updated,
        summary=before(standfirst, corrections),
        content=around(feed_body(edition.body_html, pictures), corrections),
        categories=list(categories.values()),
        authors=people_of(edition),
        language=edition.language,
        picture=media_of(edition, at),
    )


def label_of(edition: Edition) -> str:
    """“Opinion”; "" for plain news. Opinion, analysis and what was paid for never go out unlabelled."""
    return "" if edition.kind == Kind.NEWS else capfirst(edition.get_kind_display())


def titled(edition: Edition) -> str:
    """The headline behind its label."""
    label = label_of(edition)
    return f"{label}: {edition.headline}" if label else edition.headline


def people_of(edition: Edition) -> list[Person]:
    """The authors; else the byline as printed; else, when readers may know it, where the copy came from."""
    authors = [row.author for row in edition.edition_authors.all()]
    if authors:
        return [Person(author.name, absolute(author.get_absolute_url())) for author in authors]
    if edition.byline:
        return [Person(edition.byline)]
    return [Person(edition.publisher.name)] if edition.publisher and edition.publisher.is_nameable() else []


def lead_of(edition: Edition, at: datetime) -> Picture | None:
    """The lead picture, when readers may see it at `at`."""
    picture = edition.lead_picture
    return picture if picture and picture.is_shown(at) else None


def next_end_of_licence(pictures: Iterable[Picture | None]) -> datetime | None:
    """When the first of `pictures` may not be shown any more. No query."""
    ends = [ends for picture in pictures if picture and (ends := picture.shown_until)]
    return min(ends, default=None)


def media_of(edition: Edition, at: datetime) -> Media | None:
    """The lead picture as one JPEG, by its absolute address."""
    picture = lead_of(edition, at)
    if picture is None:
        return None
    image = fallback(picture, "full", PICTURE_WIDTH)
    address = absolute(public_storage().url(image.name))
    words = picture.words(edition.lead_alt, decorative=edition.lead_decorative)
    return Media(address, image.width, image.height, words, picture.credit)
