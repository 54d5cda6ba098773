"""Whose opinion it is: a card of an opinion names its columnist, as the story itself does."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Prefetch, prefetch_related_objects

from articles.publishing.models import Edition, EditionAuthor
from articles.publishing.models.article import Kind
from articles.text.joining import joined


def named(editions: Iterable[Edition]) -> None:
    """Give each opinion of `editions` its `columnist`. One query where there is one whose authors were not read yet."""
    opinions = [edition for edition in editions if edition.kind == Kind.OPINION]
    if not opinions:
        return
    rows = EditionAuthor.objects.select_related("author")
    prefetch_related_objects(opinions, Prefetch("edition_authors", queryset=rows))
    for edition in opinions:
        edition.columnist = joined(row.author.name for row in edition.edition_authors.all()) or edition.byline


def tags(editions: Iterable[Edition]) -> list[str]:
    """What a page with cards of `editions` shows beside them: authors, where it names one."""
    return ["authors"] if any(edition.columnist for edition in editions) else []
