"""What every admin of the desk does: comboboxes for relations, cheap lists, an audit entry, a purge of what readers hold."""

from __future__ import annotations

from django.contrib import admin

from articles.page_cache import purge, tags_of
from articles.publishing.admin.audited import Audited
from articles.publishing.admin.combobox import DeskFields


class DeskAdmin(DeskFields, Audited):
    show_facets = admin.ShowFacets.NEVER  # a count for each choice is a query for each choice
    show_full_result_count = False
    list_per_page = 50

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        purge(*tags_shown([obj]))

    def delete_model(self, request, obj):
        tags = tags_shown([obj])
        super().delete_model(request, obj)
        purge(*tags)

    def delete_queryset(self, request, queryset):
        tags = tags_shown(queryset)
        super().delete_queryset(request, queryset)
        purge(*tags)


def tags_shown(objects) -> list[str]:
    """The tags of those that readers see something of; a table of the desk's own, such as that of the moves, has none."""
    return tags_of([each for each in objects if hasattr(each, "cache_tags")])


class ReadOnlyAdmin(Audited):
    """A record that is read at the desk and changed by no one there."""

    actions = None
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    list_per_page = 50

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
