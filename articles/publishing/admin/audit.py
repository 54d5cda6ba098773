"""The audit log at the desk: read, searched, never written."""

from __future__ import annotations

import json

from django.contrib import admin
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.publishing.admin.base import ReadOnlyAdmin

VERBS = ("publish", "schedule", "cancel_schedule", "withdraw", "approve", "reject", "import")


class VerbFilter(admin.SimpleListFilter):
    """By the verbs we know: asking the table which ones it holds would read all of it."""

    title = _("verb")
    parameter_name = "verb"

    def lookups(self, request, model_admin):
        return [(verb, verb.replace("_", " ")) for verb in VERBS]

    def queryset(self, request, queryset):
        return queryset.filter(verb=self.value()) if self.value() else queryset


class AuditEntryAdmin(ReadOnlyAdmin):
    list_display = ["at", "actor_name", "verb", "object_shown", "note"]
    list_filter = [VerbFilter]
    search_fields = ["object_name", "actor_name", "note"]
    fields = ["at", "actor_name", "verb", "object_shown", "note", "before_shown", "after_shown"]
    readonly_fields = fields

    @admin.display(description=_("object"))
    def object_shown(self, entry):
        try:
            url = reverse(f"admin:articles_{entry.object_type}_change", args=[entry.object_id])
        except NoReverseMatch:
            return entry.object_name
        return format_html('<a href="{}">{}</a>', url, entry.object_name)

    @admin.display(description=_("before"))
    def before_shown(self, entry):
        return self.as_json(entry.before)

    @admin.display(description=_("after"))
    def after_shown(self, entry):
        return self.as_json(entry.after)

    def as_json(self, value):
        return format_html("<pre>{}</pre>", json.dumps(value, indent=2, ensure_ascii=False)) if value else "–"
