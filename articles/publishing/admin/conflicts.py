"""A save that is out of date, at the desk: nothing is written, and a page shows both versions and takes the picks.

Mixed into the admin of Article. Check and save stand in one transaction under the article's row lock, so that of two
saves at once one is second. The merge is posted to the form's own address and goes through the same check and the same
form as any save; what both sides have then is what is saved.
"""

from __future__ import annotations

from copy import copy
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ActionLocation
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.db import router, transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.publishing import conflicts, merging, revisions
from articles.publishing.admin.sides import VERSION, Group, Row, group_of, values_of, words_for
from articles.publishing.merging import BODY, MINE, SETTLED, THEIRS, Posted, Unit
from articles.publishing.models import Article
from articles.publishing.passages import words_of_blocks

MERGE = "_merge"  # the mark of a posted merge; its value is the version that both sides began with
REST = "rest"
BUTTONS = frozenset(
    {"csrfmiddlewaretoken", "_save", "_continue", "_addanother", "_verb", "_minor", "action", VERSION, MERGE}
)


class ConflictsMixin:
    """Guards the change form of Article."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        go_on = super().changeform_view
        writes = request.method == "POST" and object_id is not None and not getattr(request, "words_only", False)
        if not writes or is_action_alone(request):
            return go_on(request, object_id, form_url, extra_context)
        with transaction.atomic(using=router.db_for_write(self.model)):
            refused = self.refusal(request, unquote(object_id))
            return refused or go_on(request, object_id, form_url, extra_context)

    def refusal(self, request: HttpRequest, pk: str) -> HttpResponse | None:
        """The page that answers a save that must not be; None, with the row locked, for one that may go on.

        A posted merge becomes the post of the form that it stands for.
        """
        article = self.get_object(request, pk)
        if article is None:
            return self.gone_page(request)
        if not self.has_change_permission(request, article):
            return None
        if MERGE in request.POST:
            began, merge = number(request.POST[MERGE]), merging.put_together(request.POST.lists())
            if merge.missing:
                messages.error(request, _("Nothing is saved yet. Pick one for each change marked below."))
                request.POST = as_form(request, merging.put_together(request.POST.lists(), otherwise=MINE).values)
                return self.conflict_page(request, article, began, merge.picks)
            request.POST = as_form(request, merge.values)
        version = version_posted(request)
        try:
            conflicts.lock_at(article.pk, version)
        except conflicts.Stale as stale:
            if conflicts.only_parts_changed(stale.article, version, self.parts_elsewhere(request, article)):
                return None
            return self.conflict_page(request, self.get_object(request, pk), version)
        except Article.DoesNotExist:
            return self.gone_page(request)
        return None

    def parts_elsewhere(self, request: HttpRequest, article: Article) -> set[str]:
        """The rows of a story that this form does not show, such as its statements: no save of it touches them."""
        here = {formset_class.model for formset_class, _inline in self.get_formsets_with_inlines(request, article)}
        return {name for name, part in revisions.parts().items() if part.model not in here}

    def conflict_page(
        self, request: HttpRequest, article: Article, version: int | None, picks: dict[str, str] | None = None
    ) -> HttpResponse:
        """Both versions, word by word, with what can be picked. 409: it is the answer to a save that was refused."""
        since = conflicts.since(article, version)
        units = self.units(request, article, since.base.content if since.base else None)
        for unit in units:
            # Places in the body are counted anew; a pick made for one must not stand at another.
            if not unit.settled and picks and picks.get(unit.name) in unit.values and not unit.name.startswith(BODY):
                unit.picked = picks[unit.name]
        if request.POST.get("_verb") == "withdraw":
            url = reverse("admin:articles_article_withdraw", args=[article.pk])
            link = format_html('<a href="{}">{}</a>', url, _("Withdraw without saving these changes"))
            messages.warning(request, link)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Not saved: the article changed while you had it open"),
            "opts": self.opts,
            "original": article,
            "since": since,
            "version": article.version,
            "began": "" if version is None else version,
            "contested": [unit for unit in units if unit.contested],
            "by_themselves": [unit for unit in units if not unit.settled and not unit.contested],
            "units": units,
            "back": reverse("admin:articles_article_change", args=[article.pk]),
        }
        response = TemplateResponse(request, "admin/articles/article/conflict.html", context, status=409)
        response["Cache-Control"] = "no-store"
        return response

    def units(self, request: HttpRequest, article: Article, base: dict[str, Any] | None) -> list[Unit]:
        """Everything of the form as what can be picked or is settled, in the order of the form."""
        fieldsets = self.get_fieldsets(request, article)
        form_class = self.get_form(request, article, change=True, fields=flatten_fieldsets(fieldsets))
        theirs = form_class(instance=article)
        sides = {
            MINE: values_of(form_class(request.POST, request.FILES, instance=copy(article))),
            THEIRS: values_of(theirs),
        }
        if base is not None:
            held = revisions.working_copy_of(article, base)
            sides["base"] = values_of(form_class(instance=held, initial={"topics": base.get("topics", [])}))
        units = field_units(theirs.fields, sides)
        groups = self.groups(request, article, base)
        units += [group_unit(group) for group in groups]
        prefixes = tuple(f"{group.prefix}-" for group in groups)
        known = {*sides[MINE], *BUTTONS}
        rest = {
            name: values
            for name, values in request.POST.lists()
            if name not in known and ":" not in name and not name.startswith(prefixes)
        }
        return [*units, Unit(REST, "", {SETTLED: rest})]

    def groups(self, request: HttpRequest, article: Article, base: dict[str, Any] | None) -> list[Group]:
        parts = {part.model: (name, part) for name, part in revisions.parts().items()}
        found: list[Group] = []
        prefixes: dict[str, int] = {}
        for formset_class, inline in self.get_formsets_with_inlines(request, article):
            prefix = formset_class.get_default_prefix()
            prefixes[prefix] = prefixes.get(prefix, 0) + 1
            if prefixes[prefix] != 1:
                prefix = f"{prefix}-{prefixes[prefix]}"  # as ModelAdmin names them
            name, part = parts.get(formset_class.model, ("", None))
            held = part.rows(article, base[name]) if part and base is not None and name in base else None
            found.append(
                group_of(
                    formset_class,
                    article=article,
                    stored=inline.get_queryset(request),
                    data=request.POST if inline.has_change_permission(request, article) else QueryDict(),
                    prefix=prefix,
                    base=held,
                )
            )
        return found

    def gone_page(self, request: HttpRequest) -> HttpResponse | None:
        """For a form whose article was deleted: what was typed, to be copied. None for whoever may not write at all."""
        if not self.has_change_permission(request):
            return None
        posted = request.POST.lists()
        if MERGE in request.POST:
            posted = merging.put_together(posted, otherwise=MINE).values.items()
        typed = [(name, value) for name, values in posted for value in values if name not in BUTTONS and value.strip()]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Not saved: this article was deleted"),
            "opts": self.opts,
            "typed": typed,
        }
        return TemplateResponse(request, "admin/articles/article/gone.html", context, status=409)


def field_units(fields: dict[str, forms.Field], sides: dict[str, Posted]) -> list[Unit]:
    """A unit for each field, several for the body. A few queries for the names of relations that differ."""
    base, mine, theirs = sides.get("base"), sides[MINE], sides[THEIRS]
    differing = {name for name in theirs if compared(mine[name]) != compared(theirs[name])}
    words = words_for(fields, [{name: side[name] for name in differing} for side in sides.values()])
    units = []
    for name in theirs:
        label = capfirst(str(fields[name].label or name))
        if name == BODY:
            texts = [side[name][0] if side else None for side in (base, mine, theirs)]
            made = merging.body_units(
                texts[0], texts[1] or "", texts[2] or "", label=label, words=words_of_blocks(*texts)
            )
            units += made or [Unit(f"{BODY}.0", label, {SETTLED: {BODY: [""]}})]
            continue
        picked = merging.pick_between(
            compared(base[name]) if base else None, compared(mine[name]), compared(theirs[name]), known=base is not None
        )
        made_one = merging.unit(name, label, mine={name: mine[name]}, theirs={name: theirs[name]}, picked=picked)
        if not made_one.settled:
            lines = [[words(name, side[name])] if side else None for side in (base, mine, theirs)]
            merging.show(made_one, lines[0], lines[1] or [], lines[2] or [])
        units.append(made_one)
    return units


def group_unit(group: Group) -> Unit:
    same = group.is_same(group.mine, group.theirs)
    if same:
        picked = SETTLED
    elif group.is_same(group.base, group.mine):
        picked = THEIRS
    else:
        picked = MINE if group.is_same(group.base, group.theirs) else ""
    made = merging.unit(
        group.prefix,
        capfirst(group.label),
        mine=group.to_post(group.mine),
        theirs=group.to_post(group.theirs),
        picked=picked,
    )
    if not made.settled:
        lines = [None if rows is None else lines_of(group, rows) for rows in (group.base, group.mine, group.theirs)]
        merging.show(made, lines[0], lines[1] or [], lines[2] or [])
    return made


def lines_of(group: Group, rows: list[Row]) -> list[str]:
    """Each row in a line of words."""
    fields = group.form_class.base_fields
    words = words_for(fields, [row.values for row in [*group.mine, *group.theirs, *(group.base or [])]])
    return [
        " · ".join(filter(None, [words(name, values) for name, values in row.values.items() if name in fields]))
        for row in rows
    ]


def compared(values: list[str]) -> list[str]:
    return [value.strip() for value in values if value.strip()]


def is_action_alone(request: HttpRequest) -> bool:
    """Django's own form of actions, which saves nothing of the form."""
    saves = {"_save", "_continue", "_addanother", "_verb", MERGE, VERSION, "headline"}
    return f"{ActionLocation.CHANGE_FORM.value}-action" in request.POST and saves.isdisjoint(request.POST)


def as_form(request: HttpRequest, values: Posted) -> QueryDict:
    """The posted merge as an ordinary post of the form, which saves and stays in the form."""
    form = QueryDict(mutable=True)
    for name, some in values.items():
        form.setlist(name, some)
    form[VERSION] = request.POST.get(VERSION, "")
    form["_continue"] = "1"
    return form


def version_posted(request: HttpRequest) -> int | None:
    return number(request.POST.get(VERSION, ""))


def number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
