"""Changing the address of a reader's account: a code is mailed to the new one, and entering it makes the change.

Until then nothing changes. A page never says whether an address has an account, one of the desk least of all: no code
goes there, only a mail that says so to its owner.
"""

from __future__ import annotations

from allauth.account.internal.flows.email_verification_by_code import EmailVerificationProcess
from allauth.account.models import EmailAddress
from allauth.core.internal.httpkit import authenticated_user
from django import forms
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import User
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.comments import cleaning
from articles.comments.accounts.forms import email_field
from articles.comments.accounts.who import is_reader


class AddressForm(forms.Form):
    use_required_attribute = False

    def __init__(self, data=None, *, user):
        super().__init__(data, label_suffix="")
        self.user = user
        self.fields["email"] = email_field()
        self.fields["email"].label = gettext_lazy("Your new e-mail")

    def clean_email(self) -> str:
        email = cleaning.clean_email(self.cleaned_data["email"])
        if email == cleaning.clean_email(self.user.email):
            raise forms.ValidationError(_("This is the address of your account already."))
        return email


def ask(request: HttpRequest) -> HttpResponse:
    """GET asks for the new address, POST mails a code there and leads to the page where it is entered."""
    reader = authenticated_user(request)
    form = AddressForm(request.POST if request.method == "POST" else None, user=reader)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        # Without a user it is no verification: nobody is mailed the code, and none is right.
        user = None if is_of_another(email, reader) else reader
        EmailVerificationProcess.initiate(request=request, user=user, email=email)
        return HttpResponseRedirect(reverse("account_email_verification_sent"))
    return render(request, "account/change_address.html", {"form": form}, status=422 if form.errors else 200)


def refuse_late(request: HttpRequest) -> HttpResponseBase | None:
    """Where the address became another account's since the code was mailed: the page to choose anew. None when all is well."""
    if not request.user.is_authenticated:
        return None
    user = authenticated_user(request)
    process = EmailVerificationProcess.resume(request)
    if process is None or "user_id" not in process.state:
        return None
    if process.user == user and is_reader(user) and not is_of_another(process.email, user):
        return None
    process.abort()
    messages.error(request, _("This address cannot be used for your account. Nothing has changed."))
    return HttpResponseRedirect(reverse("account_change_address"))


def is_of_another(email: str, user: AbstractBaseUser) -> bool:
    """Whether an account other than `user`'s has this address, proved or not, however it is written: the desk's too."""
    theirs = Q(email__iexact=email) | Q(pk__in=EmailAddress.objects.filter(email__iexact=email).values("user"))
    return User.objects.filter(theirs).exclude(pk=user.pk).exists()
