"""StatementFix and its items: a statement turned out wrong, and each place that uses it is decided on by name."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.sourcing.models.statement import Statement


class StatementFix(models.Model):
    """That a statement is wrong, in which words, and what is right. Closed when every place is decided on."""

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="fixes", verbose_name=_("statement"))
    wrong = models.TextField(_("what was wrong"), help_text=_("The words as printed."))
    right = models.TextField(_("what is right"))
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("fix of a statement")
        verbose_name_plural = _("fixes of statements")
        ordering = ["-pk"]

    def __str__(self):
        return self.wrong[:80]


class FixItem(models.Model):
    """One place that uses the statement: an article, a line of the front page, a comment that was picked."""

    class Kind(models.TextChoices):
        ARTICLE = "article", _("article")
        FRONT = "front", _("line of the front page")
        COMMENT = "comment", _("picked comment")

    class Decision(models.TextChoices):
        OPEN = "open", _("to be decided")
        FIX = "fix", _("fixed")
        NOTE = "note", _("noted")
        NOT_NEEDED = "not_needed", _("not needed")

    fix = models.ForeignKey(StatementFix, models.CASCADE, related_name="items")
    kind = models.CharField(max_length=20, choices=Kind)
    article = models.ForeignKey("articles.Article", models.CASCADE, null=True, blank=True, related_name="+")
    slot = models.ForeignKey("articles.Slot", models.SET_NULL, null=True, blank=True, related_name="+")
    comment = models.ForeignKey("articles.Comment", models.SET_NULL, null=True, blank=True, related_name="+")
    label = models.CharField(max_length=300, help_text="The place in words, as it was when the fix was opened.")
    passage = models.TextField(blank=True, help_text="The words there that use the statement.")
    decision = models.CharField(_("decision"), max_length=20, choices=Decision, default=Decision.OPEN)
    note = models.CharField(_("note"), max_length=300, blank=True)
    correction = models.ForeignKey("articles.Correction", models.SET_NULL, null=True, blank=True, related_name="+")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("place to be decided on")
        verbose_name_plural = _("places to be decided on")
        ordering = ["fix", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decision="open") | Q(decided_at__isnull=False), name="fix_item_decided_has_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(decision__in=["note", "not_needed"]) | ~Q(note=""), name="fix_item_says_why"
            ),
        ]

    def __str__(self):
        return self.label
