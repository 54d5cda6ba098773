"""Reports, statements of reasons with their appeals, and warnings at the desk. Conversations are in admin_conversations.py."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db.models import Exists, OuterRef, Prefetch
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.comments.desk import appeals, reports
from articles.comments.desk.forms import AppealDecisionForm, ReportForm
from articles.comments.desk.models import StatementOfReasons
from articles.comments.responding.models import Report
from articles.publishing import rights
from articles.publishing.admin.base import ReadOnlyAdmin
from articles.publishing.admin.live_state import moment
from articles.publishing.steps import WorkflowRefused
from articles.text.excerpt import shorten

EXCERPT = 200
OF_COMMENT = "comment__article__section"


class StateFilter(admin.SimpleListFilter):
    """What is open comes first; the rest is a choice away."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [*Report.State.choices, ("all", _("all"))]

    def choices(self, changelist):
        for value, words in self.lookup_choices:
            yield {
                "selected": (self.value() or Report.State.OPEN) == value,
                "query_string": changelist.get_query_string({self.parameter_name: value}),
                "display": words,
            }

    def queryset(self, request, queryset):
        chosen = self.value() or Report.State.OPEN
        if chosen == Report.State.OPEN:
            earlier = Report.objects.filter(comment=OuterRef("comment"), state=Report.State.OPEN, pk__lt=OuterRef("pk"))
            return queryset.filter(~Exists(earlier), state=Report.State.OPEN)
        return queryset.filter(state=chosen) if chosen in Report.State.values else queryset


class DecisionPage(ReadOnlyAdmin):
    """A row that is read, and decided on by one form: `carry_out` does it, `form_for` makes the form, or None."""

    verb = ""
    done: Any = ""

    # Abstract, and said so by an exception: the admin's metaclass is not that of ABC.
    def form_for(self, request: HttpRequest, row: Any) -> forms.Form | None:
        raise NotImplementedError

    def carry_out(self, row: Any, asked: dict[str, Any], *, by: Any) -> None:
        raise NotImplementedError

    def more_context(self, row: Any) -> dict[str, Any]:
        return {}

    def change_view(self, request, object_id, form_url="", extra_context=None):
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404(_("There is no such page."))
        rights.require(request.user, self.verb)
        if row.comment:
            rights.require(request.user, self.verb, row.comment.article)
        form = self.form_for(request, row)
        status = 200
        if request.method == "POST" and form is not None:
            if form.is_valid() and self.was_carried_out(request, row, form):
                return HttpResponseRedirect(reverse(f"admin:articles_{self.opts.model_name}_changelist"))
            status = 422
        context = {**self.admin_site.each_context(request), "opts": self.opts, "original": row, "form": form}
        context |= {"title": str(self.opts.verbose_name).capitalize(), **self.more_context(row)}
        return TemplateResponse(request, self.change_form_template, context, status=status)

    def was_carried_out(self, request: HttpRequest, row: Any, form: forms.Form) -> bool:
        try:
            self.carry_out(row, form.cleaned_data, by=request.user)
        except WorkflowRefused as refusal:
            form.add_error(None, str(refusal))
            return False
        self.message_user(request, self.done, messages.SUCCESS)
        return True

    @admin.display(description=gettext_lazy("comment"))
    def comment_shown(self, row):
        if not row.comment:
            return self.get_empty_value_display()
        url = reverse(f"admin:articles_{self.opts.model_name}_change", args=[row.pk])
        words = shorten(row.comment.text, EXCERPT) or _("(deleted)")
        return format_html('<div class="remark"><a href="{}" dir="auto">{}</a></div>', url, words)


class ReportAdmin(DecisionPage):
    """Open reports, a row for each comment; a report of something against the law is decided on here, with an answer."""

    verb = "decide_report"
    done = gettext_lazy("Decided. Whoever left an address is told in two minutes; until then you can take it back.")
    list_display = ["comment_shown", "said", "made_shown", "state"]
    list_display_links = None
    list_filter = [StateFilter, "why"]
    change_form_template = "admin/articles/report/change.html"

    def get_queryset(self, request):
        siblings = Report.objects.filter(state=Report.State.OPEN).order_by("pk")
        rows = (
            super()
            .get_queryset(request)
            .select_related("comment__article", "decided_by")
            .defer("comment__article__body")
        )
        rows = rows.prefetch_related(Prefetch("comment__reports", siblings, to_attr="waiting_reports"))
        return (
            rows
            if request.resolver_match.url_name.endswith("_change")
            else rights.within(rows, request.user, OF_COMMENT)
        )

    @admin.display(description=gettext_lazy("what is wrong"))
    def said(self, report):
        rows = report.comment.waiting_reports if report.state == Report.State.OPEN else [report]
        return format_html_join(
            "", "<p>{}{}</p>", ((each.get_why_display(), f": {each.words}" if each.words else "") for each in rows)
        )

    @admin.display(description=gettext_lazy("reported"), ordering="created")
    def made_shown(self, report):
        return moment(report.created)

    def form_for(self, request, row):
        if row.state != Report.State.OPEN:
            return None
        initial = {"ground": "law" if row.why == Report.Why.ILLEGAL else "terms", "rule": row.law, "facts": ""}
        return ReportForm(request.POST or None, needs_answer=bool(row.email), initial=initial)

    def carry_out(self, row, asked, *, by):
        if asked["decision"] == "uphold":
            told = {name: asked[name] for name in ("ground", "rule", "facts")}
            reports.uphold(row, answer=asked["answer"], by=by, **told)
        else:
            reports.dismiss(row, answer=asked["answer"], by=by)

    def more_context(self, row):
        return {"others": [each for each in row.comment.waiting_reports if each.pk != row.pk]}


class StatementOfReasonsAdmin(DecisionPage):
    """What readers were told of decisions about them, and their appeals."""

    verb = "decide_appeal"
    done = gettext_lazy("Decided. The reader is told by the next run of the clockwork.")
    list_display = ["comment_shown", "measure", "rule", "created", "sent_at", "appeal"]
    list_display_links = None
    list_filter = ["appeal", "measure"]
    change_form_template = "admin/articles/statementofreasons/change.html"

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related("comment__article", "by", "appeal_decided_by")
        rows = rows.defer("comment__article__body")
        return (
            rows
            if request.resolver_match.url_name.endswith("_change")
            else rights.within(rows, request.user, OF_COMMENT)
        )

    def form_for(self, request, row):
        if row.appeal != StatementOfReasons.Appeal.OPEN:
            return None
        form = AppealDecisionForm(request.POST if request.method == "POST" else None)
        form.fields["reverse"].choices = [choice for choice in form.fields["reverse"].choices if choice[0]]
        return form

    def carry_out(self, row, asked, *, by):
        appeals.decide(row, by=by, **asked)


class ReaderWarningAdmin(ReadOnlyAdmin):
    """Warnings, newest first. They are given from the reader's page."""

    list_display = ["__str__", "words", "by", "created", "told_at"]
    list_select_related = ["by"]
    fields = readonly_fields = ["words", "comment", "by", "created", "told_at"]

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related("by", "comment")
        return rights.within(rows, request.user, OF_COMMENT)
