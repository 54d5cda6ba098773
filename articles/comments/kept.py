"""Answers to a comment that could not be taken: each gives back what was typed, and says what to do with it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from articles.comments.limits import form_of, kept_fields
from articles.publishing.models import Edition

FIELDS = ["name", "email", "text", "passage", "parent", "tell", "key"]
RETRY_AFTER = 30  # seconds
# The page's frame without what it would ask the database for: the list of sections and the breaking news. Where there is
# none to ask, and where somebody sends so much that the answer must cost little.
PLAIN_FRAME: dict[str, Any] = {"sections": [], "banner": None}


def private(response: HttpResponse) -> HttpResponse:
    """Marked as one reader's own: kept by no cache, found by no search engine."""
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def closed(request: HttpRequest, edition: Edition, why: str = "") -> HttpResponse:
    """403: this story takes no comments, none any more or none at this hour. `why`: the rule, in words."""
    context: dict[str, Any] = {"heading": _("Comments on this story are closed"), "words": why, "edition": edition}
    return _page(request, context | _typed(request), status=403)


def withdrawn(request: HttpRequest, edition: Edition) -> HttpResponse:
    """410: the story was withdrawn while the comment was being written. `edition` is the last one; it is not shown."""
    words = _("The story you were writing about has been withdrawn, so your comment was not posted.")
    return _page(request, {"heading": _("This story has been withdrawn"), "words": words} | _typed(request), status=410)


def withdrawn_meanwhile(request: HttpRequest, *typed: str) -> HttpResponse:
    """410, as above, for what was no comment: `typed` are the texts of its form, given back to be copied."""
    words = _("The story you were writing about has been withdrawn, so nothing was sent.")
    text = "\n\n".join(part for part in typed if part)
    context = {"heading": _("This story has been withdrawn"), "words": words, "fields": {"text": text}}
    return _page(request, context, status=410)


def no_story(request: HttpRequest, *typed: str) -> HttpResponse:
    """404 to words sent about a story that never was public: `typed` are the texts of the form, given back to be copied."""
    words = _("There is no story at this address, so nothing was sent. Look whether the address is whole.")
    text = "\n\n".join(part for part in typed if part)
    context = {"heading": _("There is no such story"), "words": words, "fields": {"text": text}}
    return private(_page(request, context, status=404))


def too_large(request: HttpRequest) -> HttpResponse:
    """413, before anything was parsed, and without the database."""
    fields = kept_fields(request, FIELDS)
    context: dict[str, Any] = {
        "heading": _("Your comment is too long"),
        "words": _("The most is 5,000 characters. Nothing was posted. Shorten your text and send it again."),
        "sections": [],
        "banner": None,
        "may_resend": True,
        "fields": fields,
    }
    return private(_page(request, context, status=413))


def without_length(request: HttpRequest) -> HttpResponse:
    """411: the body came in chunks, which no browser does with a form. Without the database; none of it was read."""
    context: dict[str, Any] = {
        "heading": _("Your comment came without its length"),
        "words": _(
            "Nothing of it was read and nothing was posted. A program must send a Content-Length; a person can use this form."
        ),
        "sections": [],
        "banner": None,
        "may_resend": True,
        "fields": {},
    }
    return private(_page(request, context, status=411))


def other_encoding(request: HttpRequest) -> HttpResponse:
    """415: the form came in another encoding than the page's. Read by the one it names, and offered again in ours."""
    context: dict[str, Any] = {
        "heading": _("Your comment came in another encoding"),
        "words": _("This site takes forms in UTF-8. Nothing was posted: look your text over and send it again."),
        "sections": [],
        "banner": None,
        "may_resend": True,
        "fields": kept_fields(request, FIELDS),
    }
    return private(_page(request, context, status=415))


def not_utf8(request: HttpRequest) -> HttpResponse:
    """400: bytes that are no UTF-8, which no browser sends from our page. What they most likely mean is offered again:

    only whoever wrote it can tell whether it was meant so.
    """
    context: dict[str, Any] = {
        "heading": _("Some letters of your comment did not come through"),
        "words": _(
            "They came in another encoding than UTF-8. Nothing was posted. This is how we read them: look your text over, mend what is wrong and send it again."
        ),
        "may_resend": True,
    }
    return private(_page(request, context | PLAIN_FRAME | _typed(request), status=400))


def too_often(request: HttpRequest, edition: Edition, words: str, *, retry_after: int) -> HttpResponse:
    """429 with Retry-After (seconds): the text can be sent again from here, a little later."""
    context: dict[str, Any] = {"heading": _("Not so fast"), "words": words, "edition": edition, "may_resend": True}
    response = _page(request, context | PLAIN_FRAME | _typed(request), status=429)
    response["Retry-After"] = str(retry_after)
    return response


def unavailable(request: HttpRequest) -> HttpResponse:
    """503 with Retry-After: the database does not answer."""
    context: dict[str, Any] = {
        "heading": _("Your comment could not be saved just now"),
        "words": _(
            "Our database does not answer. Nothing is lost: your text is here. Wait a little and send it again."
        ),
        "may_resend": True,
    }
    response = _page(request, context | PLAIN_FRAME | _typed(request), status=503)
    response["Retry-After"] = str(RETRY_AFTER)
    return response


def _typed(request: HttpRequest) -> dict[str, dict[str, str]]:
    form = form_of(request)
    return {"fields": {name: form.get(name, "") for name in FIELDS}}


def _page(request: HttpRequest, context: dict, *, status: int) -> HttpResponse:
    # Somebody who is signed in was asked for neither name nor address.
    fields = context["fields"]
    asks_who = bool(fields.get("name") or fields.get("email") or not fields.get("text"))
    return render(
        request, "comments/kept.html", {"post_url": request.path, "asks_who": asks_who} | context, status=status
    )
