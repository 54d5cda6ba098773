"""The queue's pages in the admin: what needs eyes, the address of its decisions, and a conversation's state beside it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.comments import moderation
from articles.comments.desk import conversations, copies, queue, steps, undo
from articles.comments.desk.forms import MOST_AT_ONCE, WHY, DecideForm, FilterForm, StateForm
from articles.comments.discussions.models import Discussion
from articles.comments.models import Comment
from articles.publishing import rights
from articles.publishing.admin.audited import Audited
from articles.publishing.models import Article
from articles.publishing.steps import WorkflowRefused

QUEUE = "admin:articles_comment_changelist"
QUEUE_TEMPLATE = "admin/articles/comment/queue.html"


class QueuePages(Audited):
    """The list of comments opens with the queue; with any of Django's own parameters it is the list of all comments."""

    def get_urls(self):
        own = [
            path("decide/", self.admin_site.admin_view(self.decide_view), name="articles_comment_decide"),
            path(
                "conversation/<int:article_id>/",
                self.admin_site.admin_view(self.state_view),
                name="articles_comment_conversation",
            ),
        ]
        return own + super().get_urls()

    def changelist_view(self, request, extra_context=None):
        if request.method == "POST" or set(request.GET) - set(FilterForm.base_fields):
            return super().changelist_view(request, extra_context)
        return self.queue_view(request)

    def queue_view(self, request) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        wanted, number = FilterForm(request.GET).read()
        shown = queue.page_of(wanted, number, by=request.user)
        may_decide = rights.may(request.user, "moderate")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Comments"),
            "page": shown,
            "wanted": wanted,
            "tabs": tabs(wanted, shown),
            "section_links": section_links(wanted, shown),
            "all_query": {"status": "all"},
            "reasons": WHY,
            "states": Discussion.State.choices,
            "step": undo.newest_step(request.user) if may_decide else None,
            "may_decide": may_decide,
            "may_control": rights.may(request.user, conversations.VERB),
            "most": MOST_AT_ONCE,
            "earlier": queue_url(wanted, shown.number - 1) if shown.number > 1 else "",
            "later": queue_url(wanted, shown.number + 1) if shown.number < shown.pages else "",
        }
        return TemplateResponse(request, QUEUE_TEMPLATE, context)

    def decide_view(self, request) -> HttpResponse:
        """Carry a decision out; back to the queue as it was filtered, or JSON for the script."""
        rights.require(request.user, "moderate")
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        wanted, _number = FilterForm(request.POST).read()
        form = DecideForm(request.POST)
        if not form.is_valid():
            words = [str(words) for errors in form.errors.values() for words in errors]
            return self.answer(request, wanted, " ".join(words), status=422)
        try:
            told = carry_out(form.cleaned_data, wanted, by=request.user)
        except WorkflowRefused as refusal:
            return self.answer(request, wanted, str(refusal), status=409)
        return self.answer(request, wanted, **told)

    def state_view(self, request, article_id: int) -> HttpResponse:
        """Close, slow or hold a story's conversation from a row of the queue."""
        rights.require(request.user, conversations.VERB)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        article = Article.objects.defer("body").filter(pk=article_id).first()
        if article is None:
            raise Http404(_("There is no such story."))
        wanted, _number = FilterForm(request.POST).read()
        form = StateForm(request.POST)
        rights.require(request.user, conversations.VERB, article)
        if not form.is_valid():
            words = [str(words) for errors in form.errors.values() for words in errors]
            return self.answer(request, wanted, " ".join(words), status=422)
        given = form.cleaned_data
        settings = {
            name: given[name]
            for name in ("state", "note", "slow_seconds")
            if name in request.POST and given[name] is not None
        }
        try:
            discussion = conversations.change(article, by=request.user, reason=given["reason"], **settings)
        except (WorkflowRefused, ValidationError) as refusal:
            return self.answer(request, wanted, " ".join(getattr(refusal, "messages", [str(refusal)])), status=409)
        told = {"headline": article.headline, "state": discussion.get_state_display()}
        return self.answer(request, wanted, _("The conversation under “%(headline)s”: %(state)s.") % told)

    def answer(self, request, wanted: queue.Filter, message: str, status: int = 200, **more: Any) -> HttpResponse:
        """What was done or why not, in a sentence: to the script as JSON with `status`, else on the queue."""
        if request.headers.get("Accept") == "application/json":
            return JsonResponse({"message": message, **more}, status=status)
        self.message_user(request, message, messages.SUCCESS if status == 200 else messages.ERROR)
        return HttpResponseRedirect(reverse(QUEUE, query=wanted.query or None))


