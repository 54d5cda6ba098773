"""Accounts and groups of the desk: Django's own forms with tick-boxes that every reader of screens can name.

An account's form also holds the sections a person is limited to.
"""

from __future__ import annotations

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy

from articles.publishing.admin.audited import Audited
from articles.publishing.admin.combobox import DeskFields
from articles.publishing.admin.deleting import CountedDeletion
from articles.publishing.admin.rights_page import RightsPage
from articles.publishing.models import SectionRight


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
    show_facets = admin.ShowFacets.NEVER
    form = UserAdmin.form  # not the desk’s: it knows what a password is
    readonly_fields = ["last_login", "date_joined"]

    def get_readonly_fields(self, request, obj=None):
        """A reader's name and address are changed by the reader: the log, which forgets nothing, would keep them."""
        known = super().get_readonly_fields(request, obj)
        is_readers = obj is not None and not obj.is_staff and not obj.has_usable_password()
        return [*known, "username", "first_name", "last_name", "email"] if is_readers else known

    def get_inlines(self, request, obj):
        return [SectionRightInline] if obj else []


class GroupDesk(RightsPage, TickBoxes, Audited, GroupAdmin):
    """Groups, and the page of what each of them may do."""
