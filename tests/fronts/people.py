"""People who may work on the front page, whatever the groups of the desk hold."""

from __future__ import annotations

from django.contrib.auth.models import Permission

from tests.world import make_user

RIGHTS = "view_slot change_slot add_frontedition view_frontedition add_banner change_banner view_banner".split()


def front_editor(name: str = "fia", *, without: str = ""):
    """An editor with every right on the front page, save those named in `without`."""
    user = make_user(name, "Editor")
    user.user_permissions.set(Permission.objects.filter(codename__in=RIGHTS))
    if without:
        taken = Permission.objects.filter(codename__in=without.split())
        user.user_permissions.remove(*taken)
        for group in user.groups.all():
            group.permissions.remove(*taken)
    return user
