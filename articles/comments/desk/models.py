"""What moderating keeps: steps that can be undone, warnings to readers, statements of reasons."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def new_token() -> str:
    return secrets.token_urlsafe(32)


class ModerationStep(models.Model):
    """One action of a moderator on one comment or many, with what stood before: what undo needs.

    `before` is {"status": {status: [comment ids]}, ...} as desk/undo.py writes and reads it; it holds ids and states, no
    word of a reader.
    """

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    verb = models.CharField(max_length=30)
    before = models.JSONField()
    count = models.PositiveIntegerField()
    created = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["by", "-id"], name="moderation_step_of")]

    def __str__(self):
        return f"{self.verb} × {self.count}"


class ReaderWarning(models.Model):
    """A warning to a reader, mailed. `who` is the digest that bans use (judging/bans.py), so it outlives an erasure."""

    who = models.CharField(max_length=64, db_index=True, editable=False)
    words = models.TextField(_("words to the reader"), max_length=2000)
    comment = models.ForeignKey(
        "articles.Comment", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("because of")
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+")
    created = models.DateTimeField(_("warned"), default=timezone.now, editable=False)
    told_at = models.DateTimeField(null=True, editable=False, help_text="When it was mailed.")

    class Meta:
        verbose_name = _("warning")
        verbose_name_plural = _("warnings")
        ordering = ["-created", "-pk"]

    def __str__(self):
        return str(_("warning %d") % self.pk) if self.pk else str(_("warning"))


class StatementOfReasons(models.Model):
    """Why a comment was taken down or a reader kept out, as it was told to them: Article 17 of Regulation (EU) 2022/2065

    (DSA), with the redress of Article 20: an appeal within six months through the address with `token`. `email` is
    emptied when the reader is erased.
    """

    class Measure(models.TextChoices):
        REMOVED = "removed", _("the comment was taken down")
        SUSPENDED = "suspended", _("commenting was suspended")
        BANNED = "banned", _("commenting was ended")

    class Ground(models.TextChoices):
        LAW = "law", _("against the law")
        TERMS = "terms", _("against our rules")

    class Appeal(models.TextChoices):
        NONE = "", _("none")
        OPEN = "open", _("open")
        UPHELD = "upheld", _("the decision stands")
        REVERSED = "reversed", _("the decision was reversed")

    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    comment = models.ForeignKey(
        "articles.Comment", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("comment")
    )
    report = models.ForeignKey(
        "articles.Report", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("report")
    )
    email = models.EmailField(_("mailed to"), blank=True)
    measure = models.CharField(_("measure"), max_length=10, choices=Measure)
    ground = models.CharField(_("ground"), max_length=10, choices=Ground)
    rule = models.CharField(
        _("law or rule"), max_length=300, help_text=_("For example: § 185 StGB; or: rule 3, no insults")
    )
    facts = models.TextField(_("facts"), max_length=2000, help_text=_("What in the comment led to it, and why."))
    automated_detection = models.BooleanField(_("found by a program"), default=False)
    automated_decision = models.BooleanField(_("decided by a program"), default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+")
    created = models.DateTimeField(_("decided"), default=timezone.now, editable=False)
    sent_at = models.DateTimeField(_("mailed"), null=True, editable=False)
    appeal = models.CharField(_("appeal"), max_length=10, choices=Appeal, blank=True, default=Appeal.NONE)
    appeal_words = models.TextField(_("appeal in the reader’s words"), blank=True, max_length=5000)
    appealed_at = models.DateTimeField(null=True, editable=False)
    appeal_answer = models.TextField(_("answer to the appeal"), blank=True, max_length=2000)
    appeal_decided_at = models.DateTimeField(null=True, editable=False)
    appeal_decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("statement of reasons")
        verbose_name_plural = _("statements of reasons")
        ordering = ["-created", "-pk"]
        indexes = [models.Index(fields=["appealed_at", "id"], name="appeal_open", condition=Q(appeal="open"))]
        constraints = [
            models.CheckConstraint(condition=Q(appeal="") | Q(appealed_at__isnull=False), name="appeal_has_a_moment")
        ]

    def __str__(self):
        return f"{self.get_measure_display()} ({self.created:%Y-%m-%d})"
