"""Who a protected source really is, sealed; and the second editor's consent to words from someone unnamed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.sourcing.models.source import Source


class SourceIdentity(models.Model):
    """The real name and contact of a protected source, encrypted (sourcing/sealing.py). Only `keepers` may unseal it.

    `sealed` is a token of the encryption, `key_id` says with which key of the environment it was made.
    """

    source = models.OneToOneField(Source, models.CASCADE, related_name="identity", verbose_name=_("source"))
    sealed = models.TextField(editable=False)
    key_id = models.CharField(max_length=16, editable=False)
    keepers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+", verbose_name=_("who may see it"), blank=True
    )
    sealed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    sealed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("sealed identity")
        verbose_name_plural = _("sealed identities")

    def __str__(self):
        return str(self.source)


class AnonymityConsent(models.Model):
    """A second editor agrees that an article prints words of a source without its name."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="anonymity_consents")
    source = models.ForeignKey(Source, models.CASCADE, related_name="anonymity_consents")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    note = models.CharField(_("note"), max_length=300, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("consent to an unnamed source")
        verbose_name_plural = _("consents to unnamed sources")
        constraints = [models.UniqueConstraint(fields=["article", "source"], name="anonymity_consent_once")]

    def __str__(self):
        return f"{self.source}: {self.user}"
