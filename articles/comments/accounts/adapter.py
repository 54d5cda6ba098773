"""What readers' accounts do in our way: no user names, no network addresses, plain mail, and the desk kept apart."""

from __future__ import annotations

import logging
import secrets
from smtplib import SMTPException

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.models import User
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from articles.comments.accounts.who import is_reader, name_of
from articles.comments.judging.networks import hash_of, prefix_of
from articles.publishing.origin import address_of

logger = logging.getLogger(__name__)
BACKEND = "articles.comments.accounts.backend.ReaderBackend"
SIGNED_IN_FOR = 30 * 24 * 60 * 60  # seconds; a code by mail every day would drive readers away
TOLD = frozenset({"mfa/email/webauthn_added", "mfa/email/webauthn_removed", "account/email/email_changed"})


class ReaderAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": gettext_lazy("This is not the code of the mail. Look again; only the newest one counts."),
        "too_many_login_attempts": gettext_lazy(
            "There were many tries in a short time. Wait a few minutes, then try again."
        ),
    }

    def is_open_for_signup(self, request) -> bool:
        return settings.READERS_GET_MAIL

    def populate_username(self, request, user) -> None:
        """Django wants one; readers are asked for none, and it must tell nothing of them."""
        user.username = f"reader-{secrets.token_hex(10)}"

    def get_client_ip(self, request) -> str:
        """What attempts are counted by: the hash of a network under the key of the day, never an address.

        Readers behind a proxy we were not told of share one address; as with comments, that must not lock them all out.
        """
        network = prefix_of(address_of(request))
        return hash_of("account", network, at=timezone.now()) if network else secrets.token_hex(8)

    def get_http_user_agent(self, request) -> str:
        return ""

    def add_message(self, request, level, message_template=None, message_context=None, extra_tags="", message=None):
        """Only what went wrong: a page shows what went well, and a message would stay in a cookie until somebody reads it."""
        if level >= messages.ERROR:
            super().add_message(request, level, message_template, message_context, extra_tags, message)

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Send one; a page that says so when it could not be sent. The desk's people are told where their sign-in is."""
        links = {name: settings.SITE_URL + reverse(f"account_{name}") for name in ("login", "signup")}
        desk = User.objects.filter(email__iexact=email, is_staff=True).exists()
        context |= {
            "site_name": settings.SITE_NAME,
            "login_url": links["login"],
            "signup_url": links["signup"],
            "desk_url": settings.SITE_URL + reverse("admin:index") if desk else "",
        }
        try:
            self.render_mail(template_prefix, email, context | {"email": email}).send(using="readers")
        except (OSError, SMTPException) as error:
            logger.exception("mail of an account could not be sent")
            raise ImmediateHttpResponse(render(self.request, "account/no_mail.html", status=503)) from error

    def send_account_already_exists_mail(self, email: str) -> None:
        self.send_mail("account/email/account_already_exists", email, {})

    def send_notification_mail(self, template_prefix, user, context=None, email=None) -> None:
        """A new way into the account, or one less, is told by mail: without the address of a machine.

        A change of the address is told to the old one, to which mail may not go any more: that undoes nothing.
        """
        if template_prefix not in TOLD or not settings.READERS_GET_MAIL:
            return
        try:
            self.send_mail(template_prefix, email or user.email, {})
        except ImmediateHttpResponse:
            if not email:
                raise

    def pre_login(self, request, user, **kwargs):
        if not is_reader(user):
            return HttpResponseRedirect(reverse("admin:login"))
        return super().pre_login(request, user, **kwargs)

    def login(self, request, user) -> None:
        login(request, user, backend=BACKEND)
        request.session.set_expiry(SIGNED_IN_FOR)
        for method in request.session.get("account_authentication_methods", []):
            method.pop("email", None)  # the session says how they signed in; the address stands with the account only


class PasskeyAdapter(DefaultMFAAdapter):
    def is_mfa_enabled(self, user, types=None) -> bool:
        """A passkey is a way in beside the code, no second lock after it: whoever loses it still has their mail."""
        return False

    def _get_site_name(self) -> str:
        return settings.SITE_NAME

    def get_public_key_credential_user_entity(self, user) -> dict:
        entity = super().get_public_key_credential_user_entity(user)
        return entity | {"display_name": name_of(user)}
