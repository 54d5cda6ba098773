"""The audit log at the desk: read, filtered, searched, never written."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.publishing.admin.base import ReadOnlyAdmin
from articles.publishing.admin.live_state import moment
from articles.publishing.audit import COMMAND_LINE, VERBS

DAYS = 14  # days that the filter offers; any other goes by ?day=2026-05-01
PEOPLE = 200  # names that the filter offers


class VerbFilter(admin.SimpleListFilter):
    """By the verbs we know: asking the table which ones it holds would read all of it."""

    title = gettext_lazy("verb")
    parameter_name = "verb"

    def lookups(self, request, model_admin):
        return [(verb, verb.replace("_", " ")) for verb in VERBS]

    def queryset(self, request, queryset):
        return queryset.filter(verb=self.value()) if self.value() else queryset


class KindFilter(admin.SimpleListFilter):
    title = gettext_lazy("kind of object")
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        registered = [model._meta for model in model_admin.admin_site._registry]
        return sorted(((meta.model_name, meta.verbose_name) for meta in registered), key=lambda kind: str(kind[1]))

    def queryset(self, request, queryset):
        return queryset.filter(object_type=self.value()) if self.value() else queryset


class PersonFilter(admin.SimpleListFilter):
    """The people of the desk, and the command line."""

    title = gettext_lazy("who")
    parameter_name = "who"

    def lookups(self, request, model_admin):
        staff = get_user_model().objects.filter(is_staff=True).order_by("username").values_list("pk", "username")
        return [("command", COMMAND_LINE), *((str(pk), name) for pk, name in staff[:PEOPLE])]

    def queryset(self, request, queryset):
        if self.value() == "command":
            return queryset.filter(actor__isnull=True, actor_name=COMMAND_LINE)
        return queryset.filter(actor=self.value()) if (self.value() or "").isdecimal() else queryset


class DayFilter(admin.SimpleListFilter):
    """One day, in the desk's time zone."""

    title = gettext_lazy("day")
    parameter_name = "day"

    def lookups(self, request, model_admin):
        today = timezone.localdate()
        days = [today - timedelta(days=ago) for ago in range(DAYS)]
        chosen = day_of(self.value())
        if chosen and chosen not in days:
            days.append(chosen)
        return [(day.isoformat(), _("today") if day == today else date_format(day, "D j M Y")) for day in days]

    def queryset(self, request, queryset):
        day = day_of(self.value())
        if day is None:
            return queryset
        return queryset.filter(at__gte=midnight(day), at__lt=midnight(day + timedelta(days=1)))


def day_of(value: str | None) -> date | None:
    try:
        return parse_date(value or "")
    except ValueError:  # well written, and no day of the calendar
        return None


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


class AuditEntryAdmin(ReadOnlyAdmin):
    list_display = ["at_shown", "actor_name", "verb", "kind", "object_shown", "note"]
    list_display_links = ["at_shown"]
    list_filter = [VerbFilter, PersonFilter, KindFilter, DayFilter]
    search_fields = ["object_name"]
    search_help_text = gettext_lazy("Words of the name of the object, such as a headline.")
    fields = ["at", "actor_name", "origin", "verb", "kind", "object_shown", "of_object", "note", "changes"]
    readonly_fields = fields

    @admin.display(description=gettext_lazy("when"), ordering="at")
    def at_shown(self, entry):
        return moment(entry.at)

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
        return change_table(entry.before, entry.after)

    def lookup_allowed(self, lookup, value, request):
        return lookup == "object_id" or super().lookup_allowed(lookup, value, request)


def change_table(before: dict, after: dict) -> SafeString | str:
    """Field, before, after: a row for each field that either names."""
    names = list(dict.fromkeys([*before, *after]))
    if not names:
        return "–"
    rows = [(name, in_words(before.get(name)), in_words(after.get(name))) for name in names]
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
