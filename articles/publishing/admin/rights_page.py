"""The page “Who may do what”: the table of verbs and groups as they are now, for everyone at the desk."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import Group
from django.db import models
from django.http import HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.publishing.rights import RIGHTS, words_of

ON_RECORDS = {
    "view": gettext_lazy("read"),
    "add": gettext_lazy("add"),
    "change": gettext_lazy("change"),
    "delete": gettext_lazy("delete"),
}


class RightsPage:
    """Joined into the admin of Group."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.rights_view)
        return [path("rights/", view, name="auth_group_rights"), *super().get_urls()]

    def rights_view(self, request):
        """Who may do what: the verbs of RIGHTS, and the records of the desk. Two queries."""
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        groups = Group.objects.order_by("name").prefetch_related("permissions__content_type")
        context = {
            **self.admin_site.each_context(request),
            "title": _("Who may do what"),
            "opts": self.opts,
            "groups": groups,
            "rows": rights_table(groups),
            "records": records_table(groups, self.admin_site._registry),
        }
        return TemplateResponse(request, "admin/auth/group/rights.html", context)


def held_by(groups: Iterable[Group]) -> list[set[str]]:
    """The permissions of each group, by name."""
    return [{f"{right.content_type.app_label}.{right.codename}" for right in each.permissions.all()} for each in groups]


def rights_table(groups: Iterable[Group]) -> list[dict]:
    """A row for each verb: `verb`, `permission`, and `cells`, whether each of `groups` may do it, administrators last."""
    held = held_by(groups)
    return [
        {
            "verb": words_of(verb),
            "permission": permission,
            "cells": [*(permission in rights for rights in held), True],
        }
        for verb, permission in RIGHTS.items()
    ]


def records_table(groups: Iterable[Group], kinds: Iterable[type[models.Model]]) -> list[dict]:
    """A row for each kind of record: `kind`, and `cells`, what each of `groups` may do with it, administrators last."""
    held = held_by(groups)
    rows = [{"kind": capfirst(kind._meta.verbose_name_plural), "cells": cells_of(kind, held)} for kind in kinds]
    return sorted(rows, key=lambda row: str(row["kind"]))


def cells_of(kind: type[models.Model], held: list[set[str]]) -> list[str]:
    names = {verb: f"{kind._meta.app_label}.{verb}_{kind._meta.model_name}" for verb in ON_RECORDS}
    theirs = [", ".join(str(ON_RECORDS[verb]) for verb, name in names.items() if name in rights) for rights in held]
    return [*theirs, ", ".join(str(words) for words in ON_RECORDS.values())]
