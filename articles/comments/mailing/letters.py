"""The letters: the one that asks, and the one about answers. Plain text, with the way to end it in the text and the head."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.comments.mailing.models import MailConsent
from articles.comments.models import Comment

MOST = 50  # answers in one letter; the rest are counted
EXCERPT = 400  # characters of each


@dataclass(frozen=True)
class Letter:
    subject: str
    body: str
    headers: dict[str, str]


@dataclass(frozen=True)
class Answer:
    reply: Comment
    headline: str
    url: str


def asking(consent: MailConsent) -> Letter:
    """“Do you want mail about answers?” Says what happens without a yes: nothing."""
    url = page_of(consent)
    lines = [
        _("Somebody who gave this address wrote a comment at %s and wants to hear of answers by mail.")
        % settings.SITE_NAME,
        _("If it was you, say yes here:\n%s") % url,
        _("If it was not, do nothing. Without your yes no further mail comes."),
    ]
    subject = _("Mail about answers to your comments?")
    return Letter(f"[{settings.SITE_NAME}] {subject}", "\n\n".join(lines), headers_of(url))


def of_answers(consent: MailConsent, answers: list[Answer]) -> Letter | None:
    """The letter about these answers; None when none of them can be read any more."""
    if not answers:
        return None
    url = page_of(consent)
    parts = [said(answer) for answer in answers[:MOST]]
    if more := len(answers) - MOST:
        parts += [ngettext("And %d answer more.", "And %d answers more.", more) % more] if more > 0 else []
    parts.append(
        _("You get this because you asked for mail about answers to your comments. Change or end it:\n%s") % url
    )
    if len(answers) == 1:
        name = answers[0].reply.author_name or _("Somebody")
        subject = _("%(name)s answered you under “%(headline)s”") % {"name": name, "headline": answers[0].headline}
    else:
        subject = ngettext("%d answer to your comments", "%d answers to your comments", len(answers)) % len(answers)
    return Letter(one_line(f"[{settings.SITE_NAME}] {subject}"), "\n\n".join(parts), headers_of(url))


def said(answer: Answer) -> str:
    name = answer.reply.author_name or _("Somebody")
    excerpt = Truncator(answer.reply.text).chars(EXCERPT)
    quoted = "\n".join(f"  {line}" for line in excerpt.splitlines())
    head = _("%(name)s, under “%(headline)s”:") % {"name": name, "headline": answer.headline}
    return f"{head}\n{quoted}\n  {answer.url}"


def page_of(consent: MailConsent) -> str:
    return settings.SITE_URL + reverse("comment_mail", args=[consent.token])


def headers_of(url: str) -> dict[str, str]:
    """With one click to end it in the reader's mail program (RFC 8058), and the mark of a machine (RFC 3834)."""
    return {
        "List-Unsubscribe": f"<{url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }


def one_line(subject: str) -> str:
    return " ".join(subject.split())[:200]
