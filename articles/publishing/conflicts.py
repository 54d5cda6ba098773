"""Two people in one article: a save says which version it began with, and one that is out of date writes nothing.

`Article.version` counts changes of the working copy. `Article.save()` and `Article.objects.update()` count themselves;
whoever changes only rows that hang on an article (authors, topics, statements) outside of its form calls `touch`.
Verbs that leave the working copy alone (publish, schedule, withdraw) do not count, so they refuse nobody's save.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import F
from django.utils.translation import gettext as _

from articles.publishing.models import Article, Revision
from articles.publishing.revisions import base_of, snapshot


class Stale(Exception):
    """The article changed since the version that a change began with. `article` is as it is now, locked."""

    def __init__(self, article: Article):
        super().__init__(_("The article was changed by someone else in the meantime."))
        self.article = article


@dataclass(frozen=True)
class Since:
    """What happened to an article since a version: `base` is what it was then, `newest` the last one recorded."""

    base: Revision | None
    newest: Revision | None

    @property
    def by(self) -> User | None:
        return self.newest.user if self.newest else None


def lock_at(pk: int, version: int | None) -> Article:
    """The article's row, locked until the transaction ends. Raises Stale unless it is at `version`, DoesNotExist if gone.

    To be called first in the transaction that writes: what is read after it is what will be overwritten.
    """
    article = Article.objects.select_for_update(of=("self",)).get(pk=pk)
    if article.version != version:
        raise Stale(article)
    return article


def touch(article: Article) -> None:
    """Count a change of rows that hang on `article`, so that a form that is open notices it. One UPDATE."""
    Article.objects.filter(pk=article.pk).update(version=F("version") + 1)


def only_parts_changed(article: Article, version: int | None, parts: Collection[str]) -> bool:
    """Whether nothing but `parts` (rows by their names in a snapshot) changed since `version`, as far as is recorded.

    A form that shows none of them overwrites none of them. Two queries, and those of a snapshot.
    """
    base = base_of(article, version) if version is not None and parts else None
    if base is None:
        return False
    present = snapshot(article)
    names = {*base.content, *present} - set(parts)
    return all(base.content.get(name) == present.get(name) for name in names)


def since(article: Article, version: int | None) -> Since:
    """What a form opened at `version` began with, and what stands now. Two queries."""
    newest = article.revisions.select_related("user").defer("content").order_by("-number").first()
    return Since(base_of(article, version) if version is not None else None, newest)
