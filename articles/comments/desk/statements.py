"""Statements of reasons (Article 17 of the Digital Services Act): made with the decision, mailed a little later.

A statement waits GRACE before it is mailed (outbox.py), so that a slip of the finger can be taken back in time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import batched

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from articles.comments.desk.models import StatementOfReasons
from articles.comments.models import Comment, Reason
from articles.comments.responding.models import Report

BATCH = 500
BY_PROGRAM = frozenset(
    {Reason.WORD, Reason.SPAM, Reason.OUTSIDE, Reason.LINKS, Reason.REPEAT}
)  # rules that read the text


def for_comments(
    pks: Iterable[int],
    *,
    ground: str,
    rule: str,
    facts: str,
    by: User | None,
    now: datetime,
    report: Report | None = None,
) -> list[int]:
    """A statement for each writer of these comments who left an address; their ids. Two queries for 500."""
    made = [
        StatementOfReasons(
            comment_id=comment.pk,
            report=report,
            email=address,
            measure=StatementOfReasons.Measure.REMOVED,
            ground=ground,
            rule=rule.strip()[:300],
            facts=facts.strip() or _("Your comment as a whole, whose words stand below."),
            automated_detection=any(reason.get("rule") in BY_PROGRAM for reason in comment.reasons),
            by=by,
            created=now,
        )
        for comment in written_by_somebody(pks)
        if (address := address_of(comment))
    ]
    StatementOfReasons.objects.bulk_create(made, batch_size=BATCH)
    return [statement.pk for statement in made]


def written_by_somebody(pks: Iterable[int]) -> Iterator[Comment]:
    """Those whose writer left an address or has an account. A query for 500."""
    for some in batched(pks, BATCH):
        chosen = Comment.objects.filter(pk__in=some).exclude(author_email="", user__isnull=True)
        yield from chosen.select_related("user").only("author_email", "reasons", "user__email")


def address_of(comment: Comment) -> str:
    """Where the writer of `comment` is reached: what was given with it, else what the account has."""
    return comment.author_email or (comment.user.email if comment.user else "")


def ground_of(because: str) -> str:
    """The law, or our rules, as the moderator's reason (a Report.Why) has it."""
    ground = StatementOfReasons.Ground
    return ground.LAW if because == Report.Why.ILLEGAL else ground.TERMS


def rule_of(because: str) -> str:
    """The rule in words, where the moderator chose a reason and wrote no other."""
    words = dict(Report.Why.choices).get(because)
    return str(words) if words else _("Our rules for comments")


def take_back(ids: list[int]) -> None:
    """Those that were not mailed yet go with the decision that made them. What was mailed stays on the record."""
    StatementOfReasons.objects.filter(pk__in=ids, sent_at=None, appeal="").delete()
