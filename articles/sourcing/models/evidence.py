"""Evidence: what shows that a statement was made: an address as it was, a file, a place in a recording."""

from __future__ import annotations

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.sourcing.models.statement import Statement


def private_storage():
    """Files of evidence are never served from a public folder."""
    return storages["originals"]


class Evidence(models.Model):
    """One piece of evidence of one statement. `digest` is the SHA-256 of the file, or of the page as captured."""

    class Kind(models.TextChoices):
        ADDRESS = "address", _("web address")
        FILE = "file", _("file")
        RECORDING = "recording", _("recording")
        NOTE = "note", _("note")

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="evidence", verbose_name=_("statement"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.ADDRESS)
    description = models.CharField(
        _("what it is"), max_length=300, blank=True, help_text=_("Example: “Minutes of the port board, item 4”.")
    )
    url = models.URLField(_("address"), max_length=1000, blank=True)
    file = models.FileField(_("file"), upload_to="evidence/%Y/%m/", storage=private_storage, blank=True)
    captured_at = models.DateTimeField(_("seen at"), null=True, blank=True)
    digest = models.CharField(_("SHA-256"), max_length=64, blank=True)
    offset = models.PositiveIntegerField(
        _("at second"), null=True, blank=True, help_text=_("Where in the recording, in seconds from its start.")
    )
    public = models.BooleanField(
        _("readers may see it"), default=False, help_text=_("Addresses and notes only; a file stays with us.")
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("piece of evidence")
        verbose_name_plural = _("evidence")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~(Q(url="") & Q(file="") & Q(description="")), name="evidence_is_something"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.pk or ''}".strip()

    def cache_tags(self) -> list[str]:
        return self.statement.cache_tags()
