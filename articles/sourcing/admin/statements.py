"""Statements at the desk: a list to filter, and for each a page with all that is known of it. Evidence joins it from above."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db import router, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.publishing import conflicts, revisions
from articles.publishing.admin.base import DeskAdmin
from articles.publishing.admin.limited import SectionLimited
from articles.publishing.admin.paging import KeysFirst
from articles.publishing.steps import lock
from articles.sourcing.forgetting import forget_speakers
from articles.sourcing.forms import StatementForm
from articles.sourcing.models import SweepStep
from articles.sourcing.sweep.columns import columns_of
from articles.text.excerpt import shorten

RELATED = ("source", "role", "conduit", "second_conduit", "third_conduit", "article__section")
VERB = "change_statement"


class StatementAdmin(SectionLimited, DeskAdmin):
    """Statements are made by the sweep of a story and by marks in it, never here; and none is deleted: it is rejected.

    A save locks the story, moves its version and records a revision, as every decision of the sweep does, and the sweep
    can take it back.
    """

    form = StatementForm
    list_display = ["words_shown", "source", "kind", "state", "tier", "attribution_level", "stale", "article"]
    list_display_links = ["words_shown"]
    list_filter = ["state", "kind", "tier", "attribution_level", "stale"]
    list_select_related = ["source", "article"]
    search_fields = ["source__name__istartswith", "article__public_id__exact"]
    search_help_text = gettext_lazy("How the name of the source begins, or the eight letters of the story’s address.")
    ordering = ["-pk"]
    actions = None
    readonly_fields = ["article_shown", "words", "place_shown", "machine_shown", "decided_shown"]
    fieldsets = [
        (gettext_lazy("In the story"), {"fields": ["article_shown", "words", "place_shown", "machine_shown", "seen"]}),
        (
            gettext_lazy("Who said it"),
            {"fields": [("source", "role"), "conduit", "second_conduit", "third_conduit", ("addressee", "place")]},
        ),
        (gettext_lazy("What was said"), {"fields": [("kind", "cue"), "quotes", ("said_when", "said_on")]}),
        (gettext_lazy("In another language"), {"fields": ["language", "original_words", "translator"]}),
        (gettext_lazy("Terms"), {"fields": ["attribution_level", "described_as"]}),
        (gettext_lazy("Decision"), {"fields": ["state", "waiver_reason", "decided_shown"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related(*RELATED, "decided_by")

    def get_changelist(self, request, **kwargs):
        return KeysFirst

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """The story's row is locked before what stands is read, so that of two saves at once the second sees the first."""
        go_on = super().changeform_view
        if request.method != "POST" or object_id is None:
            return go_on(request, object_id, form_url, extra_context)
        with transaction.atomic(using=router.db_for_write(self.model)):
            statement = self.get_object(request, unquote(object_id))
            if statement is not None and self.has_change_permission(request, statement):
                request.statement_before = columns_of(statement)
                lock(statement.article)
            return go_on(request, object_id, form_url, extra_context)

    def save_model(self, request, obj, form, change):
        if set(form.changed_data) - {"seen"}:
            obj.decided_by, obj.decided_at = request.user, timezone.now()
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if set(form.changed_data) - {"seen"}:
            statement = form.instance
            before = {str(statement.pk): request.statement_before}
            SweepStep.objects.create(article=statement.article, user=request.user, verb=VERB, before=before)
            forget_speakers(statement.article.statements.all())
            conflicts.touch(statement.article)
            revisions.record(statement.article, user=request.user, note=_("A statement was changed on its own page."))

    @admin.display(description=gettext_lazy("words"))
    def words_shown(self, statement):
        return shorten(statement.words, 80)

    @admin.display(description=gettext_lazy("story"))
    def article_shown(self, statement):
        url = reverse("admin:articles_article_change", args=[statement.article_id])
        return format_html('<a href="{}">{}</a>', url, statement.article)

    @admin.display(description=gettext_lazy("where"))
    def place_shown(self, statement):
        if statement.stale:
            return _("Its words do not stand in the text any more. The sweep of the story lets it stand for others.")
        return _("paragraph %d") % (statement.paragraph + 1)

    @admin.display(description=gettext_lazy("found by"))
    def machine_shown(self, statement):
        if not statement.rule:
            return _("a person")
        return _("the machine, %(tier)s (rule “%(rule)s”)") % {
            "tier": statement.get_tier_display() or _("no tier"),
            "rule": statement.rule,
        }

    @admin.display(description=gettext_lazy("decided"))
    def decided_shown(self, statement):
        if statement.decided_at is None:
            return _("by nobody yet")
        who = statement.decided_by.get_username() if statement.decided_by else _("command line")
        return _("by %(who)s, %(when)s") % {
            "who": who,
            "when": f"{timezone.localtime(statement.decided_at):%Y-%m-%d %H:%M}",
        }
