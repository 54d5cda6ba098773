"""The pages to recommend and to report a comment: a form each, uncached. Whatever happens, what was typed comes back."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.comments import reading
from articles.comments.accounts.who import Writer, writer_of
from articles.comments.kept import RETRY_AFTER, no_story, private
from articles.comments.limits import body_limit, kept_fields
from articles.comments.models import Comment
from articles.comments.responding import pace, recommending, reporting
from articles.comments.responding.forms import ReportForm
from articles.comments.responding.models import Report
from articles.comments.responding.who import digest_of_account, digest_of_address, digest_of_network
from articles.methods import READ, answers
from articles.publishing.models import Edition

logger = logging.getLogger(__name__)
MAX_BODY = 32 * 1024  # bytes: 2,000 characters of four bytes each, urlencoded, with the other fields
KEPT = ["why", "text", "law", "name", "email"]
WITHOUT_DATABASE: dict[str, Any] = {"sections": [], "banner": None}


def too_large(request: HttpRequest) -> HttpResponse:
    """413, before anything was parsed, and without the database."""
    words = _("This is too long. The most is 2,000 characters. Nothing was sent. Shorten your text and send it again.")
    form = ReportForm(initial=kept_fields(request, KEPT))
    return private(_report_page(request, form, problem=words, status=413, **WITHOUT_DATABASE))


def without_length(request: HttpRequest) -> HttpResponse:
    """411: the body came in chunks, which no browser does with a form. Without the database; none of it was read."""
    words = _("This came without its length and was not read. A program must send a Content-Length.")
    return private(_report_page(request, ReportForm(), problem=words, status=411, **WITHOUT_DATABASE))


def about_a_comment(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Look up the story and the comment for `view(request, edition, comment)`; 404 and 410 as pages with what was typed."""

    @wraps(view)
    def found(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
        try:
            edition = reading.live_edition(public_id)
        except reading.Withdrawn as withdrawn:
            return private(not_shown(request, withdrawn.edition, status=410))
        if edition is None or reading.of_story(edition).is_off:
            if typed := request.POST.get("text", ""):
                return no_story(request, typed)
            raise Http404(_("There is no such story."))
        comment = edition.article.comments.public().select_related("thread").filter(pk=pk).first()
        return private(not_shown(request, edition) if comment is None else view(request, edition, comment))

    return found


def not_shown(request: HttpRequest, edition: Edition, *, status: int = 404) -> HttpResponse:
    """404, the same for a comment that waits, was rejected or deleted, or never was: it tells nothing about it.

    410 when the whole story was withdrawn.
    """
    context = {"edition": edition, "typed": request.POST.get("text", ""), "is_withdrawn": status == 410}
    return render(request, "comments/responding/not_shown.html", context, status=status)


@body_limit(MAX_BODY, too_large=too_large, without_length=without_length)
@answers(*READ, "POST")
@about_a_comment
def recommend(request: HttpRequest, edition: Edition, comment: Comment) -> HttpResponse:
    """GET offers to recommend, or to take it back; POST does what its `do` says: 303 back to the comment.

    404 not shown, 410 withdrawn story, 422 one's own comment, 429 too often.
    """
    writer = writer_of(request)
    reader = digest_of_account(writer.user) if writer else ""
    who = reader or digest_of_network("recommend", comment.pk)
    context = {"edition": edition, "comment": comment, "done": False}
    if writer and comment.user_id == writer.user.pk:
        return render(request, "comments/responding/recommend.html", context | {"is_own": True}, status=422)
    if request.method != "POST":
        done = recommending.does_recommend(comment.pk, who)
        return render(request, "comments/responding/recommend.html", context | {"done": done})
    wanted = request.POST.get("do") != "undo"
    try:
        with pace.kept(pace.RECOMMEND, reader):
            (recommending.recommend if wanted else recommending.take_back)(comment.pk, who)
    except recommending.NotShown:
        return not_shown(request, edition)
    except pace.TooOften as refused:
        context |= {"done": not wanted, "wait": refused.wait}
        return retry(render(request, "comments/responding/recommend.html", context, status=429), refused.wait)
    return HttpResponseRedirect(reading.address_of(comment, edition), status=303)


@body_limit(MAX_BODY, too_large=too_large, without_length=without_length)
@answers(*READ, "POST")
def report(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    """GET offers the form, POST takes it: 303 to the thanks, else the form with what was typed.

    404 not shown, 410 withdrawn story, 411 no length, 413 too large, 422 something is wrong or it was reported before,
    429 too often, 503 no database.
    """
    try:
        return _report(request, public_id, pk)
    except (OperationalError, InterfaceError):
        if request.method != "POST":
            raise
        logger.exception("database unavailable: POST %s", request.path)
        words = _("Our database does not answer. Nothing is lost: your text is here. Wait a little and send it again.")
        page = _report_page(request, ReportForm(request.POST), problem=words, status=503, **WITHOUT_DATABASE)
        return private(retry(page, RETRY_AFTER))


@about_a_comment
def _report(request: HttpRequest, edition: Edition, comment: Comment) -> HttpResponse:
    writer = writer_of(request)
    about: dict[str, Any] = {"edition": edition, "comment": comment}
    if request.method != "POST":
        initial = {"name": writer.name, "email": writer.email} if writer else {}
        return _report_page(request, ReportForm(initial=initial), **about)
    form = ReportForm(request.POST)
    if not form.is_valid():
        return _report_page(request, form, status=422, **about)
    complaint = form.complaint()
    try:
        with pace.kept(pace.REPORT, digest_of_account(writer.user) if writer else ""):
            reporting.report(
                comment.pk, complaint, who_reports(comment, complaint, writer), writer.user if writer else None
            )
    except recommending.NotShown:
        return not_shown(request, edition)
    except reporting.ReportedBefore:
        form.add_error(None, _("You have reported this comment already, and that report stands. You need not do more."))
        return _report_page(request, form, status=422, **about)
    except pace.TooOften as refused:
        words = _("There have been many reports from here. Nothing is lost: wait a little and send it again.")
        return retry(_report_page(request, form, problem=words, status=429, **about), refused.wait)
    url = reverse("comment_report_thanks", args=[edition.article.public_id, comment.pk])
    return HttpResponseRedirect(f"{url}?law" if complaint.why == Report.Why.ILLEGAL else url, status=303)


@answers(*READ)
def report_thanks(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    """That the report is with the moderators. It says so of any number, and tells nothing about reports or comments."""
    try:
        edition = reading.live_edition(public_id)
    except reading.Withdrawn as withdrawn:
        return private(render(request, "410.html", {"edition": withdrawn.edition}, status=410))
    if edition is None:
        raise Http404(_("There is no such story."))
    context = {"edition": edition, "is_of_law": "law" in request.GET}
    return private(render(request, "comments/responding/thanks.html", context))


def who_reports(comment: Comment, complaint: reporting.Complaint, writer: Writer | None) -> str:
    if writer:
        return digest_of_account(writer.user)
    return digest_of_address(complaint.email) if complaint.email else digest_of_network("report", comment.pk)


def retry(response: HttpResponse, seconds: int) -> HttpResponse:
    response["Retry-After"] = str(seconds)
    return response


def _report_page(request: HttpRequest, form: ReportForm, *, status: int = 200, **context: Any) -> HttpResponse:
    of_law = form["why"].value() == Report.Why.ILLEGAL  # then what the law asks for is not folded away
    context |= {"form": form, "url": request.path, "of_law": of_law}
    return render(request, "comments/responding/report.html", context, status=status)
