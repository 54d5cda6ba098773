"""Sources and statements at the desk. Registered and joined to the article in `articles/admin.py`."""

from __future__ import annotations

from django.contrib import admin
from django.db import models
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.publishing.admin.base import DeskAdmin
from articles.publishing.admin.combobox import DeskFields
from articles.publishing.admin.deleting import CountedDeletion
from articles.sourcing.forms import SourceForm, StatementForm
from articles.sourcing.models import Role, Source, Statement

PRIVATE = ("contact", "notes")


class RoleInline(DeskFields, admin.StackedInline):
    model = Role
    fields = [("title", "organisation", "held_from", "held_until")]
    extra = 0


class SourceAdmin(CountedDeletion, DeskAdmin):
    form = SourceForm
    inlines = [RoleInline]
    list_display = ["name", "kind", "public", "affiliation", "statement_count"]
    list_filter = ["kind", "public", "attribution_level"]
    list_select_related = ["affiliation"]
    search_fields = ["name", "slug", "aliases"]
    search_help_text = _("A name or another spelling of it.")
    prepopulated_fields = {"slug": ["name"]}
    who = (_("Who"), {"fields": ["kind", "name", "slug", "aliases", "affiliation"]})
    readers = (_("For readers"), {"fields": ["public", "description", "website", "attribution_level"]})
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
        shown = obj is not None and obj.public and obj.kind != Source.Kind.UNNAMED
        return super().get_view_on_site_url(obj) if shown else None


class StatementInline(DeskFields, admin.StackedInline):
    """The statements of one article in the order of its text."""

    model = Statement
    form = StatementForm
    fields = [
        "words",
        ("source", "kind", "cue"),
        "quotes",
        ("conduit", "addressee", "said_on"),
        ("attribution_level", "state", "waiver_reason"),
    ]
    ordering = ["paragraph", "start", "pk"]
    extra = 0
    belongs_to = "sourcing"  # the group of the form it stands with

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("source", "conduit")


class StatementDecisions:
    """For the admin of Article: notes who decided on a statement, and when."""

    def save_formset(self, request, form, formset, change):
        if formset.model is Statement:
            for row in formset.forms:
                if "state" in row.changed_data and row.instance.state != Statement.State.SUGGESTED:
                    row.instance.decided_by, row.instance.decided_at = request.user, timezone.now()
        super().save_formset(request, form, formset, change)
