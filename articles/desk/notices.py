"""Telling one person of the desk something: a notice that waits in the admin, and the same words by mail.

The notice is written in the caller's transaction. The mail is a task, handed over after the commit: it can be late, it
can fail, and neither keeps anything from being saved.
"""

from __future__ import annotations

import logging

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import send_mail
from django.db import transaction
from django.tasks import task
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.desk import presence
from articles.desk.models import Notice
from articles.publishing.models import Approval, Article

logger = logging.getLogger(__name__)
NO_MAIL = "django.core.mail.backends.dummy.EmailBackend"


def tell(user: User, kind: str, text: str, article: Article | None = None) -> Notice:
    """Leave `user` a notice of `kind` (a Notice.Kind) and mail it after the commit, when they have an address."""
    notice = Notice.objects.create(user=user, kind=kind, text=text[:300], article=article)
    if user.email and user.is_active and settings.MAILERS["default"]["BACKEND"] != NO_MAIL:
        # robust: a queue that is down is logged, and the request that saved the change goes on.
        transaction.on_commit(lambda: mail.enqueue(notice.pk), robust=True)
    return notice


@task
def mail(notice_id: int) -> bool:
    """Mail one notice, once; whether it went out. A failure is logged with its reason, and the notice still waits."""
    notice = Notice.objects.select_related("user", "article").filter(pk=notice_id, mailed_at=None).first()
    if notice is None:
        return False
    try:
        send_mail(subject_of(notice), body_of(notice), None, [notice.user.email], using="default")
    except Exception:
        logger.exception("notice %d was not mailed", notice_id)
        return False
    Notice.objects.filter(pk=notice_id).update(mailed_at=timezone.now())
    return True


def subject_of(notice: Notice) -> str:
    return " ".join(f"[{settings.SITE_NAME}] {notice.text}".split())[:150]


def body_of(notice: Notice) -> str:
    """The notice's words and the way to its story."""
    lines = [notice.text]
    if notice.article_id:
        lines.append(settings.SITE_URL + reverse("admin:articles_article_change", args=[notice.article_id]))
    lines.append(_("All your notices: %s") % (settings.SITE_URL + reverse("admin:articles_notice_changelist")))
    return "\n\n".join(lines)


def unread(user: User) -> int:
    """How many notices `user` has not read, up to 100. One query, by the index of a person's notices."""
    return Notice.objects.filter(user=user, read_at=None).order_by()[:100].count()


def mark_read(notices, *, by: User) -> int:
    """Mark these as read, those of `by` only; how many there were."""
    return notices.filter(user=by, read_at=None).update(read_at=timezone.now())


def tell_of_approval(sender, approval: Approval, article: Article, **kwargs) -> None:
    """The reporter learns that their story was approved; heard from `publishing.approvals.approved`."""
    reporter = article.reporter
    if reporter and reporter != approval.user:
        text = _("%(who)s approved “%(headline)s”.") % {
            "who": presence.name_of(approval.user) if approval.user else approval.name,
            "headline": article.headline,
        }
        tell(reporter, Notice.Kind.APPROVED, f"{text} {approval.note}".strip(), article)


def tell_of_error(sender, report, **kwargs) -> None:
    """Reporter and editor learn that a reader reported an error; connected at the app's start, as siblings import nothing."""
    article = report.article
    words = _("A reader says there is an error in “%(headline)s”: “%(passage)s”") % {
        "headline": article.headline[:120],
        "passage": report.passage[:120],
    }
    for person in {who.pk: who for who in (article.reporter, article.editor) if who}.values():
        tell(person, Notice.Kind.ERROR, words, article)
