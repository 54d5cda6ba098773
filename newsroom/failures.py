"""Pages for failures: a database that does not answer, a form without its token, 403, 404, 405 and 500."""

from __future__ import annotations

import base64
import hashlib
import logging
import re
import sys
from collections.abc import Collection

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template import loader
from django.utils import translation
from django.utils.csp import CSP, build_policy
from django.utils.translation import gettext
from django.views.decorators.csrf import requires_csrf_token

from articles.api.problems import Problem
from articles.desk.admin import kept_words

logger = logging.getLogger(__name__)
RETRY_AFTER = 30  # seconds
FILES = ("500.html", "503.html")  # what a web server in front may need while the application is dead
STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def self_contained(name: str) -> str:
    """A page of templates/ in the site's language, drawn without a request: no context, no database, no assets."""
    with translation.override(settings.LANGUAGE_CODE):
        return loader.render_to_string(name)


def policy_of(content: str) -> dict[str, Collection[str] | str]:
    """The policy of a self-contained page: nothing may be loaded, and of styles only its own, known by its hash."""
    hashes = [base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() for style in STYLE.findall(content)]
    return {
        "default-src": [CSP.NONE],
        "style-src": [f"'sha256-{found}'" for found in hashes],
        "form-action": [CSP.SELF],
        "base-uri": [CSP.NONE],
        "frame-ancestors": [CSP.NONE],
    }


def as_file(name: str) -> str:
    """A self-contained page that carries its policy with it, for a server that adds none."""
    content = self_contained(name)
    # By a header alone: who may frame the page.
    policy = {rule: values for rule, values in policy_of(content).items() if rule != "frame-ancestors"}
    said = f'<meta http-equiv="Content-Security-Policy" content="{build_policy(policy)}">'
    return content.replace('<meta charset="utf-8">', f'<meta charset="utf-8">\n{said}', 1)


def static_page(name: str, status: int) -> HttpResponse:
    content = self_contained(name)
    response = HttpResponse(content, status=status)
    response["Cache-Control"] = "no-store"
    response._csp_config = policy_of(content)  # type: ignore[attr-defined]  # what django.views.decorators.csp sets
    return response


def unavailable() -> HttpResponse:
    response = static_page("503.html", 503)
    response["Retry-After"] = str(RETRY_AFTER)
    return response


class DatabaseDownMiddleware:
    """Answers 503 with Retry-After when the database refuses, hangs or is locked for longer than it may."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, OperationalError | InterfaceError):
            return None
        logger.error("database unavailable: %s %s", request.method, request.path, exc_info=exception)
        return unavailable()


class RefusedMethodMiddleware:
    """Gives a 405 that says nothing the words it lacks, and keeps its headers: Allow says what may be asked.

    A page that stands by itself; for a program that asked the read-only API, a problem as it knows them.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        refused = self.get_response(request)
        if refused.status_code != 405 or refused.streaming or refused.content:
            return refused
        response = refused_method(request)
        for name, value in refused.items():
            response.headers.setdefault(name, value)
        response.cookies = refused.cookies
        return response


def refused_method(request) -> HttpResponse:
    if request.path.startswith("/api/"):
        return Problem(405, gettext("This address takes other methods; the header Allow names them.")).as_response()
    return static_page("405.html", 405)


def bad_request(request, exception=None):
    return static_page("400.html", 400)


@requires_csrf_token
def forbidden(request, exception=None):
    return page(request, "403.html", 403, {"detail": str(exception or "")})


def not_found(request, exception=None):
    """404 with a search box and the latest stories; the static 503 when the database cannot even give those."""
    try:
        return page(request, "404.html", 404, {})
    except (OperationalError, InterfaceError):
        logger.exception("database unavailable: %s %s", request.method, request.path)
        return unavailable()


def page(request, name: str, status: int, context: dict) -> HttpResponse:
    response = HttpResponse(loader.render_to_string(name, context, request), status=status)
    response["Cache-Control"] = "no-store"
    return response


def server_error(request):
    """500; the 503 when it is the database, met outside a view (a session that could not be stored, say)."""
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        return unavailable()
    return static_page("500.html", 500)


def csrf_failure(request, reason=""):
    """403 for a form without its token or cookie, with the typed words kept: nobody writes a text twice.

    A reader's form is offered again, filled in and with a fresh token. On the desk the words are only shown, to be
    copied: a button there would let a foreign page's form be sent with one careless click. An article's form is the
    exception: there the button can only bring the words back into the form, never save them.
    """
    if (offered := kept_words.offered_again(request, reason)) is not None:
        return offered
    kept = [
        (name, value)
        for name, value in request.POST.items()
        if name != "csrfmiddlewaretoken" and "password" not in name and value.strip()
    ]
    context = {"kept": kept, "may_resend": not request.path.startswith("/admin/"), "path": request.path}
    return page(request, "403_csrf.html", 403, context)
