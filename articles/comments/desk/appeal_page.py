"""The readers' page of an appeal: private to whoever has the letter's address, taken once, its words never lost."""

from __future__ import annotations

import logging

from django import forms
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.comments.cleaning import clean_text
from articles.comments.desk import appeals
from articles.comments.desk.models import StatementOfReasons
from articles.methods import READ, answers
from articles.publishing.steps import WorkflowRefused

logger = logging.getLogger(__name__)
LONGEST = 5000  # characters
RETRY_AFTER = "30"  # seconds


class AppealForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("Why the decision is wrong"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 10, "dir": "auto"}),
        help_text=gettext_lazy("Up to 5,000 characters. Another person reads it and decides; you are told by mail."),
        error_messages={"required": gettext_lazy("Write why you think that the decision is wrong.")},
    )

    def clean_words(self) -> str:
        words = clean_text(self.cleaned_data["words"])
        if not words:
            raise forms.ValidationError(_("Write why you think that the decision is wrong."))
        return words


@answers(*READ, "POST")
def appeal(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows the decision and the form, POST takes it: 303 back to this page, which then says that it was taken.

    422 something is missing, 409 it was taken before, 410 the six months are over, 404 no such letter, 503 no database.
    """
    try:
        response = page_of(request, token)
    except (OperationalError, InterfaceError):
        if request.method != "POST":
            raise
        logger.exception("database unavailable: POST of an appeal")
        response = shown(request, AppealForm(request.POST), None, status=503, frame=False)
        response["Retry-After"] = RETRY_AFTER
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "same-origin"
    return response


def page_of(request: HttpRequest, token: str) -> HttpResponse:
    statement = StatementOfReasons.objects.select_related("comment__article").filter(token=token).first()
    if statement is None:
        raise Http404(_("There is no such page. Look whether the address is whole, as it stands in our letter."))
    form = AppealForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        late = not statement.appeal and not appeals.may_appeal(statement)
        return shown(request, form, statement, status=410 if late else 200)
    if not form.is_valid():
        return shown(request, form, statement, status=422)
    try:
        appeals.appeal(statement, form.cleaned_data["words"])
    except WorkflowRefused as refusal:
        form.add_error(None, str(refusal))
        return shown(request, form, statement, status=409)
    return HttpResponseRedirect(request.path, status=303)


def shown(
    request: HttpRequest, form: AppealForm, statement: StatementOfReasons | None, *, status: int, frame: bool = True
) -> HttpResponse:
    """The page. Without `frame` it asks the database for nothing, not even for the sections above it."""
    may = statement is None or appeals.may_appeal(statement)
    context: dict[str, object] = {"form": form, "statement": statement, "may_appeal": may, "is_down": not frame}
    if not frame:
        context |= {"sections": [], "banner": None}
    return render(request, "comments/appeal.html", context, status=status)
