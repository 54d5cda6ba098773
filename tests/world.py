"""A small world to test in: invented people, a section, stories in any state. Each builder takes overrides."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from unittest import mock

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils import timezone

from articles.comments.discussions import counts
from articles.models import (
    Article,
    ArticleAuthor,
    Author,
    Comment,
    Edition,
    Section,
    Source,
    Statement,
    StatementFix,
    Topic,
)
from articles.publishing import workflow
from articles.sourcing.source_desk import fixing

_numbers = count(1)


def make_user(name: str, *groups: str, **fields):
    """An account of the desk. Groups come from the data migration: Reporter, Editor, Moderator."""
    user = get_user_model().objects.create_user(
        username=name, password="a long password of words", **{"is_staff": bool(groups), **fields}
    )
    user.groups.set(Group.objects.filter(name__in=groups))
    assert user.groups.count() == len(groups), f"no such group among {groups}"
    return user


def make_section(**fields) -> Section:
    number = next(_numbers)
    return Section.objects.get_or_create(**{"name": f"Section {number}", "slug": f"section-{number}", **fields})[0]


def make_source(**fields) -> Source:
    number = next(_numbers)
    return Source.objects.create(**{"name": f"Source {number}", "slug": f"source-{number}", **fields})


def make_author(**fields) -> Author:
    number = next(_numbers)
    return Author.objects.create(**{"name": f"Ada Writer {number}", "slug": f"ada-writer-{number}", **fields})


def make_topic(**fields) -> Topic:
    number = next(_numbers)
    return Topic.objects.create(**{"name": f"Topic {number}", "slug": f"topic-{number}", **fields})


def make_article(*, authors=(), topics=(), **fields) -> Article:
    """A working copy that passes the pre-publish checks, in a section of its own unless one is given."""
    number = next(_numbers)
    if "section" not in fields:
        fields["section"] = make_section()
    article = Article.objects.create(
        **{
            "headline": f"Harbour story number {number}",
            "standfirst": "What happened at the harbour, in one sentence.",
            "body": f"<p>The ferry left at noon, said the harbour master of pier {number}.</p><p>It came back.</p>",
            "language": "en",
            **fields,
        }
    )
    for position, author in enumerate(authors):
        ArticleAuthor.objects.create(article=article, author=author, position=position)
    article.topics.set(topics)
    return article


def make_live(*, ago: timedelta = timedelta(hours=1), **fields) -> Edition:
    """The live edition of a new article, published by the command line `ago` before now."""
    edition = workflow.publish(make_article(**fields), by=None)
    moment = timezone.now() - ago
    # The verb refuses the past; a test's story must have one.
    Edition.objects.filter(pk=edition.pk).update(live_from=moment, first_published=moment, updated=moment)
    edition.refresh_from_db()
    return edition


def make_scheduled(*, ahead: timedelta = timedelta(hours=1), **fields) -> Edition:
    return workflow.schedule(make_article(**fields), by=None, at=timezone.now() + ahead)


def make_comment(edition: Edition, **fields) -> Comment:
    number = next(_numbers)
    comment = Comment.objects.create(
        **{
            "article": edition.article,
            "edition": edition,
            "author_name": f"Reader {number}",
            "author_email": f"reader{number}@example.org",
            "text": f"A remark, number {number}.",
            "status": Comment.Status.APPROVED,
            "posted": timezone.now(),
            **fields,
        }
    )
    counts.recount([edition.article_id])
    return comment


def make_statement(article: Article | None = None, **fields) -> Statement:
    """An accepted statement of a new source in `article` (a new one unless given), without a place in its text."""
    number = next(_numbers)
    return Statement.objects.create(
        **{
            "article": article or make_article(),
            "source": fields.pop("source", None) or make_source(),
            "words": f"The ferry left at noon, said the harbour master of pier {number}.",
            "state": Statement.State.ACCEPTED,
            **fields,
        }
    )


def make_fix(statement: Statement | None = None, *, wrong: str = "at noon", right: str = "at two") -> StatementFix:
    return fixing.open_fix(statement or make_statement(), wrong=wrong, right=right, by=None)


@contextmanager
def past_the_checks() -> Iterator[None]:
    """As if the pre-publish checks had failed us: what readers may not know is kept from them even then."""
    with mock.patch("articles.publishing.workflow.refuse_errors"):
        yield


def publish_past_the_checks(article: Article) -> Edition:
    with past_the_checks():
        return workflow.publish(article, by=None)
