"""ErrorReport: words of a story that a reader says are wrong, until an editor has dealt with it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _


class ErrorReport(models.Model):
    """One report. `passage` are words of `edition` as the reader saw them; `paragraph` counts from 0, null: not found.

    The task beside the text finds the passage again in the working copy by its words (articles/text/anchors.py).
    """

    class State(models.TextChoices):
        OPEN = "open", _("open")
        CORRECTED = "corrected", _("corrected, with a correction")
        FIXED = "fixed", _("mended, too small for a correction")
        DECLINED = "declined", _("no error")

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="error_reports", verbose_name=_("story")
    )
    edition = models.ForeignKey("articles.Edition", models.SET_NULL, null=True, related_name="+")
    passage = models.CharField(_("words of the story"), max_length=500)
    paragraph = models.PositiveIntegerField(null=True, editable=False)
    words = models.TextField(_("what is wrong"), max_length=2000)
    name = models.CharField(_("name"), max_length=80, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    answer = models.TextField(
        _("answer to the reader"), blank=True, max_length=2000, help_text=_("Mailed, when they left an address.")
    )
    correction = models.ForeignKey(
        "articles.Correction", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("correction")
    )
    key = models.CharField(max_length=64, unique=True, editable=False)
    created = models.DateTimeField(_("reported"), default=timezone.now, editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    told_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("error reported by a reader")
        verbose_name_plural = _("errors reported by readers")
        ordering = ["-created", "-pk"]
        indexes = [
            models.Index(fields=["-created", "-id"], name="error_report_open", condition=Q(state="open")),
            models.Index(fields=["article", "state"], name="error_report_of_article"),
        ]

    def __str__(self):
        return f"“{Truncator(self.passage).words(10)}”"
