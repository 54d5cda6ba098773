"""Role: what a source was, of what, from when until when."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.sourcing.models.source import Source
from articles.text.joining import joined


class Role(models.Model):
    """A title a source held from one day to another, so that an old quote keeps the old title."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="roles", verbose_name=_("source"))
    title = models.CharField(_("title"), max_length=200, help_text=_("Example: “harbour master”, “Foreign Minister”."))
    organisation = models.CharField(_("of"), max_length=200, blank=True, help_text=_("Example: “Port of Westport”."))
    held_from = models.DateField(_("from"), null=True, blank=True)
    held_until = models.DateField(_("until"), null=True, blank=True, help_text=_("Empty while still held."))

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = [F("held_from").desc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="role_has_a_title"),
            models.CheckConstraint(
                condition=Q(held_from__isnull=True) | Q(held_until__isnull=True) | Q(held_from__lte=F("held_until")),
                name="role_from_before_until",
            ),
        ]

    def __str__(self):
        """Title and organisation, the latter unless the title says it already: “Kremlin spokesman”."""
        is_told = self.organisation.casefold() in self.title.casefold()
        return self.title if is_told else joined([self.title, self.organisation])

    def cache_tags(self) -> list[str]:
        return [f"source:{self.source_id}", "sources"]
