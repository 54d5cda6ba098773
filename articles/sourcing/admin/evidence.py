"""Evidence at the desk: rows below a statement, a list to read, and files as downloads that no browser interprets."""

from __future__ import annotations

from pathlib import PurePath

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.publishing import audit
from articles.publishing.admin.base import ReadOnlyAdmin
from articles.publishing.admin.combobox import DeskFields, LoadedLabelsForm
from articles.sourcing.evidence import evidence_for, is_whole, offset_in_words, read_digest, read_offset, taken_in
from articles.sourcing.models import Evidence

NEEDS = {
    Evidence.Kind.ADDRESS: (
        "url",
        gettext_lazy("Enter the address. To keep the page as it was, add it as a file too."),
    ),
    Evidence.Kind.FILE: ("file", gettext_lazy("Choose the file.")),
    Evidence.Kind.NOTE: ("description", gettext_lazy("Write the note.")),
}


class OffsetField(forms.CharField):
    """Seconds, written “12:34”."""

    def prepare_value(self, value):
        return offset_in_words(value) if isinstance(value, int) else value

    def clean(self, value):
        return read_offset(super().clean(value))

    def has_changed(self, initial, data) -> bool:
        return offset_in_words(initial) != (data or "").strip()


class EvidenceForm(LoadedLabelsForm):
    """A file is taken in once and never replaced: another file is another piece of evidence.

    What evidence says may name a source; the log of the desk is told that it changed, and not what it says (`withheld`).
    """

    withheld = frozenset({"description", "url", "file", "digest"})
    by = None  # the account that fills in the form, set by the inline

    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        widget=forms.FileInput,
        help_text=gettext_lazy("The page as you saved it, a document, a recording. It stays with us."),
    )
    offset = OffsetField(
        label=gettext_lazy("At"),
        required=False,
        widget=forms.TextInput(attrs={"size": 8, "placeholder": "12:34"}),
        help_text=gettext_lazy("Where in the recording. Example: 12:34 or 1:02:03."),
    )
    digest = forms.CharField(
        label=gettext_lazy("SHA-256"),
        required=False,
        help_text=gettext_lazy("Counted here from the file. If you noted one when you saved it, enter it to compare."),
    )

    class Meta:
        model = Evidence
        fields = "__all__"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance.file:
            for name in ("file", "digest"):
                self.fields[name].disabled = True

    def clean_digest(self) -> str:
        return read_digest(self.cleaned_data["digest"])

    def clean(self):
        super().clean()
        data = self.cleaned_data
        self.complain_of_what_is_missing(data)
        if data.get("public") and data.get("kind") == Evidence.Kind.FILE:
            self.add_error(
                "public", _("Files stay with us. Readers may see addresses, recordings by address and notes.")
            )
        if "file" in self.changed_data and data.get("file") and "digest" in data:
            self.take_in(data)
        elif data.get("digest") and not data.get("file"):
            self.add_error("digest", _("Choose the file it belongs to, so that it can be compared."))

    def complain_of_what_is_missing(self, data: dict) -> None:
        kind = data.get("kind")
        name, sentence = NEEDS.get(kind, ("", ""))
        if name and name not in self.errors and not data.get(name):
            self.add_error(name, sentence)
        if kind == Evidence.Kind.RECORDING and not (data.get("url") or data.get("file")):
            self.add_error("file", _("Choose the recording, or enter its address."))
        if kind == Evidence.Kind.NOTE and data.get("file"):
            self.add_error("kind", _("A note has no file. Choose “file”."))

    def take_in(self, data: dict) -> None:
        """The digest is ours, whatever was entered; the stored name tells nothing of what the file was called."""
        try:
            data["digest"] = taken_in(data["file"], data["file"].size, expected=data["digest"])
        except ValidationError as error:
            self.add_error("file", error)
            return
        data["file"].name = data["digest"][:16] + PurePath(data["file"].name).suffix[:10].lower()
        data["captured_at"] = data.get("captured_at") or timezone.now()

    def save(self, commit=True):
        if self.instance.pk is None:
            self.instance.added_by = self.by
        return super().save(commit)


class EvidenceInline(DeskFields, admin.StackedInline):
    """Below a statement. Joined into the admin of Statement."""

    model = Evidence
    form = EvidenceForm
    fields = [("kind", "public"), "description", "url", ("file", "download"), ("captured_at", "offset"), "digest"]
    readonly_fields = ["download"]
    extra = 0

    def get_queryset(self, request):
        return evidence_for(request.user, super().get_queryset(request))

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.form = type("EvidenceFormOfOne", (formset.form,), {"by": request.user})
        return formset

    @admin.display(description=gettext_lazy("kept"))
    def download(self, evidence):
        return download_link(evidence)


class EvidenceAdmin(ReadOnlyAdmin):
    """A list to read. Rows are added and changed below their statement. Registered in `articles/admin.py`."""

    list_display = ["__str__", "kind", "statement", "public", "captured_at", "added_by", "created"]
    list_filter = ["kind", "public"]
    list_select_related = ["statement", "added_by"]
    search_fields = ["description", "url", "digest"]
    search_help_text = gettext_lazy("Words of what it is, an address, or a SHA-256.")
    fields = [
        "kind", "statement", "description", "url", "download", "captured_at", "at_shown", "digest", "public", "added_by",
        "created",
    ]  # fmt: skip
    readonly_fields = ["download", "at_shown"]

    def get_queryset(self, request):
        return evidence_for(request.user, super().get_queryset(request).select_related("statement", "added_by"))

    def get_urls(self):
        view = self.admin_site.admin_view(self.file_view)
        return [path("<path:object_id>/file/", view, name="articles_evidence_file"), *super().get_urls()]

    @admin.display(description=gettext_lazy("file"))
    def download(self, evidence):
        return download_link(evidence)

    @admin.display(description=gettext_lazy("at"))
    def at_shown(self, evidence):
        return offset_in_words(evidence.offset) or "–"

    def file_view(self, request: HttpRequest, object_id: str) -> HttpResponseBase:
        """The bytes as they came in, after a look whether they still are. 409 when they are not."""
        if not self.has_view_permission(request):
            raise PermissionDenied(_("You may not see evidence. Ask an editor."))
        evidence = self.get_object(request, unquote(object_id))
        if evidence is None or not evidence.file:
            raise Http404(_("There is no such file."))
        if not is_whole(evidence):
            context = {**self.admin_site.each_context(request), "opts": self.opts, "original": evidence}
            context |= {"title": _("Not the file that was kept"), "digest": evidence.digest}
            return TemplateResponse(request, "admin/articles/evidence/broken.html", context, status=409)
        audit.record(request.user, "download", evidence)
        name = f"evidence-{evidence.pk}{PurePath(evidence.file.name).suffix}"
        response = FileResponse(
            evidence.file.open("rb"), as_attachment=True, filename=name, content_type="application/octet-stream"
        )
        response["X-Content-Type-Options"] = "nosniff"
        response["Cache-Control"] = "private, no-store"
        return response


def download_link(evidence: Evidence):
    if not (evidence.pk and evidence.file):
        return "–"
    return format_html(
        '<a href="{}" download>{}</a>', reverse("admin:articles_evidence_file", args=[evidence.pk]), _("Download")
    )
