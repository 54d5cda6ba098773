"""The queue of the moderators: what needs eyes, which of it is asked for, in pages and with counts.

It reads the newest WINDOW of what matches by the partial index and no more, so a page costs the same with 60 and with
10,000,000 comments; where there are more, counts say “1,000+”.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from articles.comments.desk import copies
from articles.comments.desk.rows import Row, rows_of
from articles.comments.models import Comment
from articles.publishing import rights

WINDOW = 1000
A_PAGE = 50
SECTION = "article__section"
SHOWS = {
    "": gettext_lazy("Needs eyes"),
    "held": gettext_lazy("Held"),
    "reported": gettext_lazy("Reported"),
    "edited": gettext_lazy("Edited after approval"),
}
# All that are held need eyes, which the condition must not say once more: PostgreSQL takes the two for independent, reads
# every held one and sorts them, half a second for 100,000, in place of the newest by their index.
CONDITIONS: dict[str, dict[str, Any]] = {
    "": {"needs_eyes": True},
    "held": {"status": Comment.Status.WAITING},
    "reported": {"needs_eyes": True, "open_reports__gt": 0},
    "edited": {"needs_eyes": True, "status": Comment.Status.APPROVED, "edited_unseen": True},
}


@dataclass(frozen=True)
class Filter:
    """What of the queue is looked at; ids of a section and of a story."""

    show: str = ""
    section: int | None = None
    article: int | None = None

    @property
    def query(self) -> dict[str, str]:
        values = {"show": self.show, "section": self.section, "article": self.article}
        return {name: str(value) for name, value in values.items() if value}


@dataclass(frozen=True)
class Page:
    rows: list[Row]
    number: int
    pages: int
    counts: dict[str, str]  # of SHOWS, in words
    matching: str  # how many match the filter, in words
    sections: dict[int, str]  # those in which something needs eyes


def matching(wanted: Filter, *, by: User | None) -> QuerySet[Comment]:
    """All comments of the filter that `by` may decide on, newest first, by an index."""
    rows = Comment.objects.filter(**CONDITIONS[wanted.show]).order_by("-created", "-pk")
    if wanted.section:
        rows = rows.filter(article__section=wanted.section)
    if wanted.article:
        rows = rows.filter(article=wanted.article)
    return rows if rights.sections_of(by) is None else rights.within(rows, by, SECTION)


def page_of(wanted: Filter, number: int, *, by: User) -> Page:
    """A page of the queue. Six queries for any number of rows; `number` past the end gives the last page."""
    seen = (
        "pk",
        "digest",
        "opening",
        "status",
        "open_reports",
        "edited_unseen",
        "article__section",
        "article__section__name",
    )
    window = list(matching(wanted, by=by).values(*seen)[: WINDOW + 1])
    full = len(window) > WINDOW
    groups = copies.grouped(window[:WINDOW])
    pages = max(1, -(-len(groups) // A_PAGE))
    number = min(max(number, 1), pages)
    shown = groups[(number - 1) * A_PAGE : number * A_PAGE]
    sections = {row["article__section"]: row["article__section__name"] for row in window}
    return Page(
        rows=rows_of(shown),
        number=number,
        pages=pages,
        counts=counts_of(window, wanted, full),
        matching=in_words(len(window[:WINDOW]), full),
        sections=dict(sorted(sections.items(), key=lambda item: item[1] or "")),
    )


def counts_of(window: list[dict[str, Any]], wanted: Filter, full: bool) -> dict[str, str]:
    """How many of each kind stand in the window. While a kind is chosen only its own number is known."""
    if wanted.show:
        return {wanted.show: in_words(min(len(window), WINDOW), full)}
    rows = window[:WINDOW]
    found = {
        "": len(rows),
        "held": sum(row["status"] == Comment.Status.WAITING for row in rows),
        "reported": sum(row["open_reports"] > 0 for row in rows),
        "edited": sum(row["edited_unseen"] and row["status"] == Comment.Status.APPROVED for row in rows),
    }
    return {show: in_words(count, full) for show, count in found.items()}


def in_words(count: int, full: bool) -> str:
    """How many; nothing for a kind of which the window, being full, holds none: there may be some behind it."""
    if full:
        return f"{count:,}+" if count else ""
    return f"{count:,}"
