"""Correction: what was wrong, what is right, and when readers were told."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.publishing.querysets import CorrectionQuerySet


class Correction(models.Model):
    """A dated note to readers about one article; shown from `made` on, for as long as the article is public."""

    class Kind(models.TextChoices):
        CORRECTION = "correction", _("correction")
        CLARIFICATION = "clarification", _("clarification")
        UPDATE = "update", _("update")
        RETRACTION = "retraction", _("retraction")

    article = models.ForeignKey(
        "articles.Article", models.PROTECT, related_name="corrections", verbose_name=_("article")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.CORRECTION)
    text = models.TextField(
        _("what readers are told"),
        help_text=_("Example: “An earlier version gave the wrong year. The port was built in 1962, not 1926.”"),
    )
    wrong = models.CharField(_("what was wrong"), max_length=400, blank=True)
    right = models.CharField(_("what is right"), max_length=400, blank=True)
    made = models.DateTimeField(_("made"), default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-made", "-pk"]
        indexes = [models.Index(fields=["-made", "-id"], name="correction_newest")]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="correction_has_a_text")]

    def __str__(self):
        return self.text[:80]

    def is_grave(self) -> bool:
        """Whether readers must see it before they read the story; the others stand at its foot."""
        return self.kind in {self.Kind.CORRECTION, self.Kind.RETRACTION}

    def cache_tags(self) -> list[str]:
        return [f"article:{self.article_id}", "corrections"]
