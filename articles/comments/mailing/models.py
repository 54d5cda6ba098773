"""AnswerMail and MailConsent: which answers a reader is told of, and that the owner of an address wants it."""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


def new_token() -> str:
    return secrets.token_urlsafe(24)


class MailConsent(models.Model):
    """That mail to an address about answers is wanted. A guest may type anybody's address: until its owner said yes from

    the one mail that asks, nothing else goes there. `token` ends the address of the page where mail is wanted and ended.
    Erasing a reader deletes the row.
    """

    email = models.EmailField(unique=True)
    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    asked_at = models.DateTimeField(null=True, help_text="When the mail that asks went out.")
    agreed_at = models.DateTimeField(null=True, help_text="When the owner said yes; null: not, or not any more.")
    attempts = models.PositiveSmallIntegerField(default=0, help_text="How often the mail that asks could not be sent.")
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("consent to mail")
        verbose_name_plural = _("consents to mail")
        indexes = [
            models.Index(
                fields=["created"],
                name="mail_consent_to_ask",
                condition=Q(asked_at__isnull=True, agreed_at__isnull=True),
            )
        ]

    def __str__(self):
        return str(self.pk)


class AnswerMail(models.Model):
    """One answer that the writer of `comment` is told of, at `due` or later. Sent once; `attempts` counts failures."""

    comment = models.ForeignKey("articles.Comment", models.CASCADE, related_name="+")
    reply = models.ForeignKey("articles.Comment", models.CASCADE, related_name="+")
    due = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("mail of an answer")
        verbose_name_plural = _("mails of answers")
        constraints = [models.UniqueConstraint(fields=["comment", "reply"], name="told_of_an_answer_once")]
        indexes = [models.Index(fields=["due", "id"], name="answer_mail_due", condition=Q(sent_at__isnull=True))]

    def __str__(self):
        return f"{self.reply_id} → {self.comment_id}"
