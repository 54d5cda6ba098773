"""What all addresses of the interface have in common, said once where a view is declared.

A view gets the page that is asked for, with parameters that are known and make sense, and returns data. It is the same for
everyone and read only; any page of any site may ask (CORS), for there is nothing here that a reader does not see.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import Any

import django_filters
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _

from articles.api.paging import NO_CURSOR, USUAL, Asked, PageForm
from articles.api.problems import Problem
from articles.page_cache import holds_until, moment_of, public_page, shows
from articles.publishing.models import Edition
from articles.publishing.querysets import EditionQuerySet

logger = logging.getLogger(__name__)
AT = "at"  # how the desk looks at the site at a moment; for everybody else there is no such parameter


@dataclass(frozen=True)
class Endpoint:
    """An address as it is described: `path` below /api/v1 as OpenAPI writes it, `answers` the name of a schema."""

    path: str
    name: str
    summary: str
    answers: str
    filters: type[django_filters.FilterSet] | None = None
    is_list: bool = False
    media_type: str = "application/json"
    required: tuple[str, ...] = ()  # one of these parameters has to be given


@dataclass
class Answer:
    """What a view returns: the data, what it shows (page_cache), and until when that holds."""

    data: dict[str, Any]
    shows: tuple[str, ...] = ()
    until: datetime | None = None
    next: str | None = None


@dataclass(frozen=True)
class Question:
    """What a view gets: the moment, the page, and the filters' values, read and found good."""

    at: datetime
    asked: Asked
    parameters: dict[str, str] = field(default_factory=dict)

    def filtered(self, filters: type[django_filters.FilterSet], rows: Any) -> django_filters.FilterSet:
        """`filters` over `rows`. Raises Problem, with what is wrong with each parameter."""
        found = filters(self.parameters, queryset=rows)
        if not found.is_valid():
            raise Problem(400, _("Some parameters cannot be used."), said(found.errors))
        return found


ENDPOINTS: list[Endpoint] = []


def endpoint(described: Endpoint) -> Callable[[Callable[..., Answer]], Callable[..., HttpResponseBase]]:
    """Make a view of a function that takes a Question and the parts of its path, and returns an Answer."""
    ENDPOINTS.append(described)

    def mark(function: Callable[..., Answer]) -> Callable[..., HttpResponseBase]:
        @public_page(parameters=None)
        @wraps(function)
        def view(request: HttpRequest, **parts: Any) -> HttpResponseBase:
            response = answered(described, function, request, parts)
            response["Access-Control-Allow-Origin"] = "*"
            response["Access-Control-Expose-Headers"] = "ETag, Link"
            response["Cross-Origin-Resource-Policy"] = "cross-origin"
            return response

        return view

    return mark


def answered(
    described: Endpoint, function: Callable[..., Answer], request: HttpRequest, parts: dict[str, Any]
) -> HttpResponse:
    """The answer as a response, whatever became of it."""
    try:
        answer = function(read(described, request), **parts)
    except Problem as problem:
        return problem.as_response()
    except Http404 as error:
        return Problem(404, str(error) or _("There is nothing at this address.")).as_response()
    except (OperationalError, InterfaceError):
        logger.exception("database unavailable: %s", request.path)
        response = Problem(503, _("The database does not answer. Try again in half a minute.")).as_response()
        response["Retry-After"] = "30"
        return response
    response = JsonResponse(answer.data, json_dumps_params={"ensure_ascii": False})
    response["Content-Type"] = described.media_type
    if answer.next:
        response["Link"] = f'<{answer.next}>; rel="next"'
    shows(response, *answer.shows, "pictures")
    holds_until(response, answer.until)
    return response


def read(described: Endpoint, request: HttpRequest) -> Question:
    """What is asked. Raises Problem for a parameter that is not known, or given twice, or makes no sense."""
    known = [
        *(described.filters.base_filters if described.filters else ()),
        *(PageForm.base_fields if described.is_list else ()),
    ]
    given = {name: values for name, values in request.GET.lists() if not (name == AT and hasattr(request, "moment"))}
    errors = {
        name: [_("There is no such parameter here. Known are: %s.") % (", ".join(known) or _("none"))]
        for name in given
        if name not in known
    }
    errors |= {name: [_("It is given more than once.")] for name, values in given.items() if len(values) > 1}
    if errors:
        raise Problem(400, _("Some parameters cannot be used."), errors)
    parameters = {name: values[0].strip() for name, values in given.items() if values[0].strip()}
    if described.required and not any(name in parameters for name in described.required):
        names = _(" or ").join(f"`{name}`" for name in described.required)
        raise Problem(400, _("Say of what: give %s.") % names)
    page = PageForm(parameters)
    if described.is_list and not page.is_valid():
        raise Problem(400, _("Some parameters cannot be used."), said(page.errors))
    limit = (page.cleaned_data["limit"] if described.is_list else None) or USUAL
    asked = Asked(request.path, parameters, limit, parameters.get("before", ""))
    return Question(moment_of(request), asked, parameters)


def said(errors: Any) -> dict[str, list[str]]:
    return {name: [str(each) for each in found] for name, found in errors.items()}


def paged(make: Callable[[], Any]) -> Any:
    """What `make` returns, a page. Raises Problem where its cursor is none that we gave."""
    try:
        return make()
    except Http404 as error:
        raise Problem(400, str(NO_CURSOR), {"before": [str(NO_CURSOR)]}) from error


def listed(
    page: Any,
    question: Question,
    rows: list[dict[str, Any]],
    tags: tuple[str, ...],
    editions: EditionQuerySet | None = None,
) -> Answer:
    """A page as an answer. It may change when one of `editions` goes live or ends; unless they are given, when any does."""
    following = question.asked.next_address(page.older)
    planned = (Edition.objects.all() if editions is None else editions).next_change(question.at)
    return Answer({"results": rows, "next": following}, tags, planned, following)
