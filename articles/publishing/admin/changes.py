"""What a form of the admin changed, in words, for the audit log: field by field, inlines included."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.forms import BaseForm, BaseModelFormSet
from django.forms.models import ModelChoiceField, ModelMultipleChoiceField

from articles.publishing.audit import LONG, WITHHELD

Values = dict[str, Any]
MANY = 50  # rows of a relation that an entry names; a table of rights has more, and the count says so


def changes_of(form: BaseForm, formsets: list[BaseModelFormSet] | None, *, add: bool) -> tuple[Values, Values]:
    """(before, after) of the fields a saved form changed, by field name; rows of inlines as “statement 3: state”.

    A row that was added has a value after only, a deleted one before only. Asks the database only for the labels of
    relations that changed. Both are empty when nothing changed.
    """
    before: Values = {}
    after: Values = {}
    for name in form.changed_data:
        if name not in form.fields:  # Django's forms of passwords name the column so
            before[name] = after[name] = WITHHELD
        elif not is_noise(form, name):
            if not add:
                before[name] = shown(form, name, form.get_initial_for_field(form.fields[name], name))
            after[name] = shown(form, name, form.cleaned_data.get(name))
    for formset in formsets or []:
        add_rows(formset, before, after)
    return before, after


def is_noise(form: BaseForm, name: str) -> bool:
    """A text that differs by its line ends alone: browsers post them as the standard of 1996 has it."""
    initial, posted = form.get_initial_for_field(form.fields[name], name), form.cleaned_data.get(name)
    return isinstance(initial, str) and isinstance(posted, str) and unix(initial) == unix(posted)


def unix(text: str) -> str:
    return text.replace("\r\n", "\n")


def add_rows(formset: Any, before: Values, after: Values) -> None:
    for row in formset.new_objects:
        after[label(row)] = words(row)
    gone = {id(row) for row in formset.deleted_objects}  # a row that was added and struck out at once never was
    for form in (form for form in formset.deleted_forms if id(form.instance) in gone):
        before[label(form.instance, form[formset.model._meta.pk.name].value())] = words(form.instance)
    forms = {form.instance.pk: form for form in formset.initial_forms}
    for row, names in formset.changed_objects:
        form = forms[row.pk]
        for name in names:
            before[f"{label(row)}: {name}"] = shown(form, name, form.get_initial_for_field(form.fields[name], name))
            after[f"{label(row)}: {name}"] = shown(form, name, form.cleaned_data.get(name))


def label(row: models.Model, number: Any = None) -> str:
    """“statement 3”. A row that was deleted has lost its number, so it is told."""
    return f"{row._meta.verbose_name} {number or row.pk}"


def shown(form: BaseForm, name: str, value: Any) -> Any:
    """A value as JSON holds it: relations by their names, everything else by its words; not what a form has `withheld`."""
    if name in getattr(form, "withheld", ()):
        return WITHHELD
    field: Any = form.fields[name]  # the stubs think that a choice of rows may have no rows
    if isinstance(field, ModelMultipleChoiceField):
        return names_of(field, value)
    if isinstance(field, ModelChoiceField) and not isinstance(value, models.Model):
        choices: Any = field.queryset
        row = choices.model._default_manager.filter(pk=value).first() if value else None
        return str(row) if row else None
    return words(value)


def names_of(field: Any, value: Any) -> list[str]:
    rows = list(value or [])
    if rows and not isinstance(rows[0], models.Model):
        rows = list(field.queryset.model._default_manager.filter(pk__in=rows))
    names = sorted(str(row) for row in rows)
    return names if len(names) <= MANY else [*names[:MANY], f"… {len(names)} in all"]


def words(value: Any) -> Any:
    if value is None or isinstance(value, bool | int):
        return value
    text = str(value)
    return text if len(text) <= LONG * 100 else text[: LONG * 100]
