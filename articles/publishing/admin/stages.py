"""The table of allowed moves between stages, edited by administrators and whoever they give the right."""

from __future__ import annotations

from django import forms

from articles.publishing.admin.base import DeskAdmin


class StageMoveAdmin(DeskAdmin):
    list_display = ["group", "from_stage", "to_stage"]
    list_filter = ["group", "from_stage", "to_stage"]
    list_select_related = ["group"]
    list_per_page = 100
    fields = ["group", "from_stage", "to_stage"]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """A plain list: the combobox behind groups answers only those who may see groups."""
        kwargs["widget"] = forms.Select()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
