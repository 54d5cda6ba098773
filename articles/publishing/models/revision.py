"""Revision: an unchangeable snapshot of a working copy."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class RevisionIsFixed(TypeError):
    """Raised on any attempt to change or delete a stored revision through its instance."""


class Revision(models.Model):
    """What an article and its inlines held after one save. `content` is the JSON of `publishing.revisions.snapshot`.

    It keeps ids of sources, sections and people, not their names: a source that turns confidential must vanish at once.
    """

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    version = models.PositiveIntegerField(
        default=0, help_text="Of the article when it was recorded: what a form opened at that version began with."
    )
    content = models.JSONField()
    digest = models.CharField(max_length=64, help_text="SHA-256 of the canonical JSON of `content`.")
    parent = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="children")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    note = models.CharField(_("note"), max_length=300, blank=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="revision_number_once")]

    def __str__(self):
        return f"{self.article_id}/{self.number}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise RevisionIsFixed("A revision is never changed; save the article, which records a new one.")
        super().save(*args, **kwargs)
