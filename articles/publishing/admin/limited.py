"""The limit to sections at the desk: everyone sees every story, and changes those of their sections."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import BooleanField, Case, Value, When

from articles.publishing import rights
from articles.publishing.models import Article, Section


class SectionLimited(admin.ModelAdmin):
    """For the admin of stories, and of what belongs to a story by a foreign key `article`.

    The row says itself whether it is within the person's limit (`is_mine`): no query of its own.
    """

    def get_queryset(self, request):
        limit = rights.within_limit(request.user, self.way_to("section"))
        mine = Case(When(limit, then=True), default=False, output_field=BooleanField()) if limit else Value(True)
        return super().get_queryset(request).annotate(is_mine=mine)

    def way_to(self, name: str) -> str:
        return name if self.model is Article else f"article__{name}"

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self.is_within(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self.is_within(request, obj)

    def is_within(self, request, obj) -> bool:
        if obj is None or hasattr(obj, "is_mine"):
            return obj is None or obj.is_mine
        story = obj if isinstance(obj, Article) else obj.article
        return rights.covers(request.user, story.section_id)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """A story goes into a section of one's own, and a correction to such a story. Whatever else was posted is no choice."""
        ways = {Section: "pk", Article: "section"}
        model = db_field.remote_field.model
        if db_field.name in {"section", "article"} and model in ways:
            kwargs["queryset"] = rights.within(model._default_manager.all(), request.user, ways[model])
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
