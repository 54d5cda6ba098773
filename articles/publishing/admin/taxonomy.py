"""Sections, topics, authors and corrections at the desk."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.publishing.admin.base import DeskAdmin


class SectionAdmin(DeskAdmin):
    list_display = ["name", "slug", "position", "description"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "slug", "description", "position"]


class TopicAdmin(DeskAdmin):
    list_display = ["name", "slug", "description"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "slug", "description"]


class AuthorAdmin(DeskAdmin):
    list_display = ["name", "title", "user", "email"]
    list_select_related = ["user"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "slug", "title", "biography", "email", "user"]

    def get_readonly_fields(self, request, obj=None):
        """Accounts are chosen by those who may see them; the search behind the field asks for the same right."""
        return [] if request.user.has_perm("auth.view_user") else ["user"]


class CorrectionAdmin(DeskAdmin):
    list_display = ["text_shown", "kind", "article", "made", "made_by"]
    list_filter = ["kind"]
    list_select_related = ["article", "made_by"]
    search_fields = ["text", "article__headline"]
    fields = ["article", "kind", "text", "wrong", "right", "made"]

    @admin.display(description=_("what readers are told"), ordering="text")
    def text_shown(self, correction):
        return str(correction)

    def save_model(self, request, obj, form, change):
        obj.made_by = obj.made_by or request.user
        super().save_model(request, obj, form, change)
