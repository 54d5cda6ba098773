"""RemovalRequest: someone asks that their page as a source be taken down, and what was answered."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.sourcing.models.source import Source


class RemovalRequest(models.Model):
    class State(models.TextChoices):
        OPEN = "open", _("open")
        GRANTED = "granted", _("granted")
        REFUSED = "refused", _("refused")

    source = models.ForeignKey(Source, models.CASCADE, related_name="removal_requests", verbose_name=_("source"))
    name = models.CharField(_("name"), max_length=80)
    email = models.EmailField(_("e-mail"))
    text = models.TextField(_("what should be removed, and why"), max_length=5000)
    key = models.CharField(max_length=64, unique=True, null=True, blank=True, editable=False)
    received = models.DateTimeField(auto_now_add=True)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.OPEN)
    answer = models.TextField(_("answer"), blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("request for removal")
        verbose_name_plural = _("requests for removal")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "-id"], name="removal_request_by_state")]
        constraints = [
            models.CheckConstraint(condition=Q(state="open") | ~Q(answer=""), name="removal_request_is_answered"),
        ]

    def __str__(self):
        return f"{self.source}: {self.name}"
