"""Who of the desk signs in and out, and who fails to, in the audit log. When readers do is nobody's business."""

from __future__ import annotations

from django.contrib.admin.forms import AdminPasswordChangeForm
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import transaction

from articles.publishing import audit


class OwnPasswordForm(AdminPasswordChangeForm):
    """A person changes their own password; the log notes that, and never the password."""

    @transaction.atomic
    def save(self, commit=True):
        user = super().save(commit)
        audit.record(user, "change", user, before={"password": audit.WITHHELD}, after={"password": audit.WITHHELD})
        return user


def connect() -> None:
    """Listen to the sign-ins of Django. Called once, at start."""
    user_logged_in.connect(_signed_in, dispatch_uid="audit.signed_in")
    user_logged_out.connect(_signed_out, dispatch_uid="audit.signed_out")
    user_login_failed.connect(_failed, dispatch_uid="audit.sign_in_failed")


def _signed_in(sender, user, **kwargs) -> None:
    if user.is_staff:
        audit.record(user, "sign_in", user)


def _signed_out(sender, user, **kwargs) -> None:
    if user is not None and user.is_staff:  # a visitor who never signed in may sign out, too
        audit.record(user, "sign_out", user)


def _failed(sender, credentials, **kwargs) -> None:
    """A name is kept only when it is an account's: people type passwords into the field for names."""
    name = str(credentials.get("username") or "")
    user = get_user_model().objects.filter(username=name).only("pk", "username").first()
    audit.entry(
        None,
        "sign_in_failed",
        object_type="user",
        object_id=user.pk if user else 0,
        object_name=user.get_username() if user else "a name that nobody has",
        actor_name=audit.NOBODY,
    ).save(force_insert=True)
