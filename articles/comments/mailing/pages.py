"""The page where mail about answers is wanted and ended: for whoever holds the link from a mail, without signing in."""

from __future__ import annotations

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from articles.comments import kept
from articles.comments.mailing import answers
from articles.comments.mailing.models import MailConsent
from articles.comments.models import Comment
from articles.methods import READ
from articles.methods import answers as answers_to


class MailForm(forms.Form):
    tell = forms.ChoiceField(
        label=_("Mail about answers"),
        choices=[
            (Comment.Tell.EACH, _("A mail for each answer")),
            (Comment.Tell.DAILY, _("One mail a day")),
            ("never", _("No mail")),
        ],
        error_messages={
            "required": _("Choose one of the three."),
            "invalid_choice": _("Choose one of the three."),
        },
        widget=forms.RadioSelect,
    )


# No session or cookie has a say here: the link is the proof, and a mail program that ends it with one click (RFC 8058)
# brings no token of ours. GET changes nothing, as programs follow links in mails.
@csrf_exempt
@answers_to(*READ, "POST")
def mail_page(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows the choice, POST makes it (303 back), or ends it with one click (200). 404 for a link that is none."""
    consent = MailConsent.objects.filter(token=token).first()
    if consent is None:
        return kept.private(render(request, "comments/mail_gone.html", status=404))
    if request.method == "POST":
        return kept.private(posted(request, consent))
    context = {"form": MailForm(initial={"tell": present(consent)}), "saved": "saved" in request.GET}
    return page(request, consent, context)


def posted(request: HttpRequest, consent: MailConsent) -> HttpResponse:
    if request.POST.get("List-Unsubscribe") == "One-Click":
        end(consent)
        return HttpResponse(status=200)
    form = MailForm(request.POST)
    if not form.is_valid():
        return page(request, consent, {"form": form}, status=422)
    if form.cleaned_data["tell"] == "never":
        end(consent)
    else:
        with transaction.atomic():
            answers.choose(consent.email, form.cleaned_data["tell"])
    return HttpResponseRedirect(reverse("comment_mail", args=[consent.token], query={"saved": 1}), status=303)


def end(consent: MailConsent) -> None:
    with transaction.atomic():
        answers.stop(consent.email)


def present(consent: MailConsent) -> str:
    """What is chosen now. For somebody who is being asked: what they ticked when they wrote."""
    if consent.agreed_at is None and consent.asked_at is None:
        return "never"
    theirs = Comment.objects.filter(author_email=consent.email) | Comment.objects.filter(
        user__email__iexact=consent.email
    )
    newest = theirs.exclude(tell=Comment.Tell.NEVER).order_by("-pk").values_list("tell", flat=True).first()
    return newest or "never"


def page(request: HttpRequest, consent: MailConsent, context: dict, status: int = 200) -> HttpResponse:
    masked = mask(consent.email)
    now = present(consent)
    wanted = Comment.Tell.EACH.value if now == "never" else now
    extra = {"masked": masked, "agreed": consent.agreed_at is not None, "wanted": wanted}
    return kept.private(render(request, "comments/mail.html", extra | context, status=status))


def mask(email: str) -> str:
    """`n…@example.org`: enough to know one's own address by, too little for whoever finds the link."""
    name, _at, host = email.partition("@")
    return f"{name[:1]}…@{host}"
