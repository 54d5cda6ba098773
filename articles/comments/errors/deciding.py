"""What an editor does with a report: one decision, once, on the record; the reader hears of it by mail."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.comments.errors.models import ErrorReport
from articles.publishing import audit, rights
from articles.publishing.models import Correction
from articles.publishing.models.article import Article
from articles.publishing.steps import WorkflowRefused

logger = logging.getLogger(__name__)
TOLD_WITHIN = timedelta(days=7)  # a mail that could not be sent for so long is no news any more
AT_ONCE = 50  # mails a run
State = ErrorReport.State


def decide(
    report: ErrorReport, *, state: str, answer: str, by: User | None, correction: Correction | None = None
) -> ErrorReport:
    """Close `report` as `state`, one of corrected, fixed, declined. Locks it.

    Raises PermissionDenied; WorkflowRefused when somebody decided before, when “corrected” names no correction of this
    story, and when no error was found and the reader is given no reason.
    """
    with transaction.atomic():
        locked = ErrorReport.objects.select_for_update(of=("self",)).select_related("article").get(pk=report.pk)
        rights.require(by, "decide_error", locked.article)
        if locked.state != State.OPEN:
            raise WorkflowRefused(_("Somebody decided on this in the meantime: %s.") % locked.get_state_display())
        if state == State.CORRECTED and (correction is None or correction.article_id != locked.article_id):
            raise WorkflowRefused(_("Make the correction first, then choose it here."))
        if state == State.DECLINED and not answer.strip():
            raise WorkflowRefused(_("Say why it is no error: the reader took the trouble to write."))
        before = {"state": locked.state}
        locked.state, locked.answer = state, answer.strip()
        locked.correction = correction if state == State.CORRECTED else None
        locked.decided_at, locked.decided_by = timezone.now(), by
        locked.save(update_fields=["state", "answer", "correction", "decided_at", "decided_by"])
        audit.record(by, "decide_error", locked, before=before, after={"state": locked.state})
    return locked


def open_on(article: Article) -> list[ErrorReport]:
    """Up to 50 open reports on a story, newest first. One query."""
    return list(ErrorReport.objects.filter(article=article, state=State.OPEN)[:50])


def tell_due(now: datetime) -> int:
    """Mail every outcome that was not mailed so far, each once; how many went out. A failure is tried at the next run."""
    if not settings.READERS_GET_MAIL:
        return 0
    decided = ErrorReport.objects.filter(decided_at__gt=now - TOLD_WITHIN, told_at__isnull=True).exclude(email="")
    return sum(tell(pk, now) for pk in decided.order_by("decided_at").values_list("pk", flat=True)[:AT_ONCE])


def tell(pk: int, now: datetime) -> bool:
    with transaction.atomic():
        rows = ErrorReport.objects.filter(pk=pk, told_at__isnull=True).exclude(email="")
        locked = rows.select_for_update(
            of=("self",), skip_locked=connection.features.has_select_for_update_skip_locked
        ).select_related("article", "correction")
        report = locked.first()
        if report is None:
            return False
        try:
            EmailMessage(
                " ".join((_("[%s] Your report of an error") % settings.SITE_NAME).split()),
                letter(report),
                None,
                [report.email],
                headers={"Auto-Submitted": "auto-generated"},
            ).send(using="readers")
        except Exception as error:  # noqa: BLE001 - whatever a mail server does must not stop the others' mail
            logger.warning("outcome of report %d was not mailed: %s", pk, type(error).__name__)
            return False
        report.told_at = now
        report.save(update_fields=["told_at"])
    return True


def letter(report: ErrorReport) -> str:
    outcome = {
        State.CORRECTED: _("You were right. The story is mended, and readers are told of the correction."),
        State.FIXED: _("You were right. The story is mended."),
        State.DECLINED: _("We looked into it and found no error."),
    }[State(report.state)]
    lines = [
        _("You told us of an error in “%s”:") % report.article.headline,
        f"“{report.passage}”",
        outcome,
    ]
    if report.correction is not None:
        lines.append(report.correction.text)
    if report.answer:
        lines.append(report.answer)
    if path := report.article.editions.live().values_list("path", flat=True).first():
        lines.append(settings.SITE_URL + path)
    return "\n\n".join(lines)
