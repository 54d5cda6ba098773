"""Milestone: a name that a person gave to a revision, so that it is found again and never thinned out."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Milestone(models.Model):
    revision = models.OneToOneField("articles.Revision", models.CASCADE, related_name="milestone")
    name = models.CharField(_("name"), max_length=120, help_text=_("Example: “as sent to the lawyers”."))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="milestone_has_a_name")]

    def __str__(self):
        return self.name
