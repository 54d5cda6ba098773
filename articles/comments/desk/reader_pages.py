"""Pages of one comment at the desk: the answer of the newsroom, and its writer's standing with what can follow."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from articles.comments import moderation
from articles.comments.desk import replying, standing, statements
from articles.comments.desk.forms import ReaderForm, ReplyForm
from articles.comments.judging import records, trust
from articles.comments.judging.models import Ban
from articles.comments.models import Comment
from articles.publishing import rights
from articles.publishing.admin.audited import Audited
from articles.publishing.steps import WorkflowRefused

LATEST = 20  # comments of the reader that the page of their standing shows


class ReaderPages(Audited):
    def get_urls(self):
        own = [
            path(f"<path:object_id>/{name}/", self.admin_site.admin_view(view), name=f"articles_comment_{name}")
            for name, view in (("reply", self.reply_view), ("reader", self.reader_view))
        ]
        return own + super().get_urls()

    def reply_view(self, request, object_id: str) -> HttpResponse:
        """Answer as the newsroom. A comment that waits is approved with it."""
        comment = self.comment_or_404(request, object_id, "reply_comment")
        form = ReplyForm(request.POST if request.method == "POST" else None)
        by_script = request.headers.get("Accept") == "application/json"
        if request.method == "POST" and form.is_valid():
            try:
                with transaction.atomic():  # an answer that is refused approves nothing
                    if comment.status == Comment.Status.WAITING:
                        moderation.approve(comment, by=request.user)
                    replying.reply(comment, by=request.user, **form.cleaned_data)
            except WorkflowRefused as refusal:
                form.add_error("text", str(refusal))
            else:
                told = _("Answered: readers see your words below the comment.")
                if by_script:
                    return JsonResponse({"message": told, "comments": [comment.pk], "verb": "reply"})
                self.message_user(request, told, messages.SUCCESS)
                return HttpResponseRedirect(reverse("admin:articles_comment_changelist"))
        if by_script:
            return JsonResponse(
                {"message": " ".join(str(words) for words in form.errors.get("text", [])), "comments": []}, status=422
            )
        context = {"form": form, "token": secrets.token_urlsafe(16), "signed": replying.name_of(request.user)}
        return self.page(request, "reply", _("Answer as the newsroom"), comment, context)

    def reader_view(self, request, object_id: str) -> HttpResponse:
        """A reader's record and standing, and what can follow: a warning, a suspension, a ban, its end."""
        comment = self.comment_or_404(request, object_id, "moderate")
        lifting = request.method == "POST" and request.POST.get("do") == "lift"
        form = ReaderForm(request.POST if request.method == "POST" and not lifting else None)
        if request.method == "POST" and (lifting or form.is_valid()):
            try:
                told = self.lift(request) if lifting else follow_up(comment, form.cleaned_data, by=request.user)
            except WorkflowRefused as refusal:
                form.add_error(None, str(refusal)) if form.is_bound else self.message_user(
                    request, str(refusal), messages.ERROR
                )
            else:
                self.message_user(request, told, messages.SUCCESS)
                return HttpResponseRedirect(reverse("admin:articles_comment_reader", args=[comment.pk]))
        known = records.record_of(comment.author_email, comment.user_id)
        context = {
            "form": form,
            "standing": standing.standing_of(comment),
            "trust": trust.of(known),
            "address": statements.address_of(comment),
            "latest": latest_by(comment),
            "may_follow": rights.may(request.user, "warn", comment.article),
            "may_lift": rights.may(request.user, "lift_ban"),
        }
        return self.page(request, "reader", _("The reader’s standing"), comment, context)

    def lift(self, request) -> str:
        asked = request.POST.get("ban", "")
        ban = (
            Ban.objects.filter(pk=int(asked)).first()
            if asked.isascii() and asked.isdigit() and len(asked) < 19
            else None
        )
        if ban is None:
            raise WorkflowRefused(_("There is no such ban."))
        standing.lift(ban, by=request.user)
        return _("Lifted: the reader can comment again.")

    def comment_or_404(self, request, object_id: str, verb: str) -> Comment:
        """The comment. Raises PermissionDenied without the right, or where it stands in a section of other people."""
        rights.require(request.user, verb)
        comment = self.get_object(request, unquote(object_id))
        if comment is None:
            raise Http404(_("There is no such comment."))
        rights.require(request.user, verb, comment.article)
        return comment

    def page(self, request, name: str, title: str, comment: Comment, context: dict[str, Any]) -> TemplateResponse:
        shared = {**self.admin_site.each_context(request), "opts": self.opts, "title": title, "comment": comment}
        form = context["form"]
        status = 422 if form.is_bound and form.errors else 200
        return TemplateResponse(request, f"admin/articles/comment/{name}.html", shared | context, status=status)


def follow_up(comment: Comment, asked: dict[str, Any], *, by) -> str:
    """Do what the form of the reader's page asks for; what was done, in a sentence."""
    if asked["do"] == "warn":
        standing.warn(comment, words=asked["words"], by=by)
        return _("Warned. The mail goes out in two minutes; until then you can take it back.")
    ends = asked["until"] if asked["do"] == "suspend" else None
    reason = asked["reason"] or asked["words"]
    standing.keep_out(comment, until=ends, reason=reason, rule=asked["rule"], facts=asked["words"], by=by)
    return _("Done, and on record. The reader is told in two minutes; until then you can take it back.")


def latest_by(comment: Comment) -> list[Comment]:
    """The reader's latest comments. One query, or none for somebody nobody can tell from others."""
    if comment.user_id:
        theirs = Comment.objects.filter(user=comment.user_id).order_by("-posted")
    elif comment.author_email:
        theirs = Comment.objects.filter(user__isnull=True, author_email=comment.author_email).order_by("-pk")
    else:
        return []
    return list(theirs.select_related("article").defer("article__body")[:LATEST])
