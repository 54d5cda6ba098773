"""The verb of reporting: a reader's word on what is wrong with a comment, kept once for each, open until a person decides."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction

from articles.comments.discussions import counts
from articles.comments.responding.models import Report
from articles.comments.responding.recommending import locked


@dataclass(frozen=True)
class Complaint:
    """What a reader sent, cleaned (forms.py)."""

    why: str
    words: str = ""
    law: str = ""
    name: str = ""
    email: str = ""
    good_faith: bool = False


class ReportedBefore(Exception):
    """The same reader reported the same comment with other words, and nobody has decided on that yet or it stands decided."""


def report(comment_id: int, complaint: Complaint, who: str, user: User | None = None) -> tuple[Report, bool]:
    """Keep the report of `who`; it and whether it is new. Sent twice, it is one.

    Raises recommending.NotShown when readers do not see the comment, ReportedBefore when `who` said something else of it.
    Purges nothing: nobody but moderators sees a report.
    """
    with transaction.atomic():
        comment = locked(comment_id)
        earlier = Report.objects.filter(comment=comment, who=who).first()
        if earlier is not None:
            if (earlier.why, earlier.words, earlier.law) != (complaint.why, complaint.words, complaint.law):
                raise ReportedBefore
            return earlier, False
        made = Report.objects.create(
            comment=comment,
            who=who,
            user=user,
            why=complaint.why,
            words=complaint.words,
            law=complaint.law,
            name=complaint.name,
            email=complaint.email,
            good_faith=complaint.good_faith,
        )
        counts.recount_responses([comment_id])
    return made, True
