"""“Tell us of an error”: a form of its own, uncached, and the thanks. Whatever happens, what was typed comes back."""

from __future__ import annotations

import logging

from django import forms
from django.core.exceptions import ValidationError
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.comments import cleaning, kept, reading
from articles.comments.errors import reporting
from articles.comments.forms import Typed
from articles.comments.limits import body_limit
from articles.comments.open_forms import OpenForm, within
from articles.comments.open_pages import OpenPage
from articles.comments.views import edition_or_404
from articles.methods import READ, answers
from articles.publishing.models import Edition

logger = logging.getLogger(__name__)
MAX_BODY = 64 * 1024  # bytes
LONGEST_PASSAGE, LONGEST_WORDS = 500, 2000  # characters
FIELDS = ["passage", "words", "name", "email", "key"]


class ErrorForm(OpenForm):
    passage = Typed(
        clean_with=cleaning.clean_text,
        label=gettext_lazy("The words of the story that are wrong"),
        help_text=gettext_lazy("Copy them from the story: a sentence is best. Up to 500 characters."),
        error_messages={"required": gettext_lazy("Copy the words that are wrong from the story.")},
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    words = Typed(
        clean_with=cleaning.clean_text,
        label=gettext_lazy("What is wrong, and how you know"),
        help_text=gettext_lazy("Up to 2,000 characters. A source helps: a document, a page, somebody to ask."),
        error_messages={"required": gettext_lazy("Say what is wrong.")},
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )
    field_order = ["passage", "words", "name", "email"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("name", "email"):
            self.fields[name].required = False
        self.fields["name"].label = _("Your name (you may leave it out)")
        self.fields["email"].label = _("Your e-mail (for the answer; you may leave it out)")

    def clean_passage(self) -> str:
        return seen(self.cleaned_data["passage"], LONGEST_PASSAGE, _("Copy the words that are wrong from the story."))

    def clean_words(self) -> str:
        return seen(self.cleaned_data["words"], LONGEST_WORDS, _("Say what is wrong."))


def seen(text: str, limit: int, otherwise: str) -> str:
    if not cleaning.is_visible(text):
        raise ValidationError(otherwise)
    return within(text, limit)


PAGE = OpenPage("comments/error.html", ErrorForm, FIELDS)


def too_large(request: HttpRequest) -> HttpResponse:
    return PAGE.too_large(request, _("Your text is too long and was not sent. Shorten it and send it again."))


@body_limit(MAX_BODY, too_large=too_large, without_length=PAGE.without_length)
@answers(*READ, "POST")
def report_error(request: HttpRequest, public_id: str) -> HttpResponse:
    """GET offers the form (`passage` prefilled from the query), POST takes it: 303 to the thanks.

    404 no such story, 410 withdrawn, 411 no length, 413 too large, 422 something is wrong, 429 too many, 503 no database.
    """
    try:
        edition = edition_or_404(public_id)
        if request.method == "POST":
            return take(request, edition)
        given = cleaning.clean_text(request.GET.get("passage", "")[:LONGEST_PASSAGE])
        return PAGE.show(request, ErrorForm(initial={"passage": given}), edition=edition)
    except reading.Withdrawn as withdrawn:
        if request.method == "POST":
            return kept.private(kept.withdrawn_meanwhile(request, *typed(request)))
        return gone(request, withdrawn.edition)
    except Http404:
        if request.method != "POST":
            raise
        return kept.no_story(request, *typed(request))
    except (OperationalError, InterfaceError):
        if request.method != "POST":
            raise
        logger.exception("database unavailable: POST %s", request.path)
        return PAGE.without_database(request)


def take(request: HttpRequest, edition: Edition) -> HttpResponse:
    form = ErrorForm(request.POST)
    if not form.is_valid():
        return PAGE.show(request, form, edition=edition, status=422)
    try:
        reporting.report(edition, **{name: form.cleaned_data[name] for name in FIELDS})
    except reporting.NotInTheStory:
        words = _(
            "These words are not in the story as it stands now. Perhaps it was mended since; copy the words from the page."
        )
        form.add_error("passage", words)
        return PAGE.show(request, form, edition=edition, status=422)
    except reporting.TooMany:
        problem = _("Several reports came within the hour. Yours is here; please send it again in an hour.")
        return PAGE.too_many(request, form, problem, wait=reporting.HOUR.total_seconds(), edition=edition)
    return HttpResponseRedirect(reverse("error_thanks", args=[edition.article.public_id]), status=303)


@answers(*READ)
def error_thanks(request: HttpRequest, public_id: str) -> HttpResponse:
    """That a report is with us. It says so of any story, and tells nothing about reports."""
    try:
        edition = edition_or_404(public_id)
    except reading.Withdrawn as withdrawn:
        return gone(request, withdrawn.edition)
    return kept.private(render(request, "comments/error_thanks.html", {"edition": edition}))


def typed(request: HttpRequest) -> list[str]:
    """The words that somebody sent, to be given back."""
    return [request.POST.get(name, "") for name in ("passage", "words")]


def gone(request: HttpRequest, edition: Edition) -> HttpResponse:
    """410: a withdrawn story has no words to be wrong."""
    return kept.private(render(request, "410.html", {"edition": edition}, status=410))
