"""Approval, CheckTick and SectionRight: who agreed to what before publication, and who may act where."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Approval(models.Model):
    """A second person's yes to one revision. It says nothing about later ones.

    `user` is null for a reader of a preview link, who is known by the `name` they typed.
    """

    revision = models.ForeignKey("articles.Revision", models.CASCADE, related_name="approvals")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("name"), max_length=120, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "user"], condition=Q(user__isnull=False), name="approval_once_per_person"
            ),
            models.CheckConstraint(condition=Q(user__isnull=False) | ~Q(name=""), name="approval_is_by_someone"),
        ]

    def __str__(self):
        return f"{self.name or self.user}"


class CheckTick(models.Model):
    """A warning of the pre-publish checks that a person saw and let pass, for one revision."""

    revision = models.ForeignKey("articles.Revision", models.CASCADE, related_name="ticks")
    check_id = models.CharField(max_length=60)
    message = models.CharField(max_length=400)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["revision", "check_id", "message"], name="check_tick_once")]

    def __str__(self):
        return f"{self.check_id}: {self.user}"


class SectionRight(models.Model):
    """Limits a person to sections: who has any such row may act on stories of these sections only."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="section_rights")
    section = models.ForeignKey("articles.Section", models.CASCADE, related_name="section_rights")

    class Meta:
        verbose_name = _("section right")
        verbose_name_plural = _("section rights")
        constraints = [models.UniqueConstraint(fields=["user", "section"], name="section_right_once")]

    def __str__(self):
        return f"{self.user}: {self.section}"
