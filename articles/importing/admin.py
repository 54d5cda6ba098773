"""Imported documents at the desk: bringing one in by way of a preview, looking at one, taking the original bytes out."""

from __future__ import annotations

from typing import cast

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.importing.forms import ImportForm, PreviewedForm, pack
from articles.importing.importer import ImportResult, import_bytes
from articles.importing.models import ImportedDocument
from articles.importing.preview import preview
from articles.publishing import audit
from articles.publishing.admin.base import ReadOnlyAdmin

FOLDER = "admin/articles/importeddocument"


class ImportedDocumentAdmin(ReadOnlyAdmin):
    """A list to read, and “Import a document” in the place of the add form. Registered in `articles/admin.py`."""

    list_display = ["__str__", "status", "article", "received", "received_by", "size"]
    list_filter = ["status"]
    search_fields = ["file_name", "digest", "article__headline"]
    fieldsets = [
        (None, {"fields": ["file_name", "status", "article_made", "received", "received_by"]}),
        (gettext_lazy("The original"), {"fields": ["original", "size", "encoding", "digest"]}),
        (gettext_lazy("What the reader found"), {"fields": ["notes", "leftovers"]}),
    ]
    readonly_fields = ["article_made", "original", "notes", "leftovers"]

    def has_add_permission(self, request):
        return request.user.has_perms(["articles.add_importeddocument", "articles.add_article"])

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("article", "received_by").defer("content", "article__body")

    def get_urls(self):
        name = "articles_importeddocument"
        return [
            path("import/", self.admin_site.admin_view(self.import_view), name=f"{name}_import"),
            path("<path:object_id>/original/", self.admin_site.admin_view(self.original_view), name=f"{name}_original"),
            *super().get_urls(),
        ]

    def add_view(self, request, form_url="", extra_context=None):
        return HttpResponseRedirect(reverse("admin:articles_importeddocument_import"))

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """Step one: the form. Step two: the preview. Step three, `confirm`: the import. `back` returns to step one."""
        if not self.has_add_permission(request):
            raise PermissionDenied(_("You may not import documents. Ask an editor."))
        if "confirm" in request.POST or "back" in request.POST:
            return self.after_preview(request)
        posted = request.method == "POST"
        form = ImportForm(request.POST, request.FILES) if posted else ImportForm()
        if posted and form.is_valid():
            return self.show_preview(request, form)
        return self.page(request, "import", form=form)

    def show_preview(self, request: HttpRequest, form: ImportForm) -> HttpResponse:
        raw, file_name, section = (form.cleaned_data[name] for name in ("raw", "file_name", "section"))
        shown = preview(raw, file_name=file_name, section=section)
        if shown.result.status == "rejected":
            form.add_error("file" if file_name else "text", shown.result.reason)
            return self.page(request, "import", form=form)
        packed = pack(raw)
        if packed is None:
            form.add_error(
                "file",
                _("It is too large to be shown here. On the server, run: manage.py import_document “%s”") % file_name,
            )
            return self.page(request, "import", form=form)
        carried = PreviewedForm(initial={"document": packed, "file_name": file_name[:255], "section": section})
        return self.page(request, "preview", form=carried, preview=shown, file_name=file_name)

    def after_preview(self, request: HttpRequest) -> HttpResponse:
        carried = PreviewedForm(request.POST)
        if not carried.is_valid() or "back" in request.POST:
            for error in carried.errors.values():
                messages.error(request, " ".join(str(sentence) for sentence in error))
            initial = {"text": carried.pasted_text(), "section": carried.cleaned_data.get("section")}
            return self.page(request, "import", form=ImportForm(initial=initial))
        data = carried.cleaned_data
        by = cast("User", request.user)  # whoever passed has_add_permission is signed in
        result = import_bytes(data["raw"], file_name=data["file_name"], by=by, section=data["section"])
        return self.report(request, result)

    def report(self, request: HttpRequest, result: ImportResult) -> HttpResponse:
        """Say what became of the document, and go where the editor goes on: the article, else the document."""
        if result.already or result.article is None:
            messages.warning(request, result.warnings[-1].message)
        else:
            messages.success(request, _("Imported as “%s”.") % result.article)
            for warning in result.warnings:
                messages.warning(request, warning.message)
        if result.article and request.user.has_perm("articles.change_article"):
            return HttpResponseRedirect(reverse("admin:articles_article_change", args=[result.article.pk]))
        if result.document and self.has_view_permission(request):
            return HttpResponseRedirect(reverse("admin:articles_importeddocument_change", args=[result.document.pk]))
        return HttpResponseRedirect(reverse("admin:index"))

    def original_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The bytes as they came in, as a download that no browser interprets."""
        if not self.has_view_permission(request):
            raise PermissionDenied(_("You may not see imported documents. Ask an editor."))
        document = self.get_object(request, unquote(object_id))
        if document is None:
            raise Http404(_("There is no such document."))
        audit.record(request.user, "download", document)
        name = document.file_name or f"{document.digest[:12]}.txt"
        return HttpResponse(
            bytes(document.content),
            content_type="application/octet-stream",
            headers={
                "Content-Disposition": content_disposition_header(True, name),
                "X-Content-Type-Options": "nosniff",
            },
        )

    def page(self, request: HttpRequest, name: str, **context) -> TemplateResponse:
        context |= {**self.admin_site.each_context(request), "opts": self.opts, "title": _("Import a document")}
        return TemplateResponse(request, f"{FOLDER}/{name}.html", context)

    @admin.display(description=gettext_lazy("article"))
    def article_made(self, document: ImportedDocument):
        if document.article is None:
            return _("none: the document is held")
        url = reverse("admin:articles_article_change", args=[document.article.pk])
        return format_html('<a href="{}">{}</a>', url, document.article)

    @admin.display(description=gettext_lazy("original"))
    def original(self, document: ImportedDocument):
        url = reverse("admin:articles_importeddocument_original", args=[document.pk])
        return format_html('<a href="{}" download>{}</a>', url, _("Download the bytes as they came in"))

    @admin.display(description=gettext_lazy("notes"))
    def notes(self, document: ImportedDocument):
        rows = [(warning["message"],) for warning in document.report.get("warnings", [])]
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", rows)) if rows else _("none")

    @admin.display(description=gettext_lazy("lines left out"))
    def leftovers(self, document: ImportedDocument):
        rows = [(left["line"], left["kind"], left["text"]) for left in document.report.get("leftovers", [])]
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}: {}: {}</li>", rows)) if rows else _("none")
