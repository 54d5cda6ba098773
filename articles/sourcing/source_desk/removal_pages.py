"""Requests for removal at the desk: read, and granted or refused with the answer the person gets."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.publishing import rights
from articles.publishing.admin.base import ReadOnlyAdmin
from articles.publishing.steps import WorkflowRefused
from articles.sourcing.source_desk import removal


class DecisionForm(forms.Form):
    grant = forms.TypedChoiceField(
        label=gettext_lazy("Decision"),
        choices=[
            ("yes", gettext_lazy("take the page down; the words in the stories stay")),
            ("no", gettext_lazy("the page stays")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the two.")},
    )
    answer = forms.CharField(
        label=gettext_lazy("Answer"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("What the person is told, and why. Send it to the address above; it is kept here."),
        error_messages={"required": gettext_lazy("Write the answer that the person gets, and why.")},
    )


class RemovalRequestAdmin(ReadOnlyAdmin):
    list_display = ["source", "name", "state", "received", "decided_by"]
    list_select_related = ["source", "decided_by"]
    list_filter = ["state"]
    change_form_template = "admin/articles/removalrequest/change.html"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("source", "decided_by")

    def change_view(self, request, object_id, form_url="", extra_context=None):
        asked = self.get_object(request, unquote(object_id))
        if asked is None:
            raise Http404(_("There is no such request."))
        rights.require(request.user, "decide_removal")
        form = DecisionForm(request.POST if request.method == "POST" else None)
        form.fields["grant"].choices = [choice for choice in form.fields["grant"].choices if choice[0]]
        if request.method == "POST" and form.is_valid():
            try:
                removal.decide(asked, by=request.user, **form.cleaned_data)
            except WorkflowRefused as refusal:
                form.add_error(None, str(refusal))
            else:
                self.message_user(request, _("Decided. The answer is kept with the request."), messages.SUCCESS)
                return HttpResponseRedirect(reverse("admin:articles_removalrequest_changelist"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": asked,
            "title": _("Request for removal"),
            "form": form,
        }
        return TemplateResponse(request, self.change_form_template, context)
