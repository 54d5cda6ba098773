"""AuditEntry: who did what to which object, when, from where, and what changed. The database refuses to change one."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.publishing import verb_words


class AuditEntry(models.Model):
    """One state change. `before` and `after` hold the few fields that the verb changed, as JSON.

    Written by `publishing.audit` only, which keeps secrets out; triggers (publishing/record.py) hold that it stays.
    `object_id` is 0 where there is none: a failed sign-in under a name that nobody has.
    """

    at = models.DateTimeField(_("when"), auto_now_add=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    actor_name = models.CharField(
        _("who"), max_length=150, help_text="Kept when the account goes; “command line” for an operator's command."
    )
    origin = models.CharField(
        _("from where"), max_length=60, blank=True, help_text="Network address of the request; empty for a command."
    )
    verb = models.CharField(_("verb"), max_length=40)
    object_type = models.CharField(_("kind of object"), max_length=40)
    object_id = models.BigIntegerField(_("object"))
    object_name = models.CharField(_("name"), max_length=200)
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit log")
        ordering = ["-at", "-pk"]
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["object_type", "object_id", "-at"], name="audit_of_object"),
            models.Index(fields=["-at", "-id"], name="audit_newest"),
            models.Index(fields=["verb", "-at", "-id"], name="audit_of_verb"),
            models.Index(fields=["actor", "-at", "-id"], name="audit_of_person"),
        ]

    def __str__(self):
        return f"{self.actor_name}: {self.verb_shown}, {self.object_name}"

    @property
    def verb_shown(self) -> str:
        return verb_words.in_words(self.verb)
