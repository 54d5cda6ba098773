"""The page of one's own comments, the mailed link to it, and everything kept of oneself in a file, or erased."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.comments.accounts.views import page
from articles.comments.accounts.who import is_reader
from articles.comments.own import mail, proofs
from articles.comments.own.erasing import counts_of, erase_own
from articles.comments.own.exporting import export_own
from articles.comments.own.forms import AddressForm, OlderForm
from articles.comments.own.listing import listing
from articles.methods import READ

DONE = frozenset({"deleted", "sent"})


def list_own(request: HttpRequest) -> HttpResponse:
    """GET lists what this browser, address or account proves to be one's own; POST has a link mailed to an address."""
    if request.method == "POST":
        return ask_for_link(request)
    query = OlderForm(request.GET)
    if not query.is_valid():
        raise Http404(_("There is no such page of comments."))
    return own_page(request, AddressForm(), before=query.cleaned_data["before"])


def own_page(
    request: HttpRequest, form: AddressForm, *, before: int | None = None, status: int = 200, words: str = ""
) -> HttpResponse:
    reader = proofs.reader_of(request)
    context: dict[str, Any] = {
        "reader": reader,
        "form": form,
        "words": words,
        "done": done if (done := request.GET.get("done")) in DONE else "",
        "can_mail": settings.READERS_GET_MAIL,
        "emails": sorted(reader.emails),
        "own": listing(reader, before) if reader else None,
    }
    return render(request, "comments/own/list.html", context, status=status)


def ask_for_link(request: HttpRequest) -> HttpResponse:
    """303 to the same words for every address; 422 it is none, 429 too often, 503 no mail can be sent."""
    form = AddressForm(request.POST)
    if not form.is_valid():
        return own_page(request, form, status=422)
    if not settings.READERS_GET_MAIL:
        words = _("This site cannot send mail yet. Whoever runs it sets EMAIL_URL; the README says how.")
        return own_page(request, form, status=503, words=words)
    email = form.cleaned_data["email"]
    if wait := mail.seconds_to_wait(email):
        words = _("There were many requests in a short time. Wait a little, then send it again.")
        response = own_page(request, form, status=429, words=words)
        response["Retry-After"] = str(wait)
        return response
    if not mail.send_link(email):
        words = _("The mail could not be sent just now. Wait a minute, then send it again.")
        return own_page(request, form, status=503, words=words)
    return HttpResponseRedirect(reverse("own_comments", query={"done": "sent"}), status=303)


def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """The mailed link: it moves into a cookie of this browser, out of the address. 410 when its day is over."""
    if not proofs.address_in(token):
        return render(request, "comments/own/link_over.html", status=410)
    response = HttpResponseRedirect(reverse("own_comments"), status=303)
    proofs.remember_address(response, token)
    return response


def export(request: HttpRequest) -> HttpResponse:
    """Everything kept of whoever asks, as a file."""
    reader = proofs.reader_of(request)
    if not reader:
        return HttpResponseRedirect(reverse("own_comments"), status=303)
    response = JsonResponse(export_own(reader), json_dumps_params={"ensure_ascii": False, "indent": 2})
    name = f"comments-{timezone.localdate():%Y-%m-%d}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def erase(request: HttpRequest) -> HttpResponse:
    """GET says what would go, POST erases it and forgets this browser. With nothing to prove, back to the list."""
    reader = proofs.reader_of(request)
    if request.method != "POST":
        if not reader:
            return HttpResponseRedirect(reverse("own_comments"))
        context = {"counts": counts_of(reader), "reader": reader, "at_the_desk": is_of_the_desk(request)}
        return render(request, "comments/own/erase.html", context)
    counts = erase_own(reader) if reader else None
    if request.user.is_authenticated and is_reader(request.user):
        logout(request)
    response = render(request, "comments/own/erased.html", {"counts": counts})
    proofs.forget(response)
    return response


def is_of_the_desk(request: HttpRequest) -> bool:
    return request.user.is_authenticated and not is_reader(request.user)


own = page(list_own)
link = page(open_link, *READ)
export_file = page(export, "POST")
erase_page = page(erase)