def carry_out(asked: dict[str, Any], wanted: queue.Filter, *, by) -> dict[str, Any]:
    """Do what the form asks for. {message, comments (ids that no longer need eyes, or that came back), step}."""
    verb = asked["verb"]
    if verb == "undo":
        undone = undo.undo(by=by, step=asked["step"])
        return {"message": undone.message, "comments": undone.comments, "verb": verb}
    if verb in {"feature", "unfeature"}:
        return feature(asked["comment"], verb, by=by)
    chosen, more = chosen_of(asked, wanted, by=by)
    status = Comment.Status.APPROVED if verb == "approve" else Comment.Status.REJECTED
    ids = list(chosen)
    outcome = moderation.decide(
        Comment.objects.filter(pk__in=ids),
        status,
        by=by,
        reason=asked["reason"],
        because=asked["because"],
        tell=True if asked["tell"] else None,
        only_open=True,
    )
    told = [in_words(verb, outcome.count)] if outcome.count or not outcome.overtaken else []
    if outcome.overtaken:
        left = ngettext(
            "%d was decided by somebody else meanwhile; that decision stands.",
            "%d were decided by somebody else meanwhile; those decisions stand.",
            outcome.overtaken,
        )
        told.append(left % outcome.overtaken)
    if more:
        told.append(_("There are more: do it again for the rest."))
    return {"message": " ".join(told), "comments": ids[:MOST_AT_ONCE], "verb": verb}


def chosen_of(asked: dict[str, Any], wanted: queue.Filter, *, by) -> tuple[list[int], bool]:
    """The ids that the form means, MOST_AT_ONCE of them, and whether there are more."""
    if asked["which"] == "all":
        rows = queue.matching(wanted, by=by)
    elif asked["same"] or asked["alike"]:
        found = set(asked["comment"])
        for mark in ("same", "alike"):
            if asked[mark]:
                rows = copies.of(asked["comment"], alike=mark == "alike", by=by)
                found.update(rows.values_list("pk", flat=True)[:MOST_AT_ONCE])
        return sorted(found), False
    else:
        rows = Comment.objects.filter(pk__in=asked["comment"][:MOST_AT_ONCE])
    ids = list(rows.values_list("pk", flat=True)[: MOST_AT_ONCE + 1])
    return ids[:MOST_AT_ONCE], len(ids) > MOST_AT_ONCE


def feature(ids: list[int], verb: str, *, by) -> dict[str, Any]:
    """Feature one comment, approving it first where it waits, or feature it no more."""
    comment = Comment.objects.filter(pk__in=ids[:1]).first()
    if comment is None:
        raise WorkflowRefused(_("This comment is not there any more."))
    with transaction.atomic():
        if verb == "unfeature":
            moderation.unfeature(comment, by=by)
            return {"message": _("Featured no more."), "comments": [], "verb": verb}
        approved = None
        if comment.needs_eyes and comment.status != Comment.Status.REJECTED:
            chosen = Comment.objects.filter(pk=comment.pk)
            approved = moderation.decide(chosen, Comment.Status.APPROVED, by=by).step
        steps.join(moderation.feature(comment, by=by).step, approved)
    return {"message": _("Approved and featured."), "comments": [comment.pk], "verb": verb}


def in_words(verb: str, count: int) -> str:
    words = {
        "approve": ngettext("%d comment approved.", "%d comments approved.", count),
        "reject": ngettext("%d comment rejected.", "%d comments rejected.", count),
    }
    return words[verb] % count


def queue_url(wanted: queue.Filter, page: int = 1) -> str:
    return reverse(QUEUE, query=wanted.query | ({"page": str(page)} if page > 1 else {}) or None)


def tabs(wanted: queue.Filter, shown: queue.Page) -> list[dict[str, Any]]:
    return [
        {
            "words": words,
            "count": shown.counts.get(show, ""),
            "url": queue_url(queue.Filter(show, wanted.section, wanted.article)),
            "is_chosen": show == wanted.show,
        }
        for show, words in queue.SHOWS.items()
    ]


def section_links(wanted: queue.Filter, shown: queue.Page) -> list[dict[str, Any]]:
    """Sections in which something needs eyes; while one is chosen, that one and all."""
    rows = [
        {
            "words": name,
            "url": queue_url(queue.Filter(wanted.show, pk, wanted.article)),
            "is_chosen": pk == wanted.section,
        }
        for pk, name in shown.sections.items()
    ]
    every = queue_url(queue.Filter(wanted.show, None, wanted.article))
    return [{"words": _("All sections"), "url": every, "is_chosen": not wanted.section}, *rows]
