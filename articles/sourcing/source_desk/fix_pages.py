"""Wrong statements at the desk: opening a fix from a statement, and deciding on each place that uses it."""

from __future__ import annotations

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Count, OuterRef, Subquery
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.publishing import rights
from articles.publishing.admin.base import ReadOnlyAdmin
from articles.publishing.checks.ticks import EVERY_WARNING
from articles.publishing.steps import WarningsToTick, WorkflowRefused
from articles.sourcing.models import FixItem, StatementFix
from articles.sourcing.source_desk import fixing


class FixForm(forms.Form):
    wrong = forms.CharField(
        label=gettext_lazy("What was wrong"),
        max_length=400,
        help_text=gettext_lazy("The words as printed. Example: “40 million dollars”."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    right = forms.CharField(
        label=gettext_lazy("What is right"),
        max_length=400,
        help_text=gettext_lazy("Example: “14 million dollars”."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class FixPage:
    """Joined into the admin of Statement: “This is wrong”."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.fix_view)
        return [path("<path:object_id>/fix/", view, name="articles_statement_fix"), *super().get_urls()]

    def fix_view(self, request, object_id):
        statement = self.get_object(request, unquote(object_id))
        if statement is None:
            raise Http404(_("There is no such statement. Perhaps its article was deleted."))
        rights.require(request.user, "fix_statement", statement.article)
        form = FixForm(request.POST if request.method == "POST" else None, initial={"wrong": statement.words[:400]})
        if request.method == "POST" and form.is_valid():
            try:
                fix = fixing.open_fix(statement, by=request.user, **form.cleaned_data)
            except WorkflowRefused as refusal:
                form.add_error(None, str(refusal))
            else:
                return HttpResponseRedirect(reverse("admin:articles_statementfix_change", args=[fix.pk]))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": statement,
            "title": _("This is wrong"),
            "form": form,
        }
        return TemplateResponse(request, "admin/articles/statementfix/open.html", context)


class StatementFixAdmin(ReadOnlyAdmin):
    """A fix is changed only place by place, each with its decision."""

    list_display = ["wrong", "right", "places_left", "opened_by", "opened_at", "closed_at"]
    list_select_related = ["opened_by"]
    list_filter = [("closed_at", admin.EmptyFieldListFilter)]
    change_form_template = "admin/articles/statementfix/change.html"

    def get_queryset(self, request):
        left = FixItem.objects.filter(fix=OuterRef("pk"), decision=FixItem.Decision.OPEN)
        count = left.order_by().values("fix").annotate(number=Count("pk")).values("number")
        return super().get_queryset(request).annotate(left=Subquery(count))

    @admin.display(description=gettext_lazy("places left"))
    def places_left(self, fix):
        return fix.left or 0

    def get_urls(self):
        view = self.admin_site.admin_view(self.decide_view)
        return [path("<path:object_id>/decide/", view, name="articles_statementfix_decide"), *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        fix = self.fix_for(request, object_id)
        items = fix.items.select_related("article", "decided_by", "correction").order_by("pk")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": fix,
            "title": _("A wrong statement"),
            "items": items,
            "may_decide": rights.may(request.user, "fix_statement"),
            "decisions": [choice for choice in FixItem.Decision.choices if choice[0] != FixItem.Decision.OPEN],
        }
        return TemplateResponse(request, self.change_form_template, context)

    def decide_view(self, request, object_id):
        """One place, posted from its own form on the page of the fix."""
        fix = self.fix_for(request, object_id)
        back = HttpResponseRedirect(reverse("admin:articles_statementfix_change", args=[fix.pk]))
        number = request.POST.get("item", "")
        if request.method != "POST" or not (number.isascii() and number.isdigit() and len(number) < 19):
            return back
        item = fix.items.select_related("article", "fix").filter(pk=int(number)).first()
        if item is None:
            raise Http404(_("There is no such place in this fix."))
        try:
            fixing.decide(
                item,
                request.POST.get("decision", ""),
                by=request.user,
                note=request.POST.get("note", ""),
                acknowledged=EVERY_WARNING if "warnings" in request.POST else (),
            )
        except WarningsToTick as warnings:
            told = _("The article’s checks warn: %s Tick “let the warnings pass”, or mend what they name.")
            self.message_user(request, told % warnings, messages.WARNING)
        except WorkflowRefused as refusal:
            for message in refusal.messages:
                self.message_user(request, message, messages.ERROR)
        else:
            self.message_user(request, _("Decided: %s") % item.label, messages.SUCCESS)
        return back

    def fix_for(self, request, object_id) -> StatementFix:
        fix = self.get_object(request, unquote(object_id))
        if fix is None:
            raise Http404(_("There is no such fix."))
        if not self.has_view_permission(request, fix):
            raise PermissionDenied(_("You may not see the fixes of statements. Ask an editor."))
        return fix
