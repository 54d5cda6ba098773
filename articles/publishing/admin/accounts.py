"""Accounts and groups of the desk: Django's own forms with tick-boxes that every reader of screens can name."""

from __future__ import annotations

from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.forms import CheckboxSelectMultiple

from articles.publishing.admin.combobox import DeskFields


class TickBoxes(DeskFields):
    """Many-to-many fields as tick-boxes: Django's pair of lists names its search boxes in a way ARIA forbids."""

    filter_horizontal: tuple[str, ...] = ()

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs["widget"] = CheckboxSelectMultiple()
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class AccountAdmin(TickBoxes, UserAdmin):
    list_filter = ["is_staff", "is_active", "groups"]
    form = UserAdmin.form  # not the desk’s: it knows what a password is


class GroupDesk(TickBoxes, GroupAdmin):
    pass
