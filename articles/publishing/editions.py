"""Freezing: an edition made of a working copy, its revision and a moment.

Packages above publishing add to its body with `contribute`: sourcing marks what each source said.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.contrib.auth.models import User

from articles.publishing.models import Article, Edition, EditionAuthor, Revision
from articles.text.sanitise import clean_html, plain_text

COPIED = (
    "section_id",
    "kind",
    "headline",
    "kicker",
    "standfirst",
    "byline",
    "dateline",
    "language",
    "direction",
    "translation_of_id",
    "publisher_id",
    "original_url",
    "original_date",
    "licence",
    "lead_picture_id",
    "lead_alt",
    "lead_decorative",
    "priority",
    "unverified",
    "how_reported",
)

Change = Callable[[Article, str], str]
_changes: list[Change] = []


def contribute(change: Change) -> None:
    """Let `change(article, body_html)` give the body of each edition of `article`. Called once, at start.

    It gets sanitised markup, and what it gives is sanitised again. It may lay marks around words and leaves them alone.
    """
    if change not in _changes:
        _changes.append(change)


def body_of(article: Article) -> str:
    """The body that an edition of `article` as it stands would have. Queries what others contribute."""
    body_html = clean_html(article.body)
    for change in _changes:
        body_html = clean_html(change(article, body_html))
    return body_html


def freeze(
    article: Article,
    revision: Revision,
    *,
    path: str,
    live_from: datetime,
    substantive: bool,
    by: User | None,
    note: str,
) -> Edition:
    """Make the next edition of `article`. The caller holds the article's lock and has closed the former edition."""
    former = article.editions.order_by("-number").first()
    body_html = body_of(article)
    edition = Edition.objects.create(
        article=article,
        revision=revision,
        number=former.number + 1 if former else 1,
        path=path,
        body_html=body_html,
        body_text=plain_text(body_html),
        first_published=former.first_published if former else live_from,
        live_from=live_from,
        updated=live_from if substantive or former is None else former.updated,
        substantive=substantive,
        published_by=by,
        note=note[:300],
        **{name: getattr(article, name) for name in COPIED},
    )
    copy_relations(article, edition)
    return edition


def copy_relations(article: Article, edition: Edition) -> None:
    """Authors in order, topics, and every source that has a statement in the article or is its publisher."""
    EditionAuthor.objects.bulk_create(
        EditionAuthor(edition=edition, author_id=row.author_id, role=row.role, position=row.position)
        for row in article.article_authors.all()
    )
    edition.topics.set(article.topics.all())
    speakers = article.statements.filter(state="accepted", source__isnull=False).values_list("source_id", flat=True)
    edition.sources.set({*speakers, *([article.publisher_id] if article.publisher_id else [])})


def freeze_again(last: Edition, *, path: str, live_from: datetime, by: User | None, note: str) -> Edition:
    """Make the next edition of an article from an edition that has ended: same words, same revision, a new number.

    It does not move “updated”: nothing in it is new. The caller holds the article's lock.
    """
    newest = last.article.editions.order_by("-number").values_list("number", flat=True)[0]
    edition = Edition.objects.create(
        article_id=last.article_id,
        revision_id=last.revision_id,
        number=newest + 1,
        path=path,
        body_html=last.body_html,
        body_text=last.body_text,
        first_published=last.first_published,
        live_from=live_from,
        updated=last.updated,
        substantive=False,
        published_by=by,
        note=note[:300],
        **{name: getattr(last, name) for name in COPIED},
    )
    EditionAuthor.objects.bulk_create(
        EditionAuthor(edition=edition, author_id=row.author_id, role=row.role, position=row.position)
        for row in last.edition_authors.all()
    )
    edition.topics.set(last.topics.all())
    edition.sources.set(last.sources.all())
    return edition
