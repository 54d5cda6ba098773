"""VerifiedSource: that a reader's account belongs to a source, so that those who are quoted can answer under their name."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class VerifiedSource(models.Model):
    """An editor's word that whoever holds `email` is `source`. It counts once that address has proved itself by signing in.

    Never for a protected source: it would say in public who it is.
    """

    source = models.ForeignKey(
        "articles.Source", models.CASCADE, related_name="verified_accounts", verbose_name=_("source")
    )
    email = models.EmailField(_("e-mail"), help_text=_("Of the source itself. For example: press@harbour.example"))
    note = models.CharField(
        _("how it was checked"), max_length=300, help_text=_("For example: called back at the ministry’s switchboard")
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+")
    created = models.DateTimeField(_("checked"), default=timezone.now, editable=False)
    revoked_at = models.DateTimeField(_("taken back"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("checked identity")
        verbose_name_plural = _("checked identities")
        ordering = ["-created", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "email"], condition=Q(revoked_at__isnull=True), name="verified_source_once"
            )
        ]
        indexes = [models.Index(fields=["email"], name="verified_source_email")]

    def __str__(self):
        return f"{self.source_id}"
