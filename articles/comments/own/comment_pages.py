"""The pages to edit and to delete one's own comment. Whatever happens, what was typed comes back."""

from __future__ import annotations

import logging
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.comments.accounts.views import page
from articles.comments.kept import no_story
from articles.comments.limits import body_limit, form_of, is_utf8, kept_fields
from articles.comments.models import Comment
from articles.comments.own import changing, proofs
from articles.comments.own.forms import EditForm
from articles.publishing.models import Edition

logger = logging.getLogger(__name__)
MAX_BODY = 64 * 1024  # bytes: 5,000 characters of four bytes each, urlencoded
RETRY_AFTER = 30  # seconds
WITHOUT_DATABASE: dict[str, Any] = {"sections": [], "banner": None}


def too_large(request: HttpRequest) -> HttpResponse:
    """413, before anything was parsed."""
    words = _("The most is 5,000 characters. Nothing was changed. Shorten your text and send it again.")
    typed = kept_fields(request, ["text"])["text"]
    form = EditForm(initial={"text": typed})
    return marked(
        render(request, "comments/own/edit.html", {"form": form, "words": words} | WITHOUT_DATABASE, status=413)
    )


def without_length(request: HttpRequest) -> HttpResponse:
    """411: the body came in chunks, which no browser does with a form."""
    words = _("Nothing of it was read. A program must send a Content-Length; a person can use this form.")
    context = {"form": EditForm(), "words": words} | WITHOUT_DATABASE
    return marked(render(request, "comments/own/edit.html", context, status=411))


def marked(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def edit_comment(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    """GET offers the words, POST takes them: 303 to the list of one's own. 403 not theirs or too late, 422 needs a change,

    429 too often, 503 no database.
    """
    try:
        return _edit(request, public_id, pk)
    except (OperationalError, InterfaceError):
        if request.method != "POST":
            raise
        logger.exception("database unavailable: POST %s", request.path)
        words = _("Our database does not answer. Nothing is lost: your text is here. Wait a little and send it again.")
        response = edit_page(request, EditForm(request.POST), words=words, status=503, more=WITHOUT_DATABASE)
        response["Retry-After"] = str(RETRY_AFTER)
        return response


def _edit(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    reader = proofs.reader_of(request)
    try:
        comment = comment_of(public_id, pk)
    except Http404:
        if typed := request.POST.get("text", ""):
            return no_story(request, typed)
        raise
    if comment is not None and reader.wrote(comment) and not is_utf8(request):
        words = _(
            "Some letters came in another encoding than UTF-8; nothing was changed. Look your text over, and save it."
        )
        form = EditForm(initial={"text": form_of(request).get("text", "")})
        return edit_page(request, form, comment=comment, words=words, status=400)
    form = EditForm(
        request.POST if request.method == "POST" else None, initial={"text": comment.text if comment else ""}
    )
    if comment is None or not reader.wrote(comment):
        return not_theirs(request, typed=request.POST.get("text", ""))
    try:
        changing.refuse_late(comment)
        if request.method != "POST" or not form.is_valid():
            return edit_page(request, form, comment=comment, status=422 if form.errors else 200)
        changing.edit(comment, form.cleaned_data["text"], by=reader)
    except changing.NotChanged as refusal:
        return refused(request, form, comment, refusal)
    return HttpResponseRedirect(f"{reverse('own_comments')}#comment-{comment.pk}", status=303)


def refused(request: HttpRequest, form: EditForm, comment: Comment, refusal: changing.NotChanged) -> HttpResponse:
    """The page with what was typed: to be copied when it is too late, else to be changed or sent again."""
    status = 403 if refusal.is_over else 429 if refusal.retry_after else 422
    response = edit_page(request, form, comment=comment, words=refusal.words, is_over=refusal.is_over, status=status)
    if refusal.retry_after:
        response["Retry-After"] = str(refusal.retry_after)
    return response


def edit_page(
    request: HttpRequest,
    form: EditForm,
    *,
    status: int,
    comment: Comment | None = None,
    words: str = "",
    is_over: bool = False,
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    typed = request.POST.get("text", "")
    context = {"form": form, "comment": comment, "words": words, "is_over": is_over, "typed": typed}
    return render(request, "comments/own/edit.html", context | (more or {}), status=status)


def delete_comment(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    """GET asks whether it is meant, POST does it: 303 to one's own comments. Again does nothing."""
    reader = proofs.reader_of(request)
    comment = comment_of(public_id, pk)
    if comment is None or not (reader.wrote(comment) or comment.status == Comment.Status.DELETED):
        return not_theirs(request)
    if request.method != "POST" and comment.status != Comment.Status.DELETED:
        return render(request, "comments/own/delete.html", {"comment": comment})
    if comment.status != Comment.Status.DELETED and not changing.delete(comment.pk, by=reader):
        return not_theirs(request)
    return HttpResponseRedirect(reverse("own_comments", query={"done": "deleted"}), status=303)


def comment_of(public_id: str, pk: int) -> Comment | None:
    """The comment, with its story. Raises Http404 when no story of this id ever was public: one that was is no secret."""
    comment = Comment.objects.select_related("article").filter(pk=pk, article__public_id=public_id).first()
    story = Edition.objects.filter(article__public_id=public_id, live_from__lte=timezone.now())
    if comment is None and not story.exists():
        raise Http404(_("There is no such story."))
    return comment


def not_theirs(request: HttpRequest, *, typed: str = "") -> HttpResponse:
    """403, in the same words for a comment that is somebody else's and for none at all."""
    return render(request, "comments/own/not_theirs.html", {"typed": typed}, status=403)


edit = body_limit(MAX_BODY, too_large=too_large, without_length=without_length)(page(edit_comment))
delete = page(delete_comment)
