"""Ticks: which warnings a person saw and let pass, kept with the revision they were about."""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum

from django.contrib.auth.models import User

from articles.publishing.checks.problem import Problem
from articles.publishing.models import Article, CheckTick, Revision


class Everything(Enum):
    """For who acknowledges all warnings unseen: an operator's command, an import that must not stop for each document."""

    EVERY_WARNING = "every warning"


EVERY_WARNING = Everything.EVERY_WARNING
Acknowledged = Collection[tuple[str, str]] | Everything


def unticked(warnings: list[Problem], revision: Revision, acknowledged: Acknowledged) -> list[Problem]:
    """Those of `warnings` that are neither acknowledged now nor were ticked for this very revision. At most one query."""
    if acknowledged is EVERY_WARNING or not warnings:
        return []
    ticked = {*acknowledged, *revision.ticks.values_list("check_id", "message")}
    return [problem for problem in warnings if problem.key not in ticked]


def ticked_by(article: Article) -> dict[tuple[str, str], str]:
    """Who let which warning pass in the text as it stands, by the warning's key. One query."""
    newest = article.revisions.order_by("-number").values("pk")[:1]
    ticks = CheckTick.objects.filter(revision__in=newest).select_related("user")
    return {(tick.check_id, tick.message): tick.user.get_username() for tick in ticks}


def keep(warnings: list[Problem], revision: Revision, by: User | None) -> None:
    """Remember that `by` let these pass. Without a person (the command line) only the audit log names them."""
    if by is not None and warnings:
        CheckTick.objects.bulk_create(
            [
                CheckTick(revision=revision, check_id=check_id, message=message, user=by)
                for check_id, message in dict.fromkeys(problem.key for problem in warnings)
            ],
            ignore_conflicts=True,
        )
