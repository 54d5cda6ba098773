"""The readers' pages of comments beside the story's own: all threads, one thread, the thanks for a held comment, news."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.comments import reading
from articles.comments.judging import WHY_IT_WAITS
from articles.comments.models import Comment
from articles.comments.page_numbers import pages_of
from articles.page_cache import holds_until, moment_of, public_page, shows
from articles.publishing.models import Edition

LARGEST_PAGE = 1_000_000
ANNOUNCED = 50  # new comments that are counted one by one; more are told as this many
SORTS = ((reading.NEWEST, gettext_lazy("Newest")), (reading.RECOMMENDED, gettext_lazy("Most recommended")))


class PageForm(forms.Form):
    """The query of a page of comments. Page 1 has one address only, the one without a number."""

    page = forms.IntegerField(required=False, min_value=2, max_value=LARGEST_PAGE)


class SortedPageForm(PageForm):
    """Likewise, the usual order is the one without a name."""

    sort = forms.ChoiceField(required=False, choices=SORTS)


class AfterForm(forms.Form):
    """How many comments the asking page knows of."""

    after = forms.IntegerField(min_value=0, max_value=LARGEST_PAGE * reading.THREADS_A_PAGE)


class BecauseForm(forms.Form):
    because = forms.ChoiceField(required=False, choices=[(code.value, code.value) for code in WHY_IT_WAITS])


@public_page(parameters=SortedPageForm.base_fields)
def all_comments(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """Every thread under a story, 25 a page, in one of three orders. Six queries for any number, the frame's included."""
    query = asked(SortedPageForm(request.GET))
    page, sort = query["page"] or 1, query["sort"]
    edition = readable(public_id, moment_of(request))
    if isinstance(edition, reading.Withdrawn):
        return gone(request, edition)
    shown = reading.conversation(edition, page, getattr(request, "moment", None), sort)
    if shown.is_off or (page > 1 and not shown.threads):
        raise Http404(_("There is no such page of comments."))
    context = {
        "comments": shown,
        "page": page,
        "sorts": sorts_of(shown),
        "pages": pages_of(shown.all_url, page, shown.pages, sort),
    }
    return told(render(request, "comments/all.html", frame(edition) | context), edition, shown)


@public_page(parameters=PageForm.base_fields)
def thread(request: HttpRequest, public_id: str, pk: int) -> HttpResponseBase:
    """One thread with its replies, 100 a page. The number of a reply leads to its place in its thread."""
    page = asked(PageForm(request.GET))["page"] or 1
    edition = readable(public_id, moment_of(request))
    if isinstance(edition, reading.Withdrawn):
        return gone(request, edition)
    shown = reading.of_story(edition)
    comment = None if shown.is_off else shown_comment(edition, pk)
    if comment is None:
        raise Http404(_("There is no such comment, or it is not shown any more."))
    if comment.thread_id:
        return HttpResponseRedirect(reading.address_of(comment, edition))
    conversation, pages = reading.thread_page(comment, page)
    if page > pages:
        raise Http404(_("There is no such page of comments."))
    shown.threads = [conversation]
    reading.mark_passages(shown.threads, edition)
    url = reverse("comment_thread", args=[public_id, pk])
    context = {"comments": shown, "thread": conversation, "page": page, "pages": pages_of(url, page, pages)}
    return told(render(request, "comments/thread.html", frame(edition) | context), edition, shown)


@public_page(parameters=AfterForm.base_fields)
def news(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """For a page that is open: how many comments there are beyond the number it knows of, and where they begin.

    By number and not by the newest id, so that a comment that waited for its moderator is news as well, and so that no
    page has to look for the newest. Seven queries at most.
    """
    after = asked(AfterForm(request.GET))["after"]
    edition = readable(public_id, moment_of(request))
    if isinstance(edition, reading.Withdrawn):
        return gone(request, edition)
    shown = reading.of_story(edition)
    if shown.is_off:
        raise Http404(_("There is no such page of comments."))
    count = min(max(0, shown.count - after), ANNOUNCED)
    newest = edition.article.comments.public().select_related("thread").order_by("-posted", "-pk")
    first = next(iter(newest[count - 1 : count]), None) if count else None
    address = reading.address_of(first, edition) if first else shown.all_url
    return told(JsonResponse({"count": count, "address": address}), edition, shown)


@public_page(parameters=BecauseForm.base_fields)
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


def asked(form: forms.Form) -> dict[str, Any]:
    if not form.is_valid():
        raise Http404(_("There is no such page of comments."))
    return form.cleaned_data


def shown_comment(edition: Edition, pk: int) -> Comment | None:
    """The comment of that number as readers see it: public, or deleted with answers below it. One or two queries."""
    comments = edition.article.comments.select_related("thread").annotate(of_edition=F("edition__live_from"))
    return comments.public().filter(pk=pk).first() or comments.first_of_threads().filter(pk=pk).first()


def sorts_of(shown: reading.Conversation) -> list[tuple[str, str, bool]]:
    """The orders that threads can be read in: words, address, whether this is it."""
    named = [(reading.OLDEST, _("Oldest")), *SORTS]
    return [
        (str(words), f"{shown.all_url}?sort={name}" if name else shown.all_url, name == shown.sort)
        for name, words in named
    ]


def frame(edition: Edition) -> dict[str, object]:
    """What the frame of these pages needs: the story they belong to and its section."""
    return {"edition": edition, "section": edition.section}


def told(response: HttpResponseBase, edition: Edition, shown: reading.Conversation | None = None) -> HttpResponseBase:
    """With what the page shows, and until when: the story's next planned change, or the conversation's."""
    shows(response, f"article:{edition.article_id}", f"comments:{edition.article_id}", "sections")
    holds_until(response, shown.changes_at if shown else None)
    return holds_until(response, Edition.objects.filter(article=edition.article_id).next_change())
