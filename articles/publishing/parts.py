"""Part: what of an article stands in rows of their own (authors, statements), and how a revision holds it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.publishing.models.article import Article, ArticleAuthor
from articles.publishing.models.taxonomy import Author


@dataclass(frozen=True)
class Part:
    """How one kind of row is kept in a revision, compared, and set again. `value` is what `snapshot` gave, from JSON.

    `rows(article, value)`: the rows as unsaved instances, for reading. No query.
    `describe(values)`: for each value its rows as {key: words}; a key is the same row in each. Names are looked up now.
    `restore(article, value, by)`: make the article's rows these; gives a sentence for each that could not be.
    """

    label: Any
    model: type[models.Model]
    snapshot: Callable[[Article], Any]
    rows: Callable[[Article, Any], list[models.Model]]
    describe: Callable[[list[Any]], list[dict[Any, str]]]
    restore: Callable[[Article, Any, User | None], list[str]]
    ordered: bool = False  # whether their order says something


def no_longer_there(pk: Any) -> str:
    """What stands for a name that can no longer be looked up."""
    return _("no longer there (number %s)") % pk


def _authors_of(article: Article) -> list[list[Any]]:
    return [list(row) for row in article.article_authors.values_list("author_id", "role", "position")]


def _rows(article: Article, value: Any) -> list[models.Model]:
    return [
        ArticleAuthor(article=article, author_id=author_id, role=role, position=position)
        for author_id, role, position in value
    ]


def _describe(values: list[Any]) -> list[dict[Any, str]]:
    names = dict(Author.objects.filter(pk__in={row[0] for value in values for row in value}).values_list("pk", "name"))
    return [
        {
            author_id: f"{names.get(author_id) or no_longer_there(author_id)}{f' ({role})' if role else ''}"
            for author_id, role, _position in value
        }
        for value in values
    ]


def _restore(article: Article, value: Any, by: User | None) -> list[str]:
    known = set(Author.objects.filter(pk__in=[row[0] for row in value]).values_list("pk", flat=True))
    article.article_authors.all().delete()
    ArticleAuthor.objects.bulk_create(
        ArticleAuthor(article=article, author_id=author_id, role=role, position=position)
        for author_id, role, position in value
        if author_id in known
    )
    return [_("An author was left out: %s.") % no_longer_there(row[0]) for row in value if row[0] not in known]


AUTHORS = Part(
    label=gettext_lazy("Authors"),
    model=ArticleAuthor,
    snapshot=_authors_of,
    rows=_rows,
    describe=_describe,
    restore=_restore,
    ordered=True,
)
