"""The demo's stories: written, marked, published by the verbs, and then moved back in time.

The verbs refuse the past, rightly; a demo needs a paper that is some days old. So each edition is published now, and its
moments are moved before the transaction ends: nobody ever saw them otherwise.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.utils import timezone

from articles.management.demo.cast import Cast
from articles.management.demo.texts import Mark, Story, body_of, marks_of
from articles.models import Article, ArticleAuthor, Edition, Source, Statement
from articles.publishing import revisions, workflow
from articles.publishing.checks.ticks import EVERY_WARNING
from articles.publishing.models.article import Stage
from articles.text.language import direction_of
from articles.text.sanitise import clean_html, plain_paragraphs


def make_story(story: Story, cast: Cast, by: User | None) -> Article:
    """Write `story` and bring it where its header says: published (in one or more editions), scheduled, or embargoed.

    The demo is an operator's command: it lets the warnings of the pre-publish checks pass.
    """
    article = new_article(story, cast)
    article.save()
    for position, slug in enumerate(story.words("authors")):
        ArticleAuthor.objects.create(article=article, author=cast.authors[slug], position=position)
    article.topics.set([cast.topics[slug] for slug in story.words("topics")])
    now = timezone.now()
    if hours := story.get("embargo hours from now"):
        article.embargo_until = now + timedelta(hours=float(hours))
        write(article, story, cast, by)
        revisions.record(article, user=by)
    elif hours := story.get("hours from now"):
        write(article, story, cast, by)
        at = now + timedelta(hours=float(hours))
        workflow.schedule(article, by=by, at=at, acknowledged=EVERY_WARNING)
    else:
        for version in [*story.earlier, story]:
            write(article, version, cast, by)
            substantive = version.get("substantive") != "no"
            workflow.publish(
                article, by=by, note=version.get("note"), substantive=substantive, acknowledged=EVERY_WARNING
            )
        move_back(article, [now - timedelta(hours=float(hours)) for hours in story.words("hours ago")])
    return article


def new_article(story: Story, cast: Cast) -> Article:
    language = story.get("language") or "en"
    return Article(
        public_id=story.get("id"),
        section=cast.sections[story.get("section")],
        kind=story.get("kind"),
        kicker=story.get("kicker"),
        standfirst=story.get("standfirst"),
        dateline=story.get("dateline"),
        language=language,
        direction=direction_of("", language),
        comment_policy=story.get("comments"),
        priority=int(story.get("priority") or 0),
        lead_picture=cast.pictures[story.get("picture")] if story.get("picture") else None,
        stage=Stage.READY,
        headline=story.get("headline"),
    )


def write(article: Article, version: Story, cast: Cast, by: User | None) -> None:
    """Give `article` the words of `version`, and each statement its row and its place in the text."""
    statements = {
        (mark.source, mark.words): statement_of(article, mark, cast.sources[mark.source], by)
        for mark in marks_of(version)
    }
    keys = {marked: statement.pk for marked, statement in statements.items()}
    pictures = {scene: picture.pk for scene, picture in cast.pictures.items()}
    article.headline = version.get("headline")
    article.body = clean_html(body_of(version, keys, pictures))
    article.save()
    paragraphs = plain_paragraphs(article.body)
    for statement in statements.values():
        place(statement, paragraphs)


def statement_of(article: Article, mark: Mark, source: Source, by: User | None) -> Statement:
    """The accepted statement for `mark`; the same one in every version of the story."""
    fields = {
        "role": source.roles.first(),
        "kind": mark.kind(),
        "cue": mark.cue,
        "quotes": mark.quotes(),
        "attribution_level": source.attribution_level,
        "state": Statement.State.ACCEPTED,
        "decided_by": by,
        "decided_at": timezone.now(),
    }
    return Statement.objects.get_or_create(article=article, source=source, words=mark.words, defaults=fields)[0]


def place(statement: Statement, paragraphs: list[str]) -> None:
    """Anchor `statement` where its words stand. Raises ValueError when they stand nowhere."""
    for number, text in enumerate(paragraphs):
        start = text.find(statement.words)
        if start >= 0:
            statement.paragraph, statement.start, statement.end = number, start, start + len(statement.words)
            statement.anchor_digest = hashlib.sha256(text.encode()).hexdigest()
            statement.save()
            return
    raise ValueError(f"These words stand in no paragraph: {statement.words}")


def move_back(article: Article, moments: list[datetime]) -> None:
    """Let the editions of `article` have gone live at `moments`, oldest first, and all that was written with them."""
    editions = list(article.editions.order_by("number"))
    ends = [*moments[1:], None]
    updated = moments[0]
    for edition, start, end in zip(editions, moments, ends, strict=True):
        updated = start if edition.substantive else updated
        Edition.objects.filter(pk=edition.pk).update(
            live_from=start, live_until=end, first_published=moments[0], updated=updated, created=start
        )
        article.revisions.filter(pk=edition.revision_id).update(created=start)
    article.addresses.update(created=moments[0])
    article.statements.update(created=moments[0], decided_at=moments[0])
    Article.objects.filter(pk=article.pk).update(created=moments[0] - timedelta(hours=3), modified=moments[-1])
