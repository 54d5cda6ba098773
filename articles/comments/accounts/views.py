"""The pages of readers' accounts: allauth's, kept by no cache and found by no search engine, and the account's own page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from allauth.account import views as account
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import views as passkeys
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import reverse

from articles.comments.accounts import address
from articles.comments.accounts.forms import NameForm
from articles.comments.accounts.who import is_reader, name_of
from articles.methods import READ, answers

WAIT = 60  # seconds; the longest window of the limits on attempts

View = Callable[..., HttpResponseBase]


def page(view: View, *methods: str) -> View:
    """`view` for one person's eyes: it answers to `methods`, and nobody keeps what it says."""

    @wraps(view)
    def own(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if isinstance(response, TemplateResponse):
            form = (response.context_data or {}).get("form")
            if request.method == "POST" and form is not None and form.errors:
                response.status_code = 422
            response = response.render()
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex"
        if response.status_code == 429:
            response["Retry-After"] = str(WAIT)
        return response

    return answers(*(methods or (*READ, "POST")))(own)


def for_readers(view: View) -> View:
    """Whoever is not signed in is led to the sign-in and back; the desk's people to the page that says where theirs is."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), reverse("account_login"))
        if not is_reader(request.user):
            return HttpResponseRedirect(reverse("account"))
        return view(request, *args, **kwargs)

    return guarded


def needs_mail(view: View, *, even_signed_in: bool = False) -> View:
    """Without a way to send mail there is no code: the page says so, and what to do, in place of asking in vain."""

    @wraps(view)
    def told(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        if settings.READERS_GET_MAIL or (request.user.is_authenticated and not even_signed_in):
            return view(request, *args, **kwargs)
        return render(request, "account/no_mail.html", {"not_set_up": True}, status=503)

    return told


def overview(request: HttpRequest) -> HttpResponseBase:
    """The account: the name shown, the passkeys, and the ways to one's comments and out."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path(), reverse("account_login"))
    form = NameForm(request.POST or None, initial={"name": name_of(request.user)})
    if request.method == "POST" and is_reader(request.user) and form.is_valid():
        request.user.first_name, request.user.last_name = form.cleaned_data["name"], ""
        request.user.save(update_fields=["first_name", "last_name"])
        return HttpResponseRedirect(reverse("account"), status=303)
    keys = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.WEBAUTHN).order_by("pk")
    context = {"form": form, "keys": keys, "is_reader": is_reader(request.user)}
    return render(request, "account/overview.html", context, status=422 if form.errors else 200)


def confirm_address(request: HttpRequest) -> HttpResponseBase:
    """The code of a new account, or of a new address of one."""
    late = address.refuse_late(request) if request.method == "POST" else None
    return late or account.email_verification_sent(request)


own_page = page(overview)
change_address = page(for_readers(needs_mail(address.ask, even_signed_in=True)))
login = page(needs_mail(account.login))
signup = page(needs_mail(account.signup))
logout = page(account.logout)
inactive = page(account.account_inactive, *READ)
confirm_login_code = page(account.confirm_login_code)
confirm_email = page(confirm_address)
login_by_passkey = page(passkeys.login_webauthn)
add_passkey = page(for_readers(passkeys.add_webauthn))
rename_passkey = page(for_readers(passkeys.edit_webauthn))
remove_passkey = page(for_readers(passkeys.remove_webauthn))
