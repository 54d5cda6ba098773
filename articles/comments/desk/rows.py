"""A row of the moderators' queue: equal texts as one, with all that a decision asks for.

A row costs no query of its own: `rows_of` reads what all of a page need.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import CharField, F, Prefetch, Value
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.comments.desk import copies, edited, statements
from articles.comments.desk.models import ReaderWarning
from articles.comments.judging import bans, records, trust
from articles.comments.judging.models import Ban
from articles.comments.models import Comment, Reason
from articles.comments.responding.models import Report
from articles.text.diff import Change, Piece
from articles.text.excerpt import shorten

EXCERPT = 220  # letters of a comment that is context


@dataclass
class Row:
    """One comment to decide on, or several of the same words: `same` are the others that need eyes.

    `alike` begin as it does; `shown_alike` are some of these.
    """

    comment: Comment
    same: list[int] = field(default_factory=list)
    alike: list[int] = field(default_factory=list)
    shown_alike: list[Comment] = field(default_factory=list)
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
    def alike_words(self) -> str:
        count = len(self.alike)
        return (
            ngettext(
                "and %d more that begins with the same words and goes on otherwise",
                "and %d more that begin with the same words and go on otherwise",
                count,
            )
            % count
        )

    @property
    def alike_texts(self) -> list[str]:
        return [shorten(comment.text, EXCERPT) for comment in self.shown_alike]

    @cached_property
    def changes(self) -> list[Piece]:
        """What its writer changed since readers saw it, word by word; [] where nothing was."""
        return edited.changes(self.comment)

    @property
    def is_as_it_was(self) -> bool:
        """Whether its writer changed it and then changed it back."""
        return bool(self.changes) and all(piece.kind == Change.SAME for piece in self.changes)

    @property
    def answered(self) -> str:
        """What the comment answers; "" for one that began a thread."""
        return shorten(self.comment.parent.text, EXCERPT) if self.comment.parent else ""

    @property
    def began(self) -> str:
        """What began the thread, where that is another comment than the one answered."""
        first = self.comment.thread
        return shorten(first.text, EXCERPT) if first and first.pk != self.comment.parent_id else ""


def rows_of(groups: list[copies.Group]) -> list[Row]:
    """A row for each group, under its newest comment. Five queries."""
    reports = Report.objects.filter(state=Report.State.OPEN).order_by("pk")
    chosen = (
        Comment.objects.select_related("article__section", "article__discussion", "parent", "thread", "user")
        .defer("article__body")
        .prefetch_related(Prefetch("reports", reports, to_attr="waiting_reports"))
    )
    heads = [group.ids[0] for group in groups]
    found = chosen.order_by().in_bulk([*heads, *(pk for group in groups for pk in group.shown.values())])
    comments = {pk: found[pk] for pk in heads if pk in found}
    known = records.records_of(comments.values())
    standing = standing_in_words(comments.values())
    return [
        Row(
            comment=comment,
            same=group.ids[1:],
            alike=group.alike,
            shown_alike=[found[pk] for pk in group.shown.values() if pk in found],
            reports=comment.waiting_reports,
            trust=trust.of(known[comment.pk]),
            standing=standing[comment.pk],
        )
        for group in groups
        if (comment := comments.get(group.ids[0]))
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
        said.append(_("suspended until %s") % date_format(timezone.localtime(max(running)), "j E Y"))
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
