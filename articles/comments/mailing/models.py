"""AnswerMail: that the writer of a comment is to hear of an answer, and whether it was sent."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


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
