"""The combobox of the desk: one widget for every relation, over the admin's own autocomplete view and its rights.

It renders a plain select that holds only what is chosen; `static/js/desk-combobox.js` lays the WAI-ARIA combobox
over it. Django's own widget, Select2, has no label for screen readers.
"""

from __future__ import annotations

from django import forms
from django.contrib.admin.widgets import (
    AutocompleteMixin,
    AutocompleteSelect,
    AutocompleteSelectMultiple,
    RelatedFieldWidgetWrapper,
)
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.html import conditional_escape
from django.utils.translation import gettext as _
from js_asset import Script

from articles.publishing.admin.moment_field import DateTimeLocal, MomentField

LARGEST_KEY = 2**63 - 1


def is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 20 and int(text) <= LARGEST_KEY


class ComboboxMixin(AutocompleteMixin):
    """`known` maps ids to labels that were loaded with the object: what stands there needs no query."""

    known: dict[str, str] | None = None

    def get_url(self):
        """Django's search, or that of the related admin (`offers_at`), whose answers show more than a name."""
        related = self.admin_site._registry.get(self.field.remote_field.model)
        own = getattr(related, "offers_at", "")
        return reverse(f"{self.admin_site.name}:{own}") if own else super().get_url()

    def build_attrs(self, base_attrs, extra_attrs=None):
        attrs = forms.Widget.build_attrs(self, base_attrs, extra_attrs=extra_attrs)
        related = self.admin_site._registry.get(self.field.remote_field.model)
        if thumbnails := getattr(related, "thumbnails_at", ""):
            attrs["data-thumbnails"] = reverse(f"{self.admin_site.name}:{thumbnails}", args=[0])
        return attrs | {
            "class": f"{attrs.get('class', '')} desk-combobox".strip(),
            "data-url": self.get_url(),
            "data-app-label": self.field.model._meta.app_label,
            "data-model-name": self.field.model._meta.model_name,
            "data-field-name": self.field.name,
        }

    def optgroups(self, name, value, attr=None):
        # What was typed into an address or posted by hand may be no key at all, and no database has to be asked for it.
        chosen = [key for item in value if (key := str(item)) and is_key(key)]
        if chosen and not set(chosen) <= set(self.known or {}):
            return super().optgroups(name, chosen, attr)
        options = [(key, self.known[key]) for key in chosen] if self.known else []
        if not self.allow_multiple_selected:
            options.insert(0, ("", ""))
        return [
            (None, [self.create_option(name, key, label, key in chosen, index)], index)
            for index, (key, label) in enumerate(options)
        ]

    @property
    def media(self):
        return forms.Media(js=[Script("js/desk-combobox.js", type="module")])


class Combobox(ComboboxMixin, AutocompleteSelect):
    pass


class ComboboxMultiple(ComboboxMixin, AutocompleteSelectMultiple):
    def value_from_datadict(self, data, files, name):
        """What is no key is handed on as nothing, which the field refuses; a number too large would break the query."""
        return [value if is_key(str(value)) else "" for value in super().value_from_datadict(data, files, name) or []]


class LoadedLabelsForm(forms.ModelForm):
    """A form whose comboboxes take their labels from relations that are loaded with the instance already."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            widget = getattr(field.widget, "widget", field.widget)  # the admin wraps it to add its links
            if isinstance(widget, Combobox) and self._meta.model._meta.get_field(name).is_cached(self.instance):
                related = getattr(self.instance, name)
                widget.known = {str(related.pk): str(related)} if related else {}
            elif isinstance(widget, ComboboxMultiple) and name in self.initial:
                # Of a revision, or in the address of the form, topics are bare keys: those are looked up.
                loaded = [related for related in self.initial[name] if isinstance(related, models.Model)]
                widget.known = {str(related.pk): str(related) for related in loaded}


class DeskFields:
    """For an admin or an inline: a combobox for every relation, the browser's pickers for dates and times."""

    formfield_overrides = {
        models.DateTimeField: {"form_class": MomentField, "widget": DateTimeLocal},
        models.DateField: {"widget": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})},
    }
    form = LoadedLabelsForm

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if self.offers_autocomplete(db_field):
            kwargs.setdefault("widget", Combobox(db_field, self.admin_site, using=kwargs.get("using")))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if self.offers_autocomplete(db_field):
            kwargs.setdefault("widget", ComboboxMultiple(db_field, self.admin_site, using=kwargs.get("using")))
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """A moment names its zone. Beside a combobox: add another, change this one. Deleting what others refer to is no matter of this form.

        Help is text: the admin's template prints it as markup and would swallow the “<slug>” of an example.
        """
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field:
            field.help_text = conditional_escape(field.help_text)
        if isinstance(field, MomentField):
            zone = _("Time zone: %s.") % timezone.get_current_timezone_name()
            field.help_text = f"{field.help_text} {zone}".strip()
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = field.widget.can_view_related = False
        return field

    def offers_autocomplete(self, db_field) -> bool:
        related = self.admin_site._registry.get(db_field.remote_field.model)
        return bool(related and related.search_fields)
