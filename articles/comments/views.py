"""Posting a comment: the form's own page, and what it answers. Whatever happens, what was typed comes back."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.comments import kept, reading
from articles.comments.accounts.who import writer_of
from articles.comments.discussions import rules
from articles.comments.forms import CommentForm, OfferedForm, new_token
from articles.comments.judging import WHY_IT_WAITS
from articles.comments.judging.stamps import new_key
from articles.comments.limits import body_limit, is_utf8
from articles.comments.models import Comment, Reason
from articles.comments.own import proofs
from articles.comments.posting import GONE, PostingRefused, answered_comment, post, preview
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
LATER = frozenset({Reason.RATE.value, Reason.SLOW.value})


@body_limit(MAX_BODY, too_large=kept.too_large, without_length=kept.without_length, other_encoding=kept.other_encoding)
@answers(*READ, "POST")
def post_comment(request: HttpRequest, public_id: str) -> HttpResponse:
    """GET offers the form, POST takes it: 303 to the comment or to the thanks, else the form or a page with the text.

    With the button “preview”, POST shows it and stores nothing. 400 letters that are no UTF-8, 422 what was typed needs a change, 403 closed, 404 no
    such story, 410 withdrawn, 411 no length, 413 too large, 415 another encoding, 429 too often, 503 no database.
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
    standing = rules.of_edition(edition)
    if not standing.takes_comments:
        return kept.closed(request, edition, standing.why)
    query = OfferedForm(request.GET)
    parent_id = query.cleaned_data["parent"] if query.is_valid() else None
    parent = answered_comment(edition.article, parent_id)
    form = CommentForm(edition=edition, writer=writer_of(request), initial=query.initial_of(parent))
    return form_page(request, form, parent=parent, parent_is_gone=parent is None and bool(request.GET.get("parent")))


def take(request: HttpRequest, public_id: str) -> HttpResponse:
    if not is_utf8(request):
        return kept.not_utf8(request)
    try:
        edition = edition_or_404(public_id)
    except reading.Withdrawn as withdrawn:
        return kept.withdrawn(request, withdrawn.edition)
    except Http404:
        return kept.no_story(request, request.POST.get("passage", ""), request.POST.get("text", ""))
    sent = request.POST
    form = CommentForm(sent, edition=edition, writer=writer_of(request))
    if not form.is_valid():
        return refused_form(request, form)
    try:
        if "preview" in sent:
            return preview_page(request, form)
        comment, _created = post(edition.article, edition, form.submission())
    except PostingRefused as refusal:
        return refused(request, form, refusal)
    response = HttpResponseRedirect(destination(comment, edition), status=303)
    proofs.remember(request, response, comment)
    return response


def edition_or_404(public_id: str) -> Edition:
    edition = reading.live_edition(public_id)
    if edition is None:
        raise Http404(_("There is no such story."))
    return edition


def refused(request: HttpRequest, form: CommentForm, refusal: PostingRefused) -> HttpResponse:
    if refusal.code in LATER:
        return kept.too_often(request, form.edition, refusal.words, retry_after=refusal.retry_after)
    if refusal.code == Reason.OLD_FORM:
        form.cleaned_data["key"] = new_key(aged=settings.COMMENT_FORM_SECONDS)
    field = FIELD_OF.get(refusal.code)
    form.add_error(field if field in form.fields else "text", refusal.words)
    return refused_form(request, form, code=refusal.code)


def refused_form(request: HttpRequest, form: CommentForm, code: str = "") -> HttpResponse:
    """The form again with what was typed; or the page that says it is closed, with the text to copy."""
    standing = rules.of_edition(form.edition)
    if code == Reason.CLOSED or not standing.takes_comments:
        return kept.closed(request, form.edition, standing.why)
    parent = answered_comment(form.edition.article, form.cleaned_data.get("parent"))
    gone = code == GONE or "parent" in form.errors
    return form_page(request, form, parent=parent, parent_is_gone=gone, status=422)


def preview_page(request: HttpRequest, form: CommentForm) -> HttpResponse:
    """The comment as it would look, above the form with all that was typed. Raises PostingRefused when it is closed, or

    when the comment answered is gone; what else would refuse it is said, and can still be changed.
    """
    comment, refusal = preview(form.edition.article, form.edition, form.submission())
    if refusal and refusal.code == Reason.CLOSED:
        raise refusal
    if refusal and refusal.code == Reason.OLD_FORM:
        form.cleaned_data["key"], refusal = new_key(aged=settings.COMMENT_FORM_SECONDS), None
    words = refusal.words if refusal else ""
    return form_page(request, form, parent=comment.parent, preview=comment, would_be_refused=words)


def form_page(
    request: HttpRequest,
    form: CommentForm,
    *,
    parent: Comment | None,
    parent_is_gone: bool = False,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """The page of the form. When the comment answered is gone, the form has become one for a comment of its own."""
    edition = form.edition
    context |= {
        "edition": edition,
        "form": form,
        "writer": form.writer,
        # The form of somebody who was signed in asked for neither; now they are asked, and told why.
        "signed_out": form.is_bound and not form.writer and not {"name", "email"} & set(form.data),
        "parent": parent,
        "parent_is_gone": parent_is_gone,
        "rule": rules.of_edition(edition).why,
        "token": (form.is_bound and form.cleaned_data.get("key")) or new_token(),
        "post_url": reverse("comment_post", args=[edition.article.public_id]),
    }
    return render(
        request, "comments/preview.html" if "preview" in context else "comments/form.html", context, status=status
    )


def destination(comment: Comment, edition: Edition) -> str:
    """Where a reader goes after posting: to the comment, or to the page that says why it is not seen yet."""
    if comment.status == Comment.Status.APPROVED:
        return reading.address_of(comment, edition)
    codes = [reason["rule"] for reason in comment.reasons if reason["rule"] in WHY_IT_WAITS][:1]
    return reverse("comment_thanks", args=[edition.article.public_id], query={"because": codes[0]} if codes else None)
