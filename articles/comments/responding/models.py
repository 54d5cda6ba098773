"""Recommendation and Report: a reader's word on another's comment, once each."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Recommendation(models.Model):
    """One reader's recommendation. `who` is a keyed digest (responding/who.py): of the account, else of the network's

    hash of the day, so that nothing here tells who it was and one person counts once.
    """

    comment = models.ForeignKey("articles.Comment", models.CASCADE, related_name="recommended_by")
    who = models.CharField(max_length=64)
    created = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "who"], name="recommended_once")]

    def __str__(self):
        return f"{self.comment_id}"


class Report(models.Model):
    """What a reader finds wrong with a comment. `name` and `email` are asked only where the law wants them (illegal

    content), else the e-mail is free, for those who want an answer. Open until a person decides.
    """

    class Why(models.TextChoices):
        SPAM = "spam", _("Advertising or spam")
        ABUSE = "abuse", _("Insult, hatred or harassment")
        PRIVATE = "private", _("Somebody’s private data")
        FALSE = "false", _("A false statement of fact")
        OFF_TOPIC = "off_topic", _("Has nothing to do with the story")
        ILLEGAL = "illegal", _("Against the law")
        OTHER = "other", _("Something else")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        UPHELD = "upheld", _("upheld")
        DISMISSED = "dismissed", _("dismissed")

    comment = models.ForeignKey("articles.Comment", models.CASCADE, related_name="reports", verbose_name=_("comment"))
    why = models.CharField(_("what is wrong"), max_length=10, choices=Why)
    words = models.TextField(_("in the reader’s words"), blank=True, max_length=2000)
    law = models.CharField(
        _("law"), max_length=200, blank=True, help_text=_("Which law, where one was named. For example: § 185 StGB")
    )
    name = models.CharField(_("name"), max_length=80, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    good_faith = models.BooleanField(_("says it in good faith"), default=False)
    who = models.CharField(max_length=64, blank=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    answer = models.TextField(_("answer to the reader"), blank=True, max_length=2000)
    created = models.DateTimeField(_("reported"), default=timezone.now)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    told_at = models.DateTimeField(null=True, blank=True, editable=False, help_text="When the answer was mailed.")

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-created", "-pk"]
        indexes = [
            models.Index(fields=["-created", "-id"], name="report_open", condition=Q(state="open")),
            models.Index(fields=["comment", "state"], name="report_of_comment"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["comment", "who"], condition=~Q(who=""), name="reported_once"),
            models.CheckConstraint(condition=~Q(why="illegal") | ~Q(words=""), name="report_of_illegal_says_why"),
        ]

    def __str__(self):
        return f"{self.get_why_display()} ({self.comment_id})"
