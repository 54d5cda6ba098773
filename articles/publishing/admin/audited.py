"""Every save at the desk leaves one entry in the audit log, beside Django's own log of the admin."""

from __future__ import annotations

from django.contrib import admin
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.publishing import audit, rights
from articles.publishing.admin.changes import changes_of


class Audited(admin.ModelAdmin):
    """For any ModelAdmin: adding, changing and deleting leave one entry each, with what was and what is.

    A save that changed nothing leaves none. Django calls the `log_…` methods inside the transaction of the change.
    What a save hands to verbs, these log themselves: changes of the fields in `told_by_verbs` are left out here, and with
    `saved_by_verbs` adding and changing are theirs altogether.
    """

    told_by_verbs: tuple[str, ...] = ()
    saved_by_verbs = False

    def construct_change_message(self, request, form, formsets, add=False):
        changes = changes_of(form, formsets, add=add)
        told = () if add else self.told_by_verbs
        request.desk_changes = tuple(
            {name: value for name, value in side.items() if name not in told} for side in changes
        )
        return super().construct_change_message(request, form, formsets, add)

    def log_addition(self, request, obj, message):
        _before, after = self.changes(request)
        if not self.saved_by_verbs:
            audit.record(request.user, "add", obj, after=after)
        return super().log_addition(request, obj, message)

    def log_change(self, request, obj, message):
        before, after = self.changes(request)
        if (before or after) and not self.saved_by_verbs:
            audit.record(request.user, "change", obj, before=before, after=after)
        return super().log_change(request, obj, message)

    def log_deletions(self, request, queryset):
        for obj in queryset:
            audit.record(request.user, "delete", obj)
        return super().log_deletions(request, queryset)

    def changes(self, request):
        return getattr(request, "desk_changes", ({}, {}))

    def history_view(self, request, object_id, extra_context=None):
        """With the way to the object's entries in the audit log, for those who may read it."""
        extra = {}
        if rights.may(request.user, "read_log") and object_id.isdecimal():
            query = {"kind": self.opts.model_name, "object_id": object_id}
            extra["audit_url"] = reverse("admin:articles_auditentry_changelist", query=query)
            extra["audit_words"] = _("All entries of the audit log on this object")
        return super().history_view(request, object_id, {**extra, **(extra_context or {})})
