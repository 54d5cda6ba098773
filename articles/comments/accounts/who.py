"""Who writes: the name and the address that a signed-in reader's comments bear."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.http import HttpRequest


@dataclass(frozen=True)
class Writer:
    """A person with an account. `email` may be "" for somebody of the desk; a reader's was proved by a code."""

    user: User
    name: str
    email: str


def writer_of(request: HttpRequest) -> Writer | None:
    """The signed-in person, or None for a guest. For pages that no cache keeps: it reads the session."""
    user = request.user
    if not user.is_authenticated or not user.is_active:
        return None
    return Writer(user=user, name=name_of(user), email=user.email.strip().lower())


def name_of(user: User) -> str:
    """The name shown with this person's comments. Of a reader it is one field; nobody's user name is ever shown."""
    return user.get_full_name().strip() or (user.get_username() if user.is_staff else "")


def is_reader(user: User) -> bool:
    """Whether this is a reader's account, and none of the desk."""
    return not (user.is_staff or user.is_superuser)
