"""Asking that a source's page be taken down: a form of its own, uncached. Whatever happens, what was typed comes back."""

from __future__ import annotations

import logging
from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.comments import cleaning
from articles.comments.forms import Typed
from articles.comments.kept import private
from articles.comments.limits import body_limit
from articles.comments.open_forms import OpenForm, within
from articles.comments.open_pages import OpenPage
from articles.methods import READ, answers
from articles.reading.sources import met_or_404
from articles.sourcing.models import RemovalRequest, Source
from articles.sourcing.source_desk import removal

logger = logging.getLogger(__name__)
MAX_BODY = 64 * 1024  # bytes: 5,000 characters of four bytes each, urlencoded, with the other fields
LONGEST_TEXT = 5000
HOUR = timedelta(hours=1)
# By what was sent and not by where it came from: we keep no network address of anybody who asks this.
MOST_BY_ONE, MOST_ABOUT_ONE = 3, 20  # an hour
FIELDS = ["text", "name", "email", "key"]


class RemovalForm(OpenForm):
    text = Typed(
        clean_with=cleaning.clean_text,
        label=gettext_lazy("What should be removed, and why"),
        help_text=gettext_lazy("Up to 5,000 characters. Say which statements or which parts of the page you mean."),
        error_messages={"required": gettext_lazy("Write what should be removed, and why.")},
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )
    field_order = ["text", "name", "email"]

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        if not cleaning.is_visible(text):
            raise ValidationError(_("Write what should be removed, and why."))
        return within(text, LONGEST_TEXT)


PAGE = OpenPage("reading/source_removal.html", RemovalForm, FIELDS)


def too_large(request: HttpRequest) -> HttpResponse:
    problem = _("Your text is too long. The most is 5,000 characters. Nothing was sent. Shorten it and send it again.")
    return PAGE.too_large(request, problem)


@body_limit(MAX_BODY, too_large=too_large, without_length=PAGE.without_length)
@answers(*READ, "POST")
def source_removal(request: HttpRequest, slug: str) -> HttpResponse:
    """GET offers the form, POST takes it: 303 to the thanks, else the form with what was typed.

    404 without a page to be removed, 411 no length, 413 too large, 422 something is wrong, 429 too many, 503 no database.
    """
    try:
        found = met_or_404(slug, timezone.now())
        if request.method == "POST":
            return take(request, found)
        return PAGE.show(request, RemovalForm(), source=found)
    except (OperationalError, InterfaceError):
        if request.method != "POST":
            raise
        logger.exception("database unavailable: POST %s", request.path)
        return PAGE.without_database(request)


def take(request: HttpRequest, source: Source) -> HttpResponse:
    form = RemovalForm(request.POST)
    if not form.is_valid():
        return PAGE.show(request, form, source=source, status=422)
    data = form.cleaned_data
    if is_too_many(source, data["email"], data["key"]):
        problem = _("There have been several requests within the hour. Yours is here; please send it again in an hour.")
        return PAGE.too_many(request, form, problem, wait=HOUR.total_seconds(), source=source)
    removal.ask(source, **{name: data[name] for name in ("name", "email", "text", "key")})
    return HttpResponseRedirect(reverse("source_removal_thanks", args=[source.slug]), status=303)


def is_too_many(source: Source, email: str, key: str) -> bool:
    """Whether one person, or all about one source, asked too often within the hour. Sent again, a request is the same one."""
    lately = RemovalRequest.objects.filter(received__gt=timezone.now() - HOUR).exclude(key=key)
    by_one = lately.filter(email=email)[:MOST_BY_ONE]
    about_one = lately.filter(source=source)[:MOST_ABOUT_ONE]
    return not RemovalRequest.objects.filter(key=key).exists() and (
        len(by_one) >= MOST_BY_ONE or len(about_one) >= MOST_ABOUT_ONE
    )


@answers(*READ)
def source_removal_thanks(request: HttpRequest, slug: str) -> HttpResponse:
    """That the request is with us. It says so of any source that has a page, and tells nothing about requests."""
    found = met_or_404(slug, timezone.now())
    return private(render(request, "reading/source_removal_thanks.html", {"source": found}))
