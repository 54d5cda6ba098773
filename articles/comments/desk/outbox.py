"""What readers are told by mail of moderators' decisions: statements of reasons, warnings, answers to reports and appeals.

Sent by the tick alone, GRACE after the decision, so that no save waits for a mail server and a slip can be taken back.
Each is claimed before it is sent and goes once; one that fails is logged and tried again in the next run.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from articles.comments.desk import letters
from articles.comments.desk.models import ReaderWarning, StatementOfReasons
from articles.comments.desk.statements import address_of
from articles.comments.judging import bans
from articles.comments.responding.models import Report
from articles.publishing import audit
from articles.publishing.models.audit import AuditEntry

logger = logging.getLogger(__name__)
GRACE = timedelta(minutes=2)
FOR = timedelta(days=14)  # what could not be mailed so long is left: the desk sees that it was not
AT_ONCE = 200  # letters of each kind a run
ACKNOWLEDGED = "acknowledge_report"  # its audit entry is the record of it, and keeps it from being sent twice


def send_due(now: datetime) -> int:
    """Send what is due at `now`; how many went. Nothing while no mail is set up. Registered with the tick."""
    if not settings.READERS_GET_MAIL:
        return 0
    return sum(
        sent
        for task in (acknowledge_reports, answer_reports, send_statements, answer_appeals, send_warnings)
        for sent in [task(now)]
    )


def acknowledge_reports(now: datetime) -> int:
    """A report of something against the law is confirmed without delay (Article 16, 4). Sent once: the log says so."""
    said = AuditEntry.objects.filter(verb=ACKNOWLEDGED, object_type="report", object_id=OuterRef("pk"))
    fresh = Report.objects.filter(why=Report.Why.ILLEGAL, created__gt=now - FOR).exclude(email="")
    sent = 0
    for report in fresh.exclude(Exists(said)).select_related("comment__article").order_by("pk")[:AT_ONCE]:
        if deliver(report.email, letters.acknowledgement(report), f"acknowledgement of report {report.pk}"):
            audit.entry(
                None, ACKNOWLEDGED, object_type="report", object_id=report.pk, object_name=f"report {report.pk}"
            ).save(force_insert=True)
            sent += 1
    return sent


def answer_reports(now: datetime) -> int:
    due = Report.objects.exclude(state=Report.State.OPEN).exclude(email="")
    due = due.filter(told_at=None, decided_at__gt=now - FOR, decided_at__lte=now - GRACE)
    return each_once(due.select_related("comment__article"), "told_at", letters.answer_to_report, lambda row: row.email)


def send_statements(now: datetime) -> int:
    due = StatementOfReasons.objects.exclude(email="")
    due = due.filter(sent_at=None, created__gt=now - FOR, created__lte=now - GRACE)
    return each_once(due.select_related("comment__article"), "sent_at", letters.statement, lambda row: row.email)


def send_warnings(now: datetime) -> int:
    due = ReaderWarning.objects.filter(told_at=None, created__gt=now - FOR, created__lte=now - GRACE)
    return each_once(due.select_related("comment__article", "comment__user"), "told_at", letters.warning, warned_at)


def answer_appeals(now: datetime) -> int:
    """Answers to appeals go once: the log's entry is the record of it, as with acknowledgements."""
    said = AuditEntry.objects.filter(verb="answer_appeal", object_type="statementofreasons", object_id=OuterRef("pk"))
    due = StatementOfReasons.objects.exclude(email="").filter(appeal_decided_at__gt=now - FOR).exclude(Exists(said))
    sent = 0
    for row in due.select_related("comment__article").order_by("pk")[:AT_ONCE]:
        if deliver(row.email, letters.answer_to_appeal(row), f"answer to appeal {row.pk}"):
            audit.entry(
                None,
                "answer_appeal",
                object_type="statementofreasons",
                object_id=row.pk,
                object_name=f"statement of reasons {row.pk}",
            ).save(force_insert=True)
            sent += 1
    return sent


def each_once[Row: (Report, StatementOfReasons, ReaderWarning)](
    due: QuerySet[Row], column: str, letter: Callable[[Row], letters.Letter], address: Callable[[Row], str]
) -> int:
    """Send `letter` of each row to its `address`; `column` bears the moment. Claimed first: two runs send it once."""
    sent = 0
    for row in due.order_by("pk")[:AT_ONCE]:
        if not (to := address(row)):
            continue
        mine = type(row)._default_manager.filter(pk=row.pk)
        if not mine.filter(**{column: None}).update(**{column: timezone.now()}):
            continue
        if deliver(to, letter(row), f"{row._meta.model_name} {row.pk}"):
            sent += 1
        else:
            mine.update(**{column: None})
    return sent


def deliver(to: str, letter: letters.Letter, name: str) -> bool:
    """Whether it went out. A failure is logged with what it was, without the address."""
    try:
        send_mail(letter.subject, letter.body, None, [to], using="readers")
    except Exception as failure:  # noqa: BLE001 - whatever a mail server does, the other letters go on
        logger.error("not mailed: %s (%s)", name, type(failure).__name__)  # noqa: TRY400 - its text may hold the address
        return False
    return True


def warned_at(warning: ReaderWarning) -> str:
    """The address of the reader: it stands with the comment, and nowhere else. "" when that was erased."""
    address = address_of(warning.comment) if warning.comment else ""
    return address if address and warning.who in bans.digests_of(address) else ""
