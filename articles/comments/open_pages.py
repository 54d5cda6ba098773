"""The page of a form that readers send from outside, as it is and with what was wrong: nothing that was typed is lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from articles.comments.kept import RETRY_AFTER, private
from articles.comments.limits import kept_fields
from articles.comments.open_forms import OpenForm


@dataclass(frozen=True)
class OpenPage:
    """`fields` are the names of what is sent; `template` extends comments/_open_form.html."""

    template: str
    form: type[OpenForm]
    fields: list[str]

    def show(
        self, request: HttpRequest, form: OpenForm, *, problem: str = "", status: int = 200, **about: Any
    ) -> HttpResponse:
        """The page with `form`; `about` is what the form is about."""
        context = {"form": form, "problem": problem, "token": form.token, "post_url": request.path}
        return private(render(request, self.template, context | about, status=status))

    def alone(self, request: HttpRequest, form: OpenForm, problem: str, *, status: int) -> HttpResponse:
        """The page in a frame that asks the database for nothing."""
        return self.show(request, form, problem=problem, status=status, sections=[], banner=None)

    def too_large(self, request: HttpRequest, problem: str) -> HttpResponse:
        """413, before anything was parsed, and without the database."""
        return self.alone(request, self.form(initial=kept_fields(request, self.fields)), problem, status=413)

    def without_length(self, request: HttpRequest) -> HttpResponse:
        """411: the body came in chunks, which no browser does with a form. Without the database; none of it was read."""
        problem = _("This came without its length and was not read. A program must send a Content-Length.")
        return self.alone(request, self.form(), problem, status=411)

    def too_many(
        self, request: HttpRequest, form: OpenForm, problem: str, *, wait: float, **about: Any
    ) -> HttpResponse:
        """429: it can be sent again from here in `wait` seconds."""
        response = self.show(request, form, problem=problem, status=429, **about)
        response["Retry-After"] = str(int(wait))
        return response

    def without_database(self, request: HttpRequest) -> HttpResponse:
        """503: what was sent stands in the form."""
        problem = _(
            "Our database does not answer. Nothing is lost: your text is here. Wait a little and send it again."
        )
        response = self.alone(request, self.form(request.POST), problem, status=503)
        response["Retry-After"] = str(RETRY_AFTER)
        return response
