"""The letters of the moderators' desk to readers, in plain text: what was decided, why, and what can be done about it."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.comments.desk.models import ReaderWarning, StatementOfReasons
from articles.comments.responding.models import Report
from articles.text.excerpt import shorten

EXCERPT = 600  # letters of a comment that a letter repeats


@dataclass(frozen=True)
class Letter:
    subject: str
    body: str


def acknowledgement(report: Report) -> Letter:
    return letter(_("We have your report"), "acknowledgement", report=report, comment=report.comment)


def answer_to_report(report: Report) -> Letter:
    return letter(_("What became of your report"), "report", report=report, comment=report.comment)


def statement(row: StatementOfReasons) -> Letter:
    subjects = {
        StatementOfReasons.Measure.REMOVED: _("Your comment was taken down"),
        StatementOfReasons.Measure.SUSPENDED: _("You cannot comment for some time"),
        StatementOfReasons.Measure.BANNED: _("You cannot comment any more"),
    }
    appeal_url = settings.SITE_URL + reverse("comment_appeal", args=[row.token])
    subject = subjects[StatementOfReasons.Measure(row.measure)]
    return letter(subject, "statement", statement=row, comment=row.comment, appeal_url=appeal_url)


def answer_to_appeal(row: StatementOfReasons) -> Letter:
    return letter(_("What became of your appeal"), "appeal", statement=row, comment=row.comment)


def warning(row: ReaderWarning) -> Letter:
    return letter(_("About your comment"), "warning", warning=row, comment=row.comment)


def letter(subject: str, template: str, **context: object) -> Letter:
    """One line for the subject, whatever stands in the site's name; the body from templates/comments/mail/."""
    comment = context.get("comment")
    excerpt = shorten(getattr(comment, "text", ""), EXCERPT)
    headline = comment.article.headline if hasattr(comment, "article") else ""
    shared = {"site": settings.SITE_NAME, "site_url": settings.SITE_URL, "excerpt": excerpt, "headline": headline}
    body = render_to_string(f"comments/mail/{template}.txt", {**shared, **context})
    return Letter(" ".join(f"[{settings.SITE_NAME}] {subject}".split())[:150], body)
