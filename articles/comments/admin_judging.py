"""The word list and the bans at the desk: what comments wait for, and who may not comment."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.comments.cleaning import clean_email
from articles.comments.judging import bans
from articles.comments.judging.folding import words_of
from articles.comments.judging.models import Ban, ListedWord
from articles.publishing.admin.base import DeskAdmin
from articles.publishing.admin.combobox import LoadedLabelsForm


class ListedWordForm(LoadedLabelsForm):
    class Meta:
        model = ListedWord
        fields = ["word", "language", "verdict", "note", "allowed_in"]

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        folded = " ".join(words_of(cleaned.get("word", "")))
        if cleaned.get("word") and not folded:
            self.add_error("word", _("Write a word with letters or digits."))
        twin = ListedWord.objects.filter(folded=folded, language=cleaned.get("language", "")).exclude(
            pk=self.instance.pk
        )
        if folded and (other := twin.first()):
            self.add_error("word", _("“%s” is on the list and finds the same comments. Change that one.") % other.word)
        return cleaned


class ListedWordAdmin(DeskAdmin):
    form = ListedWordForm
    list_display = ["word", "language", "verdict", "note"]
    list_filter = ["verdict", "language"]
    search_fields = ["word", "folded", "note"]
    search_help_text = gettext_lazy("A word, or what is noted of it.")
    autocomplete_fields = ["allowed_in"]


class BanForm(LoadedLabelsForm):
    email = forms.EmailField(
        label=gettext_lazy("E-mail of the reader"),
        required=False,
        help_text=gettext_lazy(
            "As it stands with their comments. It is turned into a mark at once and kept nowhere; the mark cannot be read back."
        ),
    )

    class Meta:
        model = Ban
        fields = ["until", "reason"]

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        if not self.instance.pk and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("email", _("Enter the address of the reader to be banned."))
        until = cleaned.get("until")
        if not self.instance.pk and until and until <= timezone.now():
            raise ValidationError({"until": _("This moment is past. Leave it empty to ban for good.")})
        return cleaned

    def save(self, commit=True):
        if self.cleaned_data.get("email"):
            self.instance.who = bans.digest_of(self.cleaned_data["email"])
        return super().save(commit)


class BanAdmin(DeskAdmin):
    """A ban is ended by its date: it stays on the record. Searched by the whole address, which finds its mark."""

    form = BanForm
    fields = ["email", "until", "reason"]
    list_display = ["__str__", "in_force", "until", "reason", "created", "by", "lifted_at"]
    list_select_related = ["by"]
    search_fields = ["reason"]
    search_help_text = gettext_lazy("The whole e-mail address of a reader, or words of a reason.")

    @admin.display(description=gettext_lazy("in force"), boolean=True)
    def in_force(self, ban):
        return not ban.lifted_at and (ban.until is None or ban.until > timezone.now())

    def get_fields(self, request, obj=None):
        return ["until", "reason", "created", "by", "because_of", "lifted_at", "lifted_by"] if obj else self.fields

    def get_readonly_fields(self, request, obj=None):
        return ["created", "by", "because_of", "lifted_at", "lifted_by"] if obj else []

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("by", "lifted_by")

    @admin.display(description=gettext_lazy("because of"))
    def because_of(self, ban):
        if not ban.comment_id:
            return self.get_empty_value_display()
        url = reverse("admin:articles_comment_reader", args=[ban.comment_id])
        return format_html('<a href="{}">{}</a>', url, _("a comment, and its writer’s standing"))

    def get_search_results(self, request, queryset, search_term):
        if "@" in search_term:
            return queryset.filter(who__in=bans.digests_of(clean_email(search_term))), False
        return super().get_search_results(request, queryset, search_term)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.by = request.user
        super().save_model(request, obj, form, change)

    def has_delete_permission(self, request, obj=None) -> bool:
        return False
