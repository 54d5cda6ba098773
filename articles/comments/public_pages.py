"""The readers' pages of comments beside the story's own: all threads, one thread, and the thanks for a held comment."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from articles.comments import reading
from articles.comments.judging import WHY_IT_WAITS
from articles.page_cache import holds_until, moment_of, public_page, shows
from articles.publishing.models import Edition

LARGEST_PAGE = 1_000_000


class PageForm(forms.Form):
    """The query of a page of comments. Page 1 has one address only, the one without a number."""

    page = forms.IntegerField(required=False, min_value=2, max_value=LARGEST_PAGE)


class BecauseForm(forms.Form):
    because = forms.ChoiceField(required=False, choices=[(code.value, code.value) for code in WHY_IT_WAITS])


@public_page
def all_comments(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """Every thread under a story, 25 a page. Four queries for any number, the frame's included."""
    page = page_of(request)
    edition = readable(public_id, moment_of(request))
    if isinstance(edition, reading.Withdrawn):
        return gone(request, edition)
    shown = reading.conversation(edition, page)
    if shown.is_off or (page > 1 and not shown.threads):
        raise Http404(_("There is no such page of comments."))
    pages = max(1, -(-shown.thread_count // reading.THREADS_A_PAGE))
    context = {"comments": shown, "page": page, "pages": pages}
    return told(render(request, "comments/all.html", frame(edition) | context), edition)


@public_page
def thread(request: HttpRequest, public_id: str, pk: int) -> HttpResponseBase:
    """One thread with its replies, 100 a page. The number of a reply leads to its place in its thread."""
    page = page_of(request)
    edition = readable(public_id, moment_of(request))
    if isinstance(edition, reading.Withdrawn):
        return gone(request, edition)
    shown = reading.Conversation(edition, public_id, edition.article.comment_policy)
    comment = edition.article.comments.public().select_related("thread").filter(pk=pk).first()
    if comment is None or shown.is_off:
        raise Http404(_("There is no such comment, or it is not shown any more."))
    if comment.thread_id:
        return HttpResponseRedirect(reading.address_of(comment, edition))
    conversation, pages = reading.thread_page(comment, page)
    if page > pages:
        raise Http404(_("There is no such page of comments."))
    shown.threads = [conversation]
    context = {"comments": shown, "thread": conversation, "page": page, "pages": pages}
    return told(render(request, "comments/thread.html", frame(edition) | context), edition)


@public_page
def thanks(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """What a reader sees whose comment waits: why in general terms, nothing of the comment itself."""
    edition = readable(public_id, moment_of(request))
    if isinstance(edition, reading.Withdrawn):
        return gone(request, edition)
    form = BecauseForm(request.GET)
    why = WHY_IT_WAITS.get(form.cleaned_data["because"]) if form.is_valid() else None
    response = render(request, "comments/thanks.html", frame(edition) | {"why": why})
    response["X-Robots-Tag"] = "noindex"
    return told(response, edition)


def readable(public_id: str, at: datetime) -> Edition | reading.Withdrawn:
    """The edition live at `at`, or what says that it was withdrawn. Raises Http404 for a story that never was public."""
    try:
        edition = reading.live_edition(public_id, at)
    except reading.Withdrawn as withdrawn:
        return withdrawn
    if edition is None:
        raise Http404(_("There is no such story."))
    return edition


def gone(request: HttpRequest, withdrawn: reading.Withdrawn) -> HttpResponseBase:
    response = render(request, "410.html", {"edition": withdrawn.edition}, status=410)
    return shows(response, f"article:{withdrawn.edition.article_id}")


def page_of(request: HttpRequest) -> int:
    form = PageForm(request.GET)
    if not form.is_valid():
        raise Http404(_("There is no such page of comments."))
    return form.cleaned_data["page"] or 1


def frame(edition: Edition) -> dict[str, object]:
    """What the frame of these pages needs: the story they belong to and its section."""
    return {"edition": edition, "section": edition.section}


def told(response: HttpResponseBase, edition: Edition) -> HttpResponseBase:
    """With what the page shows, and until when: the story's next planned change."""
    shows(response, f"article:{edition.article_id}", f"comments:{edition.article_id}", "sections")
    return holds_until(response, Edition.objects.filter(article=edition.article_id).next_change())
