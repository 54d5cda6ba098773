"""Sources at the desk, and statements following a text that is saved. Joined and registered in `articles/admin.py`."""

from __future__ import annotations

from django.conf import settings
from django.contrib import admin
from django.db import models
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.publishing.admin.base import DeskAdmin
from articles.publishing.admin.combobox import DeskFields
from articles.publishing.admin.deleting import CountedDeletion
from articles.sourcing.forms import SourceForm
from articles.sourcing.in_print import tell_pages
from articles.sourcing.models import Role, SelfDescription, Statement
from articles.sourcing.sweep.refresh import refresh

PRIVATE = ("contact", "notes")
READ = frozenset({"body", "language", "direction"})  # the fields that the engine goes by


class RoleInline(DeskFields, admin.StackedInline):
    model = Role
    fields = [("title", "organisation", "held_from", "held_until")]
    extra = 0


class SelfDescriptionInline(DeskFields, admin.TabularInline):
    """What a source said of themselves; asked for only where the newsroom counts who is heard."""

    model = SelfDescription
    fields = ["question", "answer", "declined", "consent_on"]
    extra = 0

    def has_view_permission(self, request, obj=None):
        return settings.DIVERSITY_AUDIT and super().has_view_permission(request, obj)

    def has_add_permission(self, request, obj=None):
        return settings.DIVERSITY_AUDIT and super().has_add_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        return settings.DIVERSITY_AUDIT and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return settings.DIVERSITY_AUDIT and super().has_delete_permission(request, obj)


class SourceAdmin(CountedDeletion, DeskAdmin):
    form = SourceForm
    inlines = [RoleInline, SelfDescriptionInline]
    list_display = ["name", "kind", "public", "affiliation", "statement_count"]
    list_filter = ["kind", "public", "attribution_level"]
    list_select_related = ["affiliation"]
    search_fields = ["name", "slug", "aliases"]
    search_help_text = _("A name or another spelling of it.")
    prepopulated_fields = {"slug": ["name"]}
    who = (_("Who"), {"fields": ["kind", "name", "slug", "aliases", "affiliation"]})
    readers = (
        _("For readers"),
        {
            "fields": [
                "public",
                "description",
                "website",
                "attribution_level",
            ]
        },
    )
    private = (_("Private: never shown to readers"), {"fields": list(PRIVATE), "classes": ["private"]})

    def get_queryset(self, request):
        """With `statement_count`: how many statements it has made, counted without joining rows."""
        made = Statement.objects.filter(source=OuterRef("pk")).order_by().values("source").annotate(n=Count("pk"))
        counted = Coalesce(Subquery(made.values("n"), output_field=models.IntegerField()), 0)
        return super().get_queryset(request).select_related("affiliation").annotate(statement_count=counted)

    def get_fieldsets(self, request, obj=None):
        """Contact details and notes only for those with the right; for others the form does not know the fields."""
        public = [self.who, self.readers]
        return [*public, self.private] if request.user.has_perm("articles.view_source_private") else public

    @admin.display(description=_("statements"), ordering="statement_count")
    def statement_count(self, source):
        return source.statement_count

    def get_view_on_site_url(self, obj=None):
        tell_pages([obj], timezone.now())
        shown = obj is not None and obj.has_page()
        return super().get_view_on_site_url(obj) if shown else None


class StatementsFollow:
    """For the admin of Article: when the text was changed, its statements are found in it again and new ones suggested."""

    def text_saved(self, form, change):
        super().text_saved(form, change)
        if not change or READ.intersection(form.changed_data):
            refresh(form.instance)
