"""The queue of the moderators: what needs eyes, equal texts as one row, with all that a decision asks for.

It reads the newest WINDOW of what matches by the partial index and no more, so a page costs the same with 60 and with
10,000,000 comments; where there are more, counts say “1,000+”.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.db.models import CharField, F, Prefetch, QuerySet, Value
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.comments.desk import statements
from articles.comments.desk.models import ReaderWarning
from articles.comments.judging import bans, records, trust
from articles.comments.judging.models import Ban
from articles.comments.models import Comment, Reason
from articles.comments.responding.models import Report
from articles.publishing import rights
from articles.text.excerpt import shorten

WINDOW = 1000
A_PAGE = 50
EXCERPT = 220  # letters of a comment that is context
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


@dataclass
class Row:
    """One comment to decide on, or several of the same words: `same` are the others that need eyes."""

    comment: Comment
    same: list[int] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    trust: trust.Trust | None = None
    standing: list[str] = field(default_factory=list)

    @property
    def why(self) -> list[str]:
        return [reason_in_words(reason) for reason in self.comment.reasons]

    @property
    def same_words(self) -> str:
        count = len(self.same)
        return ngettext("and %d more with the same words", "and %d more with the same words", count) % count

    @property
    def answered(self) -> str:
        """What the comment answers; "" for one that began a thread."""
        return shorten(self.comment.parent.text, EXCERPT) if self.comment.parent else ""

    @property
    def began(self) -> str:
        """What began the thread, where that is another comment than the one answered."""
        first = self.comment.thread
        return shorten(first.text, EXCERPT) if first and first.pk != self.comment.parent_id else ""


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


def same_words(comment_ids: Iterable[int], *, by: User | None) -> QuerySet[Comment]:
    """These comments and all that need eyes and say the same, as far as `by` may decide on them."""
    digests = Comment.objects.filter(pk__in=list(comment_ids), digest__isnull=False).values("digest")
    rows = Comment.objects.filter(digest__in=list(digests.values_list("digest", flat=True)), needs_eyes=True)
    return rows if rights.sections_of(by) is None else rights.within(rows, by, SECTION)


def page_of(wanted: Filter, number: int, *, by: User) -> Page:
    """A page of the queue. Six queries for any number of rows; `number` past the end gives the last page."""
    seen = ("pk", "digest", "status", "open_reports", "edited_unseen", "article__section", "article__section__name")
    window = list(matching(wanted, by=by).values(*seen)[: WINDOW + 1])
    full = len(window) > WINDOW
    groups: dict[Any, list[int]] = defaultdict(list)
    for row in window[:WINDOW]:
        groups[row["digest"] or row["pk"]].append(row["pk"])
    pages = max(1, -(-len(groups) // A_PAGE))
    number = min(max(number, 1), pages)
    shown = list(groups.values())[(number - 1) * A_PAGE : number * A_PAGE]
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


def rows_of(groups: list[list[int]]) -> list[Row]:
    """A row for each group, under its newest comment. Five queries."""
    reports = Report.objects.filter(state=Report.State.OPEN).order_by("pk")
    chosen = (
        Comment.objects.select_related("article__section", "article__discussion", "parent", "thread", "user")
        .defer("article__body")
        .prefetch_related(Prefetch("reports", reports, to_attr="waiting_reports"))
    )
    comments = chosen.order_by().in_bulk([group[0] for group in groups])
    known = records.records_of(comments.values())
    standing = standing_in_words(comments.values())
    return [
        Row(
            comment=comment,
            same=group[1:],
            reports=comment.waiting_reports,
            trust=trust.of(known[comment.pk]),
            standing=standing[comment.pk],
        )
        for group in groups
        if (comment := comments.get(group[0]))
    ]


def standing_in_words(comments: Iterable[Comment]) -> dict[int, list[str]]:
    """What is on record of each writer, by the comment's number: “suspended until …”, “2 warnings”. One query."""
    digests = {
        comment.pk: bans.digests_of(address) if (address := statements.address_of(comment)) else []
        for comment in comments
    }
    wanted = {digest for some in digests.values() for digest in some}
    if not wanted:
        return {pk: [] for pk in digests}
    what = CharField()
    kept = Ban.objects.filter(who__in=wanted).order_by()
    warned = ReaderWarning.objects.filter(who__in=wanted).order_by()
    both = (
        kept.values_list("who", Value("ban", what), "until", "lifted_at")
        .union(warned.values_list("who", Value("warning", what), F("created"), F("created")), all=True)
        .order_by()
    )
    found: dict[str, list[tuple[str, Any, Any]]] = defaultdict(list)
    for who, kind, until, lifted in both:
        found[who].append((kind, until, lifted))
    return {pk: words_of([each for digest in some for each in found[digest]]) for pk, some in digests.items()}


def words_of(entries: list[tuple[str, Any, Any]]) -> list[str]:
    now = timezone.now()
    running = [until for kind, until, lifted in entries if kind == "ban" and not lifted and (not until or until > now)]
    former = sum(kind == "ban" for kind, _until, _lifted in entries) - len(running)
    warnings = sum(kind == "warning" for kind, _until, _lifted in entries)
    said = []
    if None in running:
        said.append(_("banned"))
    elif running:
        said.append(_("suspended until %s") % date_format(timezone.localtime(max(running)), "j F Y"))
    if former:
        said.append(ngettext("%d ban before", "%d bans before", former) % former)
    if warnings:
        said.append(ngettext("%d warning", "%d warnings", warnings) % warnings)
    return said


def reason_in_words(reason: dict[str, Any]) -> str:
    """One entry of Comment.reasons: the rule, what it found, the score and the version of the rules or the filter."""
    words = str(dict(Reason.choices).get(reason.get("rule", ""), reason.get("rule", "")))
    details = [str(reason["match"])] if reason.get("match") else []
    if reason.get("score") is not None:
        details.append(_("score %.2f") % reason["score"])
    if reason.get("version"):
        details.append(str(reason["version"]))
    return f"{words} ({', '.join(details)})" if details else words
