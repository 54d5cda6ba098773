"""Errors that readers reported, at the desk: the list, the decision, and the task beside the text of the story."""

from __future__ import annotations

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.comments.errors import deciding
from articles.comments.errors.models import ErrorReport
from articles.publishing import rights
from articles.publishing.admin.base import ReadOnlyAdmin
from articles.publishing.admin.limited import SectionLimited
from articles.publishing.models import Correction
from articles.publishing.steps import WorkflowRefused
from articles.text.anchors import Anchor, Passages
from articles.text.sanitise import clean_html, plain_text


class DecisionForm(forms.Form):
    state = forms.ChoiceField(
        label=gettext_lazy("Outcome"),
        choices=[
            ("corrected", gettext_lazy("an error, and readers were told by the correction chosen below")),
            ("fixed", gettext_lazy("an error too small for a correction, such as a typing mistake; it is mended")),
            ("declined", gettext_lazy("no error")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the three.")},
    )
    correction = forms.ModelChoiceField(
        Correction.objects.none(),
        label=gettext_lazy("Correction"),
        required=False,
        empty_label=gettext_lazy("none"),
        help_text=gettext_lazy("Those of this story, newest first."),
    )
    answer = forms.CharField(
        label=gettext_lazy("Answer to the reader"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=gettext_lazy(
            "For example: “Thank you. The port was built in 1962, as you say.” Mailed with the outcome."
        ),
    )

    def __init__(self, *args, report: ErrorReport, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["correction"]
        field.queryset = report.article.corrections.order_by("-made")
        made_since = report.article.corrections.filter(made__gt=report.created).order_by("-made").first()
        if made_since is not None:
            self.initial.update({"state": "corrected", "correction": made_since.pk})


class ErrorReportAdmin(SectionLimited, ReadOnlyAdmin):
    list_display = ["passage_shown", "article", "state", "created", "decided_by"]
    list_display_links = ["passage_shown"]
    list_select_related = ["article", "decided_by"]
    list_filter = ["state"]
    search_fields = ["passage", "words", "article__headline"]
    search_help_text = gettext_lazy("Words of a report, or a headline.")
    change_form_template = "admin/articles/errorreport/change.html"

    @admin.display(description=gettext_lazy("words of the story"), ordering="passage")
    def passage_shown(self, report):
        return str(report)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        report = self.get_object(request, unquote(object_id))
        if report is None:
            raise Http404(_("There is no such report. Perhaps its story was deleted."))
        if not self.has_view_permission(request, report):
            raise PermissionDenied(_("You may not read reports. Ask an editor."))
        may_decide = rights.may(request.user, "decide_error", report.article)
        if request.method == "POST":
            rights.require(request.user, "decide_error", report.article)
        form = DecisionForm(request.POST if request.method == "POST" else None, report=report)
        if request.method == "POST" and form.is_valid():
            try:
                deciding.decide(report, by=request.user, **form.cleaned_data)
            except WorkflowRefused as refusal:
                form.add_error(None, str(refusal))
            else:
                self.message_user(request, _("Decided. The reader is told, if they left an address."), messages.SUCCESS)
                return HttpResponseRedirect(reverse("admin:articles_article_change", args=[report.article_id]))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": report,
            "title": _("Error reported by a reader"),
            "form": form if may_decide else None,
            "correct_url": reverse(
                "admin:articles_article_correct", args=[report.article_id], query={"wrong": report.passage[:400]}
            ),
            "still_there": report.pk in standing(report.article, [report]),
        }
        return TemplateResponse(request, self.change_form_template, context)


class ErrorsBeside:
    """Joined into the admin of Article: the open reports stand as tasks under the form, with the words they mean.

    The form itself only counts them, in the query that loads the article; one query more where there are any.
    """

    def get_object(self, request, object_id, from_field=None):
        request.desk_counts_errors = True
        return super().get_object(request, object_id, from_field)

    def get_queryset(self, request):
        articles = super().get_queryset(request)
        if getattr(request, "desk_counts_errors", False):
            return articles.annotate(errors_open=open_reports())
        return articles

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if getattr(obj, "errors_open", 0) and not context.get("is_popup"):
            reports = deciding.open_on(obj)
            there = standing(obj, reports)
            context["errors_reported"] = [(report, report.pk in there) for report in reports]
            context["may_decide_errors"] = rights.may(request.user, "decide_error") and self.is_within(request, obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)


def open_reports() -> Coalesce:
    """How many reports on a story are open, as a column of the articles' query."""
    rows = ErrorReport.objects.filter(article=OuterRef("pk"), state="open").order_by().values("article")
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)


def standing(article, reports: list[ErrorReport]) -> set[int]:
    """The ids of those reports whose words still stand in the working copy. The text is read once."""
    text = Passages("\n".join([article.headline, article.standfirst, plain_text(clean_html(article.body))]))
    found = {report.pk: text.find(Anchor(report.passage)) for report in reports}
    return {pk for pk, place in found.items() if place is not None and place.exact}
