"""Sections, topics, authors and corrections at the desk."""

from __future__ import annotations

from django.contrib import admin
from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from articles.publishing import rights
from articles.publishing.admin.base import DeskAdmin
from articles.publishing.admin.deleting import CountedDeletion
from articles.publishing.admin.limited import SectionLimited
from articles.publishing.admin.live_state import moment
from articles.publishing.moving import move_section


class SectionAdmin(CountedDeletion, DeskAdmin):
    list_display = ["name", "slug", "position", "description"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "slug", "description", "position", "needs_approval"]
    told_by_verbs = ("slug",)

    def get_search_results(self, request, queryset, search_term):
        """The article's combobox offers the sections that the person may put a story into."""
        found, repeats = super().get_search_results(request, queryset, search_term)
        if request.GET.get("model_name") == "article":
            found = rights.within(found, request.user, "pk")
        return found, repeats

    def save_model(self, request, obj, form, change):
        """Another slug moves the section: its live stories get new addresses, the old ones lead there."""
        if change and "slug" in form.changed_data:
            slug, obj.slug = obj.slug, form.initial["slug"]
            moved = move_section(obj, slug=slug, by=request.user)
            said = ngettext("%d story has a new address.", "%d stories have new addresses.", moved) % moved
            self.message_user(request, f"{said} {gettext('The old addresses lead to the new ones.')}")
        super().save_model(request, obj, form, change)


class TopicAdmin(DeskAdmin):
    list_display = ["name", "slug", "description"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "slug", "description"]


class AuthorAdmin(DeskAdmin):
    list_display = ["name", "title", "user", "email"]
    list_select_related = ["user", "picture"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "slug", "title", "biography", "picture", ("email", "website"), "user"]

    def get_readonly_fields(self, request, obj=None):
        """Accounts are chosen by those who may see them; the search behind the field asks for the same right."""
        return [] if request.user.has_perm("auth.view_user") else ["user"]


class CorrectionAdmin(SectionLimited, DeskAdmin):
    list_display = ["text_shown", "kind", "article", "made_shown", "made_by"]
    list_filter = ["kind"]
    search_fields = ["text", "article__headline"]
    fields = ["article", "kind", "text", "wrong", "right", "made"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("article", "made_by").defer("article__body")

    def has_add_permission(self, request):
        """A correction is made by the verb “correct” of its article, which publishes the mended text with it."""
        return False

    def get_readonly_fields(self, request, obj=None):
        """What readers were told stays told. A slip in the words may be mended; the audit log keeps both."""
        return [name for name in self.fields if name != "text"]

    @admin.display(description=_("made"), ordering="made")
    def made_shown(self, correction):
        return moment(correction.made)

    @admin.display(description=_("what readers are told"), ordering="text")
    def text_shown(self, correction):
        return Truncator(correction.text).words(24)
