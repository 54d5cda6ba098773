"""Keeps readers signed in, and nobody else: an account of the desk never gets a session without its password."""

from __future__ import annotations

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.models import User


class ReaderBackend(BaseBackend):
    """The backend of sessions that a code or a passkey began. It checks no password and gives no right.

    A reader who is made a member of the desk loses these sessions at once: the desk has a sign-in of its own.
    """

    def get_user(self, user_id) -> User | None:
        return User.objects.filter(pk=user_id, is_active=True, is_staff=False, is_superuser=False).first()
