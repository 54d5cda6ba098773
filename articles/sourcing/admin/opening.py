"""The page “Open the terms” of a statement: an editor says what was agreed, and readers see who spoke, or as what.

Composed into the admin of Statement in `articles/admin.py`.
"""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.publishing import rights
from articles.publishing.steps import WorkflowRefused
from articles.sourcing.models import AttributionLevel, Statement
from articles.sourcing.terms import open_terms, terms_of, usual_terms


class OpenTermsForm(forms.Form):
    level = forms.ChoiceField(
        label=gettext_lazy("From now on"),
        choices=[
            (AttributionLevel.ON_RECORD, gettext_lazy("on the record: readers see the name")),
            (AttributionLevel.BACKGROUND, gettext_lazy("on background: readers see the description, and no name")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the two.")},
    )
    why = forms.CharField(
        label=gettext_lazy("What was agreed"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "It stands in the log. Example: “She agreed by phone, today at ten, to be named in this story.”"
        ),
        error_messages={"required": gettext_lazy("Say what was agreed, with whom and when.")},
    )


class OpenTermsPage:
    """Joined into the admin of Statement."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.terms_view)
        return [path("<path:object_id>/terms/", view, name="articles_statement_terms"), *super().get_urls()]

    def terms_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Asks and takes. Raises PermissionDenied for whoever is no editor of the story's section."""
        found = self.get_object(request, unquote(object_id))
        if found is None:
            raise Http404(_("There is no such statement. Perhaps its article was deleted."))
        rights.require(request.user, "open_terms", found.article)
        statement = Statement.objects.with_terms().select_related("source", "article").get(pk=found.pk)
        form = OpenTermsForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            try:
                open_terms(statement, by=request.user, **form.cleaned_data)
            except WorkflowRefused as refusal:
                form.add_error(None, refusal.messages)
            else:
                messages.success(request, _("Opened. Readers see it as soon as the story is public."))
                return HttpResponseRedirect(reverse("admin:articles_statement_change", args=[statement.pk]))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts, "original": statement, "title": _("Open the terms"), "form": form,
            "terms": AttributionLevel(terms_of(statement)).label,
            "usual": AttributionLevel(usual_terms(statement.source)).label,
        }  # fmt: skip
        return TemplateResponse(request, "admin/articles/statement/open_terms.html", context)
