"""The conversation under one story at the desk: every setting of it, saved by its verb."""

from __future__ import annotations

from django import forms
from django.contrib import admin, messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.comments.desk import conversations
from articles.comments.discussions.models import Discussion
from articles.publishing import rights
from articles.publishing.admin.base import DeskAdmin
from articles.publishing.admin.combobox import LoadedLabelsForm
from articles.publishing.models import Article


class DiscussionForm(LoadedLabelsForm):
    reason = forms.CharField(
        label=gettext_lazy("Why, for the desk"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Stays in the audit log; readers do not see it."),
    )

    class Meta:
        model = Discussion
        fields = conversations.SETTINGS
        widgets = {
            "state": forms.RadioSelect,
            "opens_at": forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
            "closes_at": forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        }

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        opens, closes = cleaned.get("opens_at"), cleaned.get("closes_at")
        if not {"opens_at", "closes_at"} & set(self.errors):
            if (opens is None) != (closes is None):
                missing = "opens_at" if opens is None else "closes_at"
                self.add_error(missing, _("Give both hours, the one of opening and the one of closing, or neither."))
            elif opens is not None and opens == closes:
                self.add_error("closes_at", _("It would open and close at the same hour. Choose another one."))
        return cleaned


class DiscussionAdmin(DeskAdmin):
    """The conversation under one story with all its settings. Every story has one, whether anybody decided on it or not."""

    saved_by_verbs = True
    form = DiscussionForm
    list_display = ["story_shown", "state", "comments_shown", "note", "changed_by", "changed_at"]
    list_display_links = None
    list_select_related = ["article", "changed_by"]
    list_filter = ["state"]
    search_fields = ["article__headline"]
    search_help_text = gettext_lazy("Words of the story’s headline. For example: harbour")
    ordering = ["-pk"]
    fields = [
        "story_shown",
        "state",
        "slow_seconds",
        "first_held",
        "close_after_days",
        ("opens_at", "closes_at"),
        "note",
        "reason",
        "comments_shown",
    ]
    readonly_fields = ["story_shown", "comments_shown"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("article", "changed_by").defer("article__body")

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or rights.covers(request.user, obj.article.section_id))

    def get_object(self, request, object_id, from_field=None):
        found = super().get_object(request, object_id, from_field)
        if found is None and object_id.isascii() and object_id.isdigit() and len(object_id) < 19:
            article = Article.objects.defer("body").filter(pk=int(object_id)).first()
            found = Discussion(article=article) if article else None
        return found

    def save_model(self, request, obj, form, change):
        settings = {name: form.cleaned_data[name] for name in conversations.SETTINGS}
        conversations.change(obj.article, by=request.user, reason=form.cleaned_data["reason"], **settings)

    def response_change(self, request, obj) -> HttpResponse:
        self.message_user(request, _("Saved. Readers and forms follow it from now on."), messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:articles_discussion_change", args=[obj.pk]))

    @admin.display(description=gettext_lazy("story"))
    def story_shown(self, discussion):
        url = reverse("admin:articles_discussion_change", args=[discussion.pk])
        return format_html('<a href="{}">{}</a>', url, discussion.article.headline)

    @admin.display(description=gettext_lazy("comments"))
    def comments_shown(self, discussion):
        words = ngettext("%d comment", "%d comments", discussion.comment_count) % discussion.comment_count
        query = {"article": discussion.pk}
        return format_html('<a href="{}">{}</a>', reverse("admin:articles_comment_changelist", query=query), words)
