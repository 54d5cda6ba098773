"""Posting a comment: the form's own page, and what it answers. Whatever happens, what was typed comes back."""

from __future__ import annotations

import logging

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.comments import kept, reading
from articles.comments.forms import AnsweredForm, CommentForm, new_token
from articles.comments.judging import WHY_IT_WAITS
from articles.comments.judging.stamps import new_key
from articles.comments.limits import body_limit
from articles.comments.models import Comment, Reason
from articles.comments.posting import GONE, PostingRefused, answered_comment, post
from articles.methods import READ, answers
from articles.publishing.models import Edition

logger = logging.getLogger(__name__)
MAX_BODY = 64 * 1024  # bytes: 5,000 characters of four bytes each, urlencoded, with the other fields
# Where the error stands; those that are not here are told on a page of their own.
FIELD_OF = {
    Reason.TRAP.value: "website",
    Reason.SHAPE.value: "text",
    Reason.BANNED.value: "email",
    Reason.OLD_FORM.value: "text",
    Reason.MANY_LINKS.value: "text",
    Reason.WORD.value: "text",
}


@body_limit(MAX_BODY, too_large=kept.too_large, without_length=kept.without_length)
@answers(*READ, "POST")
def post_comment(request: HttpRequest, public_id: str) -> HttpResponse:
    """GET offers the form, POST takes it: 303 to the comment or to the thanks, else the form or a page with the text.

    422 what was typed needs a change, 403 closed, 404 no such story, 410 withdrawn, 411 no length, 413 too large,
    429 too often, 503 no database.
    """
    try:
        response = take(request, public_id) if request.method == "POST" else offer(request, public_id)
    except (OperationalError, InterfaceError):
        if request.method != "POST":
            raise
        logger.exception("database unavailable: POST %s", request.path)
        response = kept.unavailable(request)
    return kept.private(response)


def offer(request: HttpRequest, public_id: str) -> HttpResponse:
    try:
        edition = edition_or_404(public_id)
    except reading.Withdrawn as withdrawn:
        return render(request, "410.html", {"edition": withdrawn.edition}, status=410)
    if edition.article.comment_policy not in reading.TAKING:
        return kept.closed(request, edition)
    query = AnsweredForm(request.GET)
    parent_id = query.cleaned_data["parent"] if query.is_valid() else None
    parent = answered_comment(edition.article, parent_id)
    gone = parent is None and bool(request.GET.get("parent"))
    return form_page(request, edition, CommentForm(), parent=parent, parent_is_gone=gone)


def take(request: HttpRequest, public_id: str) -> HttpResponse:
    try:
        edition = edition_or_404(public_id)
    except reading.Withdrawn as withdrawn:
        return kept.withdrawn(request, withdrawn.edition)
    form = CommentForm(request.POST)
    if not form.is_valid():
        return refused_form(request, edition, form)
    try:
        comment, _created = post(edition.article, edition, form.submission())
    except PostingRefused as refusal:
        if refusal.code == Reason.RATE:
            return kept.too_often(request, edition, refusal.words, retry_after=refusal.retry_after)
        if refusal.code == Reason.OLD_FORM:
            form.cleaned_data["key"] = new_key(aged=settings.COMMENT_FORM_SECONDS)
        form.add_error(FIELD_OF.get(refusal.code), refusal.words)
        return refused_form(request, edition, form, code=refusal.code)
    return HttpResponseRedirect(destination(comment, edition), status=303)


def edition_or_404(public_id: str) -> Edition:
    edition = reading.live_edition(public_id)
    if edition is None:
        raise Http404(_("There is no such story."))
    return edition


def refused_form(request: HttpRequest, edition: Edition, form: CommentForm, code: str = "") -> HttpResponse:
    """The form again with what was typed; or the page that says it is closed, with the text to copy."""
    if code == Reason.CLOSED or edition.article.comment_policy not in reading.TAKING:
        return kept.closed(request, edition)
    parent = answered_comment(edition.article, form.cleaned_data.get("parent"))
    gone = code == GONE or "parent" in form.errors
    return form_page(request, edition, form, parent=parent, parent_is_gone=gone, status=422)


def form_page(
    request: HttpRequest,
    edition: Edition,
    form: CommentForm,
    *,
    parent: Comment | None,
    parent_is_gone: bool = False,
    status: int = 200,
) -> HttpResponse:
    """The page of the form. When the comment answered is gone, the form has become one for a comment of its own."""
    context = {
        "edition": edition,
        "form": form,
        "parent": parent,
        "parent_is_gone": parent_is_gone,
        "token": (form.is_bound and form.cleaned_data.get("key")) or new_token(),
        "post_url": reverse("comment_post", args=[edition.article.public_id]),
    }
    return render(request, "comments/form.html", context, status=status)


def destination(comment: Comment, edition: Edition) -> str:
    """Where a reader goes after posting: to the comment, or to the page that says why it is not seen yet."""
    if comment.status == Comment.Status.APPROVED:
        return reading.address_of(comment, edition)
    codes = [reason["rule"] for reason in comment.reasons if reason["rule"] in WHY_IT_WAITS][:1]
    return reverse("comment_thanks", args=[edition.article.public_id], query={"because": codes[0]} if codes else None)
