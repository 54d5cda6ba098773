"""The pages of the source desk at the admin of Source: figures, duplicates, merging, what one source said, exports."""

from __future__ import annotations

from functools import partial

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.publishing import audit, rights
from articles.publishing.admin.combobox import Combobox
from articles.publishing.steps import WorkflowRefused
from articles.sourcing.models import RemovalRequest, Source, Statement, StatementFix
from articles.sourcing.source_desk import diversity, duplicates, exporting, merging, reliance, said

FORMATS = {
    "csv": ("text/csv; charset=utf-8", exporting.csv_lines),
    "json": ("application/json", exporting.json_lines),
}


class OtherForm(forms.Form):
    """Asks for the record that goes into the one at hand."""

    other = forms.ModelChoiceField(
        Source.objects.all(),
        label=gettext_lazy("The other record"),
        help_text=gettext_lazy("Its name becomes another name of this one, and its address leads here."),
        error_messages={
            "required": gettext_lazy("Choose the record that is the same source."),
            "invalid_choice": gettext_lazy("That record is gone. Perhaps somebody merged it just now."),
        },
    )


class SourceDeskPages:
    """Joined into the admin of Source."""

    def get_urls(self):
        pages = [
            ("desk/", self.desk_view, "desk"),
            ("duplicates/", self.duplicates_view, "duplicates"),
            ("diversity/", self.diversity_view, "diversity"),
            ("export.csv", partial(self.export_view, form="csv"), "export_csv"),
            ("export.json", partial(self.export_view, form="json"), "export_json"),
            ("<path:object_id>/said/", self.said_view, "said"),
            ("<path:object_id>/merge/", self.merge_view, "merge"),
        ]
        return [
            *(path(way, self.admin_site.admin_view(view), name=f"articles_source_{name}") for way, view, name in pages),
            *super().get_urls(),
        ]

    def desk_view(self, request):
        self.require_reader(request)
        context = {
            "title": _("Source desk"),
            "figures": reliance.by_section(),
            "most_heard": reliance.most_heard(),
            "since": timezone.localdate() - reliance.WINDOW,
            "duplicates": duplicates.count(),
            "fixes": StatementFix.objects.filter(closed_at=None).count(),
            "requests": RemovalRequest.objects.filter(state=RemovalRequest.State.OPEN).count(),
            "diversity_is_on": diversity.is_on(),
            "may_merge": rights.may(request.user, "merge"),
            "may_decide_removal": rights.may(request.user, "decide_removal"),
        }
        return self.source_page(request, "desk", context)

    def duplicates_view(self, request):
        self.require_reader(request)
        context = {
            "title": _("Perhaps the same source"),
            "groups": duplicates.groups(),
            "may_merge": rights.may(request.user, "merge"),
        }
        return self.source_page(request, "duplicates", context)

    def diversity_view(self, request):
        """404 while the audit is off: it is no page of a newsroom that did not turn it on."""
        if not diversity.is_on():
            raise Http404(_("The diversity audit is off. DIVERSITY_AUDIT=1 in the environment turns it on."))
        rights.require_permission(request.user, "articles.view_selfdescription")
        context = {
            "title": _("Who is heard"),
            "tables": diversity.tables(),
            "since": timezone.localdate() - reliance.WINDOW,
            "smallest": diversity.SMALLEST,
        }
        return self.source_page(request, "diversity", context)

    def said_view(self, request, object_id):
        self.require_reader(request)
        source = self.source_for(request, object_id)
        topics = said.topics_of(source)
        wanted = request.GET.get("topic", "")
        topic = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 10 else None
        context = {
            "title": _("What %s said") % source,
            "original": source,
            "topics": topics,
            "topic": topic,
            "said": said.said_on(source, topic),
            "at_most": said.AT_MOST,
            "namesakes": duplicates.namesakes(source),
        }
        return self.source_page(request, "said", context)

    def merge_view(self, request, object_id):
        rights.require(request.user, "merge")
        source = self.source_for(request, object_id)
        form = OtherForm(request.POST if request.method == "POST" else None, initial=self.first_choice(request))
        form.fields["other"].widget = Combobox(Source._meta.get_field("affiliation"), self.admin_site)
        form.fields["other"].widget.choices = form.fields["other"].choices
        if request.method == "POST" and form.is_valid():
            try:
                merged = merging.merge(source, form.cleaned_data["other"], by=request.user)
            except WorkflowRefused as refusal:
                form.add_error("other", str(refusal))
            else:
                stories = ngettext("%d story", "%d stories", len(merged.articles)) % len(merged.articles)
                told = ngettext(
                    "Merged: %(number)d statement in %(stories)s now leads to “%(name)s”.",
                    "Merged: %(number)d statements in %(stories)s now lead to “%(name)s”.",
                    merged.statements,
                ) % {"number": merged.statements, "stories": stories, "name": merged.source}
                self.message_user(request, told, messages.SUCCESS)
                return HttpResponseRedirect(reverse("admin:articles_source_change", args=[source.pk]))
        context = {
            "title": _("Merge another record into “%s”") % source,
            "original": source,
            "form": form,
            "namesakes": duplicates.namesakes(source),
            "media": self.media + form.media,
        }
        return self.source_page(request, "merge", context)

    def export_view(self, request, *, form):
        """Statements as a file: all, or those of `?source=` or `?article=`. Read row by row; the export is logged."""
        rights.require(request.user, "export_statements")
        wanted = {name: request.GET[name] for name in ("source", "article") if request.GET.get(name)}
        if not all(value.isascii() and value.isdigit() and len(value) < 19 for value in wanted.values()):
            raise Http404(_("There is no such source or article."))
        content_type, lines = FORMATS[form]
        statements = exporting.exportable(Statement.objects.filter(**wanted))
        rows = (exporting.row_of(statement) for statement in statements.iterator(chunk_size=500))
        audit.record(
            request.user, "export_statements", Source(pk=int(wanted.get("source", 0)), name=form), after=wanted
        )
        name = f"statements-{timezone.localdate():%Y-%m-%d}.{form}"
        return StreamingHttpResponse(
            lines(rows),
            content_type=content_type,
            headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
        )

    def first_choice(self, request) -> dict:
        wanted = request.GET.get("other", "")
        return {"other": int(wanted)} if wanted.isascii() and wanted.isdigit() and len(wanted) < 19 else {}

    def require_reader(self, request) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied(_("You may not read the sources. Ask an editor."))

    def source_for(self, request, object_id) -> Source:
        source = self.get_object(request, unquote(object_id))
        if source is None:
            raise Http404(_("There is no such source. Perhaps it was merged into another one."))
        return source

    def source_page(self, request, name, context) -> TemplateResponse:
        shared = {**self.admin_site.each_context(request), "opts": self.opts}
        return TemplateResponse(request, f"admin/articles/source/{name}.html", shared | context)
