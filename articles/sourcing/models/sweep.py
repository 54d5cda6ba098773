"""SweepStep: one action on the statements of an article, kept so that it can be undone."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SweepStep(models.Model):
    """What one action changed. `before` maps each statement's key to its columns as they were; `made` lists the keys of
    the sources that the action made.
    """

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="sweep_steps")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    verb = models.CharField(max_length=40)
    before = models.JSONField(default=dict)
    made = models.JSONField(default=list)
    at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("step of a sweep")
        verbose_name_plural = _("steps of a sweep")
        indexes = [models.Index(fields=["article", "user", "-id"], name="sweep_newest_step")]

    def __str__(self):
        return self.verb
