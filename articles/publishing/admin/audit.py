"""The audit log at the desk: read, filtered, searched, never written."""

from __future__ import annotations

from django.contrib import admin
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.publishing import audit
from articles.publishing.admin.audit_filters import DayFilter, KindFilter, PersonFilter, VerbFilter
from articles.publishing.admin.base import ReadOnlyAdmin
from articles.publishing.admin.live_state import moment

FIELDS = 3  # of a change that a line of the list names
CELL = 40  # characters of each value there


class AuditEntryAdmin(ReadOnlyAdmin):
    list_display = ["at_shown", "actor_name", "origin", "verb_shown", "kind", "object_shown", "changed", "note"]
    list_display_links = ["at_shown"]
    list_filter = [VerbFilter, PersonFilter, KindFilter, DayFilter]
    search_fields = ["object_name"]
    search_help_text = gettext_lazy("Words of the name of the object, such as a headline.")
    fields = ["at", "actor_name", "origin", "verb_shown", "kind", "object_shown", "of_object", "note", "changes"]
    readonly_fields = fields

    def get_changelist_instance(self, request):
        changelist = super().get_changelist_instance(request)
        audit.cover(changelist.result_list)
        return changelist

    def get_search_results(self, request, queryset, search_term):
        found, duplicates = super().get_search_results(request, queryset, search_term)
        return (audit.readable(found) if search_term else found), duplicates

    def get_object(self, request, object_id, from_field=None):
        entry = super().get_object(request, object_id, from_field)
        if entry is not None:
            audit.cover([entry])
        return entry

    @admin.display(description=gettext_lazy("when"), ordering="at")
    def at_shown(self, entry):
        return moment(entry.at)

    @admin.display(description=gettext_lazy("verb"), ordering="verb")
    def verb_shown(self, entry):
        return entry.verb_shown

    @admin.display(description=gettext_lazy("what changed"))
    def changed(self, entry):
        return change_line(entry.before, entry.after) or self.get_empty_value_display()

    @admin.display(description=gettext_lazy("kind of object"))
    def kind(self, entry):
        registered = {model._meta.model_name: model._meta.verbose_name for model in self.admin_site._registry}
        return registered.get(entry.object_type, entry.object_type)

    @admin.display(description=gettext_lazy("object"))
    def object_shown(self, entry):
        url = self.address_of(entry)
        return format_html('<a href="{}">{}</a>', url, entry.object_name) if url else entry.object_name

    def address_of(self, entry) -> str | None:
        """The form of the object; of one that was deleted there is none."""
        if entry.verb == "delete" or not entry.object_id:
            return None
        label = "auth" if entry.object_type in {"user", "group"} else "articles"
        try:
            return reverse(f"admin:{label}_{entry.object_type}_change", args=[entry.object_id])
        except NoReverseMatch:
            return None

    @admin.display(description=gettext_lazy("its history"))
    def of_object(self, entry):
        query = {"kind": entry.object_type, "object_id": entry.object_id}
        url = reverse("admin:articles_auditentry_changelist", query=query)
        return format_html('<a href="{}">{}</a>', url, _("All entries on this object"))

    @admin.display(description=gettext_lazy("what changed"))
    def changes(self, entry):
        return change_table(entry.before, entry.after) or self.get_empty_value_display()

    def lookup_allowed(self, lookup, value, request):
        return lookup == "object_id" or super().lookup_allowed(lookup, value, request)


def change_line(before: dict, after: dict) -> SafeString | str:
    """The first fields of a change on one line, each cut short; the entry’s own page has all of it."""
    names = list(dict.fromkeys([*before, *after]))
    if not names:
        return ""
    words = [(name_of(name), told(name, before, after)) for name in names[:FIELDS]]
    line = format_html_join("", "<div><b>{}</b>: {}</div>", words)
    more = len(names) - FIELDS
    return format_html("{}<div>{}</div>", line, _("and %d more") % more) if more > 0 else line


def told(name: str, before: dict, after: dict) -> SafeString:
    """Was → is; of a field that one side does not name, what the other says."""
    sides = [Truncator(in_words(side[name])).chars(CELL) for side in (before, after) if name in side]
    return format_html_join(" → ", "<bdi>{}</bdi>", [(side,) for side in sides])


def name_of(field: str) -> str:
    return field.replace("_", " ")


def change_table(before: dict, after: dict) -> SafeString | str:
    """Field, before, after: a row for each field that either names."""
    names = list(dict.fromkeys([*before, *after]))
    if not names:
        return ""
    rows = [(name_of(name), in_words(before.get(name)), in_words(after.get(name))) for name in names]
    body = format_html_join(
        "",
        '<tr><th scope="row">{}</th><td dir="auto"><del>{}</del></td><td dir="auto"><ins>{}</ins></td></tr>',
        rows,
    )
    return format_html(
        '<table class="changes"><thead><tr><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th></tr>'
        "</thead><tbody>{}</tbody></table>",
        _("field"),
        _("before"),
        _("after"),
        body,
    )


def in_words(value) -> str:
    if value is None or value in ("", [], {}):
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "; ".join(str(item) for item in value) if isinstance(value, list) else str(value)
