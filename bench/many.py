"""Rows by the ten thousand for figures about the desk: stories as published, and what hangs on them. Never demo data."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db import connection, models
from django.utils import timezone

from articles.models import (
    Article,
    AuditEntry,
    Author,
    Comment,
    Correction,
    Edition,
    ImportedDocument,
    Notice,
    Picture,
    Revision,
    Section,
    Source,
    Topic,
)
from articles.publishing import audit

BATCH = 500
SECTIONS = 10


def fill(number: int, *, by: User | None = None) -> list[Article]:
    """`number` stories, each live, with a revision of its own, a waiting comment, a source and an entry of the log;
    for every tenth a correction, a picture, a document, a topic and an author. `by` gets a notice for each.
    """
    now = timezone.now()
    sections = [Section.objects.create(name=f"Part {each}", slug=f"part-{each}") for each in range(SECTIONS)]
    sources = add(Source, [Source(name=f"Source {each:06}", slug=f"source-{each}") for each in range(number)])
    stories = add(Article, [story(each, sections, sources[each], by) for each in range(number)])
    revisions = add(
        Revision,
        [Revision(article=each, number=1, content={"v": 1}, digest=f"{each.pk:064}", user=by) for each in stories],
    )
    add(Edition, [edition(*pair, now - timedelta(minutes=pair[0].pk)) for pair in zip(stories, revisions, strict=True)])
    spread(number, stories, by, now)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return stories


def add[Row: models.Model](model: type[Row], rows: list[Row]) -> list[Row]:
    return model._default_manager.bulk_create(rows, batch_size=BATCH)


def story(each: int, sections: list[Section], source: Source, by: User | None) -> Article:
    """Stages, due times and people as a newsroom of some years has them: nearly all is done, the newest is in hand."""
    fields: dict[str, Any] = {
        "headline": f"Story {each} of the harbour",
        "body": "<p>The ferry left at noon.</p>",
        "language": "en",
    }
    if each % 100 == 0:
        fields |= {"reporter": by, "due": timezone.now() - timedelta(hours=each), "planned_for": timezone.localdate()}
    return Article(section=sections[each % SECTIONS], publisher=source, stage="ready", **fields)


def edition(of: Article, revision: Revision, started) -> Edition:
    return Edition(
        article=of,
        revision=revision,
        number=1,
        section_id=of.section_id,
        publisher_id=of.publisher_id,
        path=f"/x/{of.public_id}/",
        headline=of.headline,
        body_html=of.body,
        body_text="The ferry left at noon.",
        first_published=started,
        live_from=started,
        updated=started,
        announced=started,
    )


def spread(number: int, stories: list[Article], by: User | None, now) -> None:
    """What belongs to stories, and what merely is many."""
    some = stories[::10]
    add(Comment, [Comment(article=each, text="A remark.", author_name="Wilma", posted=now) for each in stories])
    add(
        AuditEntry,
        [
            audit.entry(by, "publish", object_type="article", object_id=each.pk, object_name=each.headline)
            for each in stories
        ],
    )
    add(Correction, [Correction(article=each, text="It was the other pier.") for each in some])
    add(Topic, [Topic(name=f"Topic {each:06}", slug=f"topic-{each}") for each in range(len(some))])
    add(Author, [Author(name=f"Author {each:06}", slug=f"author-{each}") for each in range(len(some))])
    add(Picture, [Picture(title=f"Pier {each}", digest=f"{each:064}", width=9, height=6) for each in range(len(some))])
    documents = [
        ImportedDocument(digest=f"{each.pk:064}", content=b"x", size=1, status="imported", article=each)
        for each in some
    ]
    add(ImportedDocument, documents)
    if by:
        add(Notice, [Notice(user=by, kind="live", text=f"“{each.headline}” is live.", article=each) for each in some])
