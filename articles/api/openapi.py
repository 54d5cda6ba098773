"""The description of the interface in OpenAPI 3.1, made of the same declarations that answer requests."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters.fields import IsoDateTimeField

from articles.api.endpoints import ENDPOINTS, Endpoint
from articles.api.paging import PageForm
from articles.api.problems import CONTENT_TYPE, Problem
from articles.api.schemas import SCHEMAS, ref
from articles.page_cache import public_page
from articles.syndication.addresses import absolute

ROOT = "/api/v1"
ERRORS = {
    "400": gettext_lazy("A parameter is not known or cannot be used; the answer says which and why."),
    "404": gettext_lazy("There is nothing at this address that readers may see."),
    "410": gettext_lazy("It was public and was withdrawn."),
}


@public_page
def description(request: HttpRequest) -> HttpResponseBase:
    response = JsonResponse(document(), json_dumps_params={"ensure_ascii": False})
    response["Access-Control-Allow-Origin"] = "*"
    return response


@public_page
def index(request: HttpRequest) -> HttpResponseBase:
    """Where to begin: the lists, and the description."""
    lists = {
        endpoint.name.removeprefix("api_"): absolute(ROOT + endpoint.path)
        for endpoint in ENDPOINTS
        if endpoint.is_list and "{" not in endpoint.path
    }
    response = JsonResponse({**lists, "description": absolute(reverse("api_description"))})
    response["Access-Control-Allow-Origin"] = "*"
    return response


@public_page
def nothing(request: HttpRequest, rest: str) -> HttpResponseBase:
    """What stands below the interface's address and is none of it."""
    detail = _("There is nothing at this address. All addresses are described at %s, and end in a slash.")
    response = Problem(404, detail % absolute(reverse("api_description"))).as_response()
    response["Access-Control-Allow-Origin"] = "*"
    return response


def document() -> dict[str, Any]:
    return {
        "openapi": "3.1.0",
        "info": {
            "title": settings.SITE_NAME,
            "version": "1",
            "description": _(
                "What readers of %s can read, for programs: live articles, who says what in them, what was corrected, "
                "and what readers say. Read only; no key is needed, and any page may ask."
            )
            % settings.SITE_NAME,
        },
        "servers": [{"url": absolute(ROOT)}],
        "paths": {endpoint.path: {"get": operation(endpoint)} for endpoint in ENDPOINTS},
        "components": {"schemas": SCHEMAS},
    }


def operation(endpoint: Endpoint) -> dict[str, Any]:
    answer = {"description": endpoint.summary, "content": {endpoint.media_type: {"schema": ref(endpoint.answers)}}}
    problem = {CONTENT_TYPE: {"schema": ref("Problem")}}
    errors = {status: {"description": str(words), "content": problem} for status, words in ERRORS.items()}
    return {
        "operationId": endpoint.name.removeprefix("api_"),
        "summary": endpoint.summary,
        "parameters": [*in_path(endpoint), *in_query(endpoint)],
        "responses": {
            "200": answer,
            "304": {"description": _("It is what you have: `If-None-Match` was its ETag.")},
            **errors,
        },
    }


def in_path(endpoint: Endpoint) -> list[dict[str, Any]]:
    names = re.findall(r"{(\w+)}", endpoint.path)
    return [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in names]


def in_query(endpoint: Endpoint) -> list[dict[str, Any]]:
    fields: dict[str, Any] = {}
    if endpoint.filters is not None:
        fields |= {name: each.field for name, each in endpoint.filters.base_filters.items()}
    if endpoint.is_list:
        fields |= PageForm.base_fields
    return [
        {
            "name": name,
            "in": "query",
            "required": False,
            "description": about(name, field, endpoint),
            "schema": schema_of(field),
        }
        for name, field in fields.items()
    ]


def about(name: str, field: forms.Field, endpoint: Endpoint) -> str:
    words = str(field.help_text)
    others = [f"`{each}`" for each in endpoint.required if each != name]
    if name in endpoint.required and others:
        words += " " + _("Give this or %s.") % ", ".join(others)
    return words


def schema_of(field: forms.Field) -> dict[str, Any]:
    """What a form's field takes, as JSON Schema."""
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices  # pairs, as the filter gave them; the stubs allow more
        return {"type": "string", "enum": [value for value, _label in choices if value]}
    if isinstance(field, forms.IntegerField):
        return {"type": "integer", "minimum": field.min_value, "maximum": field.max_value}
    if isinstance(field, IsoDateTimeField):
        return {"type": "string", "format": "date-time"}
    length = getattr(field, "max_length", None)
    return {"type": "string", **({"maxLength": length} if length else {})}
