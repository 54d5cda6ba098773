"""Copies in the queue: comments of the same words are one row; those that only begin alike stand with it, to be ticked.

By the marks of a text (judging/folding.py): the same words, however they are spelt and spaced, have one digest; a text
that begins as another does, and goes on otherwise, has only its opening in common with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.db.models import QuerySet

from articles.comments.models import Comment
from articles.publishing import rights

SECTION = "article__section"
SHOWN_ALIKE = 5  # other beginnings of the same kind that a row shows in their words


@dataclass
class Group:
    """Ids, newest first: `ids` say the same as the first of them does; `alike` begin as it does. `shown` of these are
    shown, each of other words.
    """

    ids: list[int] = field(default_factory=list)
    alike: list[int] = field(default_factory=list)
    shown: dict[str, int] = field(default_factory=dict)


def grouped(rows: Iterable[Mapping[str, Any]]) -> list[Group]:
    """`rows` with pk, digest and opening, newest first, as groups in the order of their newest."""
    groups: dict[Any, Group] = {}
    digests: dict[Any, str | None] = {}
    for row in rows:
        family = row["opening"] or row["digest"] or row["pk"]
        group = groups.setdefault(family, Group())
        if digests.setdefault(family, row["digest"]) == row["digest"]:
            group.ids.append(row["pk"])
        else:
            group.alike.append(row["pk"])
            if len(group.shown) < SHOWN_ALIKE:
                group.shown.setdefault(row["digest"], row["pk"])
    return list(groups.values())


def of(comment_ids: Iterable[int], *, alike: bool = False, by: User | None) -> QuerySet[Comment]:
    """All that need eyes and say the same as one of these comments, or with `alike` begin as one of them does.

    As far as `by` may decide on them. One query for the marks, at once.
    """
    mark = "opening" if alike else "digest"
    chosen = Comment.objects.filter(pk__in=list(comment_ids), **{f"{mark}__isnull": False})
    marks = list(chosen.values_list(mark, flat=True))
    rows = Comment.objects.filter(**{f"{mark}__in": marks}, needs_eyes=True)
    return rows if rights.sections_of(by) is None else rights.within(rows, by, SECTION)
