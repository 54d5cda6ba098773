"""Accounts and groups of the desk: Django's own forms with tick-boxes that every reader of screens can name.

An account's form also holds the sections a person is limited to; a page of the groups shows who may do what.
"""

from __future__ import annotations

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group
from django.forms import CheckboxSelectMultiple
from django.http import HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.publishing.admin.audited import Audited
from articles.publishing.admin.combobox import DeskFields
from articles.publishing.admin.deleting import CountedDeletion
from articles.publishing.models import SectionRight
from articles.publishing.rights import RIGHTS


class TickBoxes(DeskFields):
    """Many-to-many fields as tick-boxes: Django's pair of lists names its search boxes in a way ARIA forbids."""

    filter_horizontal: tuple[str, ...] = ()

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs["widget"] = CheckboxSelectMultiple()
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class SectionRightInline(DeskFields, admin.StackedInline):
    """Its rows are seen and changed by those with the rights on section rights: no group has them, administrators do."""

    model = SectionRight
    fields = ["section"]
    extra = 0
    verbose_name = gettext_lazy("section")
    verbose_name_plural = gettext_lazy("limited to these sections (none: no limit)")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("section")


class AccountAdmin(TickBoxes, CountedDeletion, Audited, UserAdmin):
    list_filter = ["is_staff", "is_active", "groups"]
    form = UserAdmin.form  # not the desk’s: it knows what a password is
    readonly_fields = ["last_login", "date_joined"]

    def get_inlines(self, request, obj):
        return [SectionRightInline] if obj else []


class GroupDesk(TickBoxes, Audited, GroupAdmin):
    def get_urls(self):
        view = self.admin_site.admin_view(self.rights_view)
        return [path("rights/", view, name="auth_group_rights"), *super().get_urls()]

    def rights_view(self, request):
        """Who may do what, for everyone at the desk: the verbs of RIGHTS, and the groups as they are now. Two queries."""
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        groups = Group.objects.order_by("name").prefetch_related("permissions__content_type")
        context = {
            **self.admin_site.each_context(request),
            "title": _("Who may do what"),
            "opts": self.opts,
            "groups": groups,
            "rows": rights_table(groups),
        }
        return TemplateResponse(request, "admin/auth/group/rights.html", context)


def rights_table(groups) -> list[dict]:
    """A row for each verb: `verb`, `permission`, and `cells`, whether each of `groups` may do it, administrators last."""
    held = [
        {f"{right.content_type.app_label}.{right.codename}" for right in group.permissions.all()} for group in groups
    ]
    return [
        {
            "verb": verb.replace("_", " "),
            "permission": permission,
            "cells": [*(permission in rights for rights in held), True],
        }
        for verb, permission in RIGHTS.items()
    ]
