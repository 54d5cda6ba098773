"""Whose opinion it is: a card of an opinion names its columnist, as the story itself does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import BigIntegerField

from articles.prepared import Several, prepared
from articles.publishing.models import Edition, EditionAuthor
from articles.publishing.models.article import Kind
from articles.text.joining import joined


def named(editions: Iterable[Edition]) -> None:
    """Give each opinion of `editions` its `columnist`. One query where there is one whose authors were not read yet."""
    opinions = [edition for edition in editions if edition.kind == Kind.OPINION]
    if not opinions:
        return
    names: dict[int, list[str]] = defaultdict(list)
    unread = [edition.pk for edition in opinions if not has_authors(edition)]
    for key, name in names_of(editions=unread) if unread else []:
        names[key].append(name)
    for edition in opinions:
        if has_authors(edition):
            names[edition.pk] = [row.author.name for row in edition.edition_authors.all()]
        edition.columnist = joined(names[edition.pk]) or edition.byline


def has_authors(edition: Edition) -> bool:
    """Whether they were read with it."""
    return "edition_authors" in getattr(edition, "_prefetched_objects_cache", {})


@prepared(editions=Several(BigIntegerField()))
def names_of(*, editions):
    """The key of each edition with the name of each of its authors, in the order of its byline."""
    rows = EditionAuthor.objects.filter(edition__pk__in=editions)
    return rows.order_by("position", "pk").values_list("edition", "author__name")


def tags(editions: Iterable[Edition]) -> list[str]:
    """What a page with cards of `editions` shows beside them: authors, where it names one."""
    return ["authors"] if any(edition.columnist for edition in editions) else []
