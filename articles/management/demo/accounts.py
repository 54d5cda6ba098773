"""The demo's accounts: made where none of that name stands, and what can truly be said about signing in to each."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import check_password
from django.contrib.auth.models import Group, User

from articles.management.demo.texts import read_json

# Known to everyone who reads this line: only a site that nobody else can reach gets it.
PASSWORD = "westport-harbour-demo"  # noqa: S105 - a demo's, printed on purpose
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
ADDRESS = "@westport.example"


@dataclass(frozen=True)
class Login:
    """An account of one of the demo's names. `password` is "" where it is not known."""

    username: str
    password: str
    group: str
    may: str
    of_the_demo: bool


def is_loopback() -> bool:
    return urlsplit(settings.SITE_URL).hostname in LOOPBACK


def make_users(cast: dict[str, Any]) -> dict[str, str]:
    """The demo's accounts. Returns the password of each that was made; an account of that name stays as it is."""
    passwords = {}
    accounts = get_user_model().objects
    for person in cast["users"]:
        if accounts.filter(username=person["username"]).exists():
            continue
        password = PASSWORD if is_loopback() else secrets.token_urlsafe(12)
        user = accounts.create_user(
            person["username"],
            email=person["username"] + ADDRESS,
            password=password,
            first_name=person["first_name"],
            last_name=person["last_name"],
            is_staff=True,
        )
        user.groups.add(Group.objects.get(name=person["group"]))
        passwords[person["username"]] = password
    return passwords


def logins(passwords: dict[str, str]) -> Iterator[Login]:
    """The accounts of the demo's names that stand now; `passwords` are those known because they were just made."""
    cast = read_json("cast.json")["users"]
    named = get_user_model().objects.filter(username__in=[person["username"] for person in cast])
    stored = {user.get_username(): user for user in named}
    for person in cast:
        name = person["username"]
        if user := stored.get(name):
            password = passwords.get(name) or known_password(user)
            yield Login(name, password, person["group"], person["may"], of_the_demo=user.email == name + ADDRESS)


def known_password(user: User) -> str:
    """The demo's own where it still opens this account and only this machine can reach it, else ""."""
    return PASSWORD if is_loopback() and check_password(PASSWORD, user.password) else ""


def account(username: str, right: str) -> User | None:
    """The account of that name; None (the command line) when an older one of that name may not do the work."""
    user = get_user_model().objects.get(username=username)
    return user if user.is_active and user.has_perm(right) else None
