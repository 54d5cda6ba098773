"""Checked identities at the desk: which address belongs to which source, how that was checked, and taking it back."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.publishing.admin.base import DeskAdmin
from articles.publishing.admin.combobox import LoadedLabelsForm
from articles.sourcing import right_of_reply
from articles.sourcing.models import VerifiedSource


class VerifiedSourceForm(LoadedLabelsForm):
    withheld = frozenset({"email", "note"})  # from the log, which nobody can rewrite when that person's data is erased
    take_back = forms.BooleanField(
        label=gettext_lazy("Take it back"),
        required=False,
        help_text=gettext_lazy("The address no longer speaks for the source; its badge goes from every comment."),
    )

    class Meta:
        model = VerifiedSource
        fields = ["source", "email", "note"]

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        source = cleaned.get("source")
        if source is None:
            return cleaned
        if source.protected or not source.public or source.kind == source.Kind.UNNAMED:
            self.add_error(
                "source", _("Readers may not know this source by name; a badge beside a comment would tell them.")
            )
        twin = VerifiedSource.objects.filter(source=source, email=cleaned.get("email", ""), revoked_at__isnull=True)
        if twin.exclude(pk=self.instance.pk).exists():
            self.add_error("email", _("This address is already checked for this source."))
        return cleaned


class VerifiedSourceAdmin(DeskAdmin):
    """What was checked is not rewritten: a wrong one is taken back and a new one made."""

    form = VerifiedSourceForm
    fields = ["source", "email", "note"]
    list_display = ["source", "email", "note", "in_force", "created"]
    list_select_related = ["source"]
    search_fields = ["source__name", "email", "note"]
    search_help_text = gettext_lazy("A source’s name, an address, or how it was checked.")
    autocomplete_fields = ["source"]

    @admin.display(description=gettext_lazy("in force"), boolean=True)
    def in_force(self, identity):
        return identity.revoked_at is None

    def get_fields(self, request, obj=None):
        if obj is None:
            return self.fields
        return [*self.fields, "created", "revoked_at", *([] if obj.revoked_at else ["take_back"])]

    def get_readonly_fields(self, request, obj=None):
        return [*self.fields, "created", "revoked_at"] if obj else []

    def save_model(self, request, obj, form, change):
        if not change:
            obj.by = request.user
            super().save_model(request, obj, form, change)
        elif form.cleaned_data.get("take_back"):
            right_of_reply.take_back(obj)

    def has_delete_permission(self, request, obj=None) -> bool:
        return False
