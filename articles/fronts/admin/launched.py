"""Launched fronts at the desk, for who comes from the audit log: read, never written."""

from __future__ import annotations

import json

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.publishing.admin.base import ReadOnlyAdmin


class FrontEditionAdmin(ReadOnlyAdmin):
    list_display = ["number", "live_from", "live_until", "launched_by", "note"]
    list_select_related = ["launched_by"]
    ordering = ["-live_from"]
    fields = ["number", "live_from", "live_until", "launched_by", "note", "slots_shown"]
    readonly_fields = fields

    @admin.display(description=_("slots"))
    def slots_shown(self, front):
        return format_html("<pre>{}</pre>", json.dumps(front.content, indent=2, ensure_ascii=False))
