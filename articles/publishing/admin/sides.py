"""A form as one side of a merge: every field and row as a browser would post it, so that sides can be compared.

There are three sides: mine (what was posted), theirs (the article as it stands) and the base both began with. A value
is a list of strings. Mine goes through the form's own cleaning first; a value that is not valid stays as it was typed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models
from django.http import QueryDict

from articles.publishing.merging import Posted

VERSION = "version"


def posted(field: forms.Field, value: Any) -> list[str]:
    """`value` of `field` as a browser posts it. What is not chosen or not ticked is an empty list."""
    value = field.prepare_value(value)
    widget = plain_widget(field)
    if isinstance(widget, forms.CheckboxInput):
        return ["on"] if value else []
    shown = widget.format_value(value)
    if isinstance(shown, list | tuple):
        chosen = sorted(str(item) for item in shown if item not in {None, ""})
        return chosen if getattr(widget, "allow_multiple_selected", False) else chosen or [""]
    return ["" if shown is None else str(shown).replace("\r\n", "\n")]


def plain_widget(field: forms.Field) -> Any:
    return getattr(field.widget, "widget", field.widget)  # the admin wraps those of relations to add its links


def values_of(form: forms.BaseForm, *, skip: Iterable[str] = (VERSION,)) -> Posted:
    """The values of a form by field name: what it was filled with, or, of a bound one, what was posted, cleaned."""
    found: Posted = {}
    if form.is_bound:
        form.full_clean()
    for name, field in form.fields.items():
        if name in skip:
            continue
        if not form.is_bound:
            found[name] = posted(field, form.get_initial_for_field(field, name))
        elif name in form.cleaned_data:
            found[name] = posted(field, form.cleaned_data[name])
        else:
            found[name] = form.data.getlist(form.add_prefix(name)) or [""]
    return found


@dataclass(frozen=True)
class Row:
    """One row of an inline. `pk` is "" for one that is not stored."""

    pk: str
    values: Posted

    def key(self) -> tuple:
        """What makes two rows the same, wherever they are stored."""
        return tuple((name, tuple(filter(None, values))) for name, values in sorted(self.values.items()))


@dataclass(frozen=True)
class Group:
    """The rows of one inline as each side has them; `base` is None when nobody knows."""

    prefix: str
    label: str
    form_class: Any  # a class of ModelForm
    base: list[Row] | None
    mine: list[Row]
    theirs: list[Row]
    can_delete: bool

    def is_same(self, one: list[Row] | None, other: list[Row]) -> bool:
        return one is not None and sorted(row.key() for row in one) == sorted(row.key() for row in other)

    def to_post(self, wanted: list[Row]) -> Posted:
        """What to post so that the rows that are stored (theirs) become those of `wanted`."""
        kept = {row.pk: row for row in wanted if row.pk}
        rows: list[tuple[Row, bool]] = [(kept.get(row.pk, row), row.pk not in kept) for row in self.theirs]
        stored = {row.pk for row in self.theirs}
        rows += [(Row("", row.values), False) for row in wanted if row.pk not in stored]
        found: Posted = {
            f"{self.prefix}-TOTAL_FORMS": [str(len(rows))],
            f"{self.prefix}-INITIAL_FORMS": [str(len(self.theirs))],
            f"{self.prefix}-MIN_NUM_FORMS": ["0"],
            f"{self.prefix}-MAX_NUM_FORMS": ["1000"],
        }
        pk_name = self.form_class._meta.model._meta.pk.name
        for number, (row, deleted) in enumerate(rows):
            prefix = f"{self.prefix}-{number}"
            found |= {f"{prefix}-{name}": values for name, values in row.values.items()}
            found[f"{prefix}-{pk_name}"] = [row.pk]
            if deleted and self.can_delete:
                found[f"{prefix}-DELETE"] = ["on"]
        return found


def group_of(
    formset_class: type[forms.BaseInlineFormSet],
    *,
    article: models.Model,
    stored: models.QuerySet,
    data: QueryDict,
    prefix: str,
    base: list[models.Model] | None,
) -> Group:
    """One inline as three sides. One query for the rows that are stored, and what cleaning the posted ones takes."""
    form_class = formset_class.form
    formset: Any = formset_class(instance=article, prefix=prefix, queryset=stored)
    present = {str(row.pk): row for row in formset.queryset}

    def of_instance(row: models.Model) -> Row:
        return Row(str(row.pk or ""), values_of(form_class(instance=row), skip=("DELETE",)))

    theirs = [of_instance(row) for row in present.values()]
    # A form without this inline (no right to it) says nothing about it.
    asked = f"{prefix}-TOTAL_FORMS" in data
    return Group(
        prefix=prefix,
        label=str(formset.model._meta.verbose_name_plural),
        form_class=form_class,
        base=None if base is None else [of_instance(row) for row in base],
        mine=_posted_rows(form_class, article, present, data, prefix) if asked else theirs,
        theirs=theirs,
        can_delete=formset_class.can_delete,
    )


def _posted_rows(
    form_class: Any,
    article: models.Model,
    present: dict[str, models.Model],
    data: QueryDict,
    prefix: str,
) -> list[Row]:
    """The rows as posted, without those marked for deletion and the empty ones that nobody filled in."""
    total = data.get(f"{prefix}-TOTAL_FORMS", "0")
    rows = []
    model = form_class._meta.model
    for number in range(min(int(total) if total.isascii() and total.isdigit() else 0, 1000)):
        row_prefix = f"{prefix}-{number}"
        pk = data.get(f"{row_prefix}-{model._meta.pk.name}", "")
        if data.get(f"{row_prefix}-DELETE"):
            continue
        instance = copy(present[pk]) if pk in present else model(article=article)
        form = form_class(data, prefix=row_prefix, instance=instance, use_required_attribute=False)
        if pk or form.changed_data:
            rows.append(Row(pk, values_of(form, skip=("DELETE",))))
    return rows


def words_for(fields: dict[str, forms.Field], rows: Iterable[Posted]) -> Callable[[str, list[str]], str]:
    """A function from a field's name and posted values to words. One query for each relation that has any value."""
    chosen: dict[str, set[str]] = {}
    for values in rows:
        for name, some in values.items():
            if isinstance(fields.get(name), forms.ModelChoiceField):
                chosen.setdefault(name, set()).update(value for value in some if value.isdigit())
    names = {
        name: {str(item.pk): str(item) for item in fields[name].queryset.model._default_manager.filter(pk__in=keys)}
        for name, keys in chosen.items()
        if keys
    }

    def words(name: str, values: list[str]) -> str:
        field = fields[name]
        if isinstance(field, forms.ModelChoiceField):
            return ", ".join(names.get(name, {}).get(value, value) for value in values if value)
        if isinstance(field, forms.ChoiceField):
            choices: Any = field.choices
            labels = {str(key): str(label) for key, label in choices}
            return ", ".join(labels.get(value, value) for value in values if value)
        if isinstance(plain_widget(field), forms.CheckboxInput):
            return "✓" if values else "–"
        return " ".join(values).replace("T", " ") if isinstance(field, forms.DateTimeField) else " ".join(values)

    return words
