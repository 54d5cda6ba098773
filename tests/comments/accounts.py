"""A reader with an account, as plain HTTP sees it: a client, the codes of the mails, no script."""

from __future__ import annotations

import re

from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client

from tests.comments.visitor import controls

BACKEND = "articles.comments.accounts.backend.ReaderBackend"
CODE = re.compile(r"Your code: (\S+)")


def make_reader(name: str = "Ada Reader", email: str = "ada@example.org") -> User:
    """A reader's account whose address was proved."""
    user = User(username=f"reader-of-{email}", first_name=name, email=email)
    user.set_unusable_password()
    user.save()
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def signed_in(user: User) -> Client:
    client = Client(enforce_csrf_checks=False)
    client.force_login(user, BACKEND)
    return client


def code_of_last_mail() -> str:
    found = CODE.search(mail.outbox[-1].body)
    assert found, mail.outbox[-1].body
    return found[1]


def fill(client: Client, url: str, **typed):
    """Open the page at `url` and send its form, with its token, as a browser without script does."""
    form = client.get(url)
    assert form.status_code == 200, form
    data = {name: value for name, value in controls(form).items() if name != "credential"}
    return client.post(url, {**data, **typed})


def sign_in(client: Client, email: str, next_url: str = ""):
    """By the mailed code, to the end; the last answer."""
    query = f"?next={next_url}" if next_url else ""
    asked = fill(client, f"/account/login/{query}", login=email)
    assert asked.status_code == 302, asked.text
    return fill(client, asked["Location"], code=code_of_last_mail(), action="verify")
