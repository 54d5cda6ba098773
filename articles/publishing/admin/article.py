"""The article's desk: its list, its form grouped as an editor thinks, its bylines. Registered in `articles/admin.py`."""

from __future__ import annotations

from django.contrib import admin, messages
from django.contrib.admin import ActionLocation
from django.contrib.admin.utils import unquote
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.publishing import revisions, stages
from articles.publishing.admin.base import DeskAdmin
from articles.publishing.admin.combobox import DeskFields
from articles.publishing.admin.conflicts import ConflictsMixin
from articles.publishing.admin.deleting import CountedDeletion
from articles.publishing.admin.forms import ArticleForm
from articles.publishing.admin.history import HistoryMixin
from articles.publishing.admin.limited import SectionLimited
from articles.publishing.admin.live_state import LiveStateFilter, editions_list, moment, state_badges, with_name
from articles.publishing.admin.paging import KeysFirst
from articles.publishing.admin.verbs import VerbsMixin
from articles.publishing.holding import stop_planned
from articles.publishing.models import ArticleAuthor


class ArticleAuthorInline(DeskFields, admin.StackedInline):
    model = ArticleAuthor
    fields = ["author", ("role", "position")]
    extra = 0
    belongs_to = "publication"  # the group of the form it stands with
    verbose_name = gettext_lazy("author")
    verbose_name_plural = gettext_lazy("authors, as in the byline")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("author")


class ArticleAdmin(SectionLimited, CountedDeletion, HistoryMixin, VerbsMixin, ConflictsMixin, DeskAdmin):
    form = ArticleForm
    inlines = [ArticleAuthorInline]
    list_display = ["headline_shown", "stage_shown", "section", "readers", "publisher", "modified_shown"]
    list_display_links = ["headline_shown"]
    list_filter = ["stage", LiveStateFilter, "section", "kind"]
    list_per_page = 50
    search_fields = ["headline", "public_id", "publisher__name"]
    search_help_text = gettext_lazy("Words of the headline, the publisher’s name, or the eight letters of the address.")
    ordering = ["-modified", "-pk"]
    readonly_fields = ["readers", "address_shown", "editions_shown", "checks_shown"]
    story = (gettext_lazy("Story"), {"fields": ["headline", "kicker", "standfirst", "body"], "classes": ["story"]})
    sourcing = (
        gettext_lazy("Sourcing"),
        {
            "fields": ["publisher", ("original_url", "original_date"), "licence", "unverified", "how_reported"],
            "classes": ["sourcing"],
        },
    )
    pictures = (
        gettext_lazy("Pictures"),
        {"fields": ["lead_picture", "lead_alt", "lead_decorative"], "classes": ["side"]},
    )
    publication = (
        gettext_lazy("Publication"),
        {
            "fields": [
                "section",
                "topics",
                ("stage", "kind"),
                "embargo_until",
                "comment_policy",
                "priority",
                "slug",
                "dateline",
                "byline",
                ("language", "direction"),
                "translation_of",
                "headline_is_working",
            ],
            "classes": ["publication", "side"],
        },
    )
    readers_panel = (
        gettext_lazy("What readers see"),
        {"fields": ["readers", "address_shown", "editions_shown", "checks_shown"], "classes": ["readers", "side"]},
    )

    def get_fieldsets(self, request, obj=None):
        fieldsets = [self.story, self.sourcing, self.pictures, self.publication]
        return [self.readers_panel, *fieldsets] if obj else fieldsets

    def get_queryset(self, request):
        """With its relations, so that neither the list nor the form's comboboxes need a query for each.

        The list fetches sections apart: joined, SQLite reads all stories section by section, and sorts them.
        """
        articles = super().get_queryset(request).with_live_state()
        if getattr(request.resolver_match, "url_name", None) == "articles_article_changelist":
            return articles.select_related("publisher").prefetch_related("section").defer("body")
        return articles.select_related("section", "publisher", "lead_picture", "translation_of").defer(
            "translation_of__body"
        )

    def get_changelist(self, request, **kwargs):
        return KeysFirst

    @admin.display(description=gettext_lazy("headline"), ordering="headline")
    def headline_shown(self, article):
        if not article.headline_is_working:
            return article.headline
        return format_html('{} <span class="badge working">{}</span>', article.headline, _("working headline"))

    @admin.display(description=gettext_lazy("stage"), ordering="stage")
    def stage_shown(self, article):
        return with_name(_("stage:"), stages.in_words(article))

    @admin.display(description=gettext_lazy("readers"))
    def readers(self, article):
        return state_badges(article)

    @admin.display(description=gettext_lazy("changed"), ordering="modified")
    def modified_shown(self, article):
        return with_name(_("changed"), moment(article.modified))

    @admin.display(description=gettext_lazy("address"))
    def address_shown(self, article):
        if article.live_path:
            return format_html('<a href="{0}">{0}</a>', article.live_path)
        return _("Not live. Published as it stands, it would be at %s") % article.address()

    @admin.display(description=gettext_lazy("editions"))
    def editions_shown(self, article):
        return editions_list(article)

    @admin.display(description=gettext_lazy("before publication"))
    def checks_shown(self, article):
        return self.checks_link(article)

    def view_on_site(self, article):
        return article.live_path  # none when readers see no edition

    def get_actions(self, request, action_location=ActionLocation.CHANGE_LIST):
        """Articles are deleted one at a time, with the story in view; never a tick-box too many."""
        actions = super().get_actions(request, action_location=action_location)
        actions.pop("delete_selected", None)
        return actions

    def save_related(self, request, form, formsets, change):
        """The revision is recorded last: it holds the inlines and the topics as well, and what follows from the text."""
        super().save_related(request, form, formsets, change)
        self.text_saved(form, change)
        if reason := stop_planned(form.instance, by=request.user):
            told = _("The scheduled edition was taken back, because %s. Schedule it again once that is settled.")
            self.message_user(request, told % reason, messages.WARNING)
        revisions.record(form.instance, user=request.user)

    def text_saved(self, form, change):
        """For packages above: bring up what follows from the text, in the transaction of its save."""

    def delete_view(self, request, object_id, extra_context=None):
        article = self.get_object(request, unquote(object_id))
        if article and self.has_delete_permission(request, article) and article.editions.exists():
            messages.error(
                request,
                _(
                    "“%s” was published, so it cannot be deleted: its editions are part of the record. Withdraw it instead."
                )
                % article.headline,
            )
            return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))
        return super().delete_view(request, object_id, extra_context)
