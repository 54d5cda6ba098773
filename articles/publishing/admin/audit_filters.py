"""What the audit log is filtered by: verb, person, kind of object, day. None of it asks the log which values it holds."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.publishing.audit import COMMAND_LINE, VERBS

DAYS = 14  # days that the filter offers; any other goes by ?day=2026-05-01
PEOPLE = 200  # names that the filter offers


class VerbFilter(admin.SimpleListFilter):
    """By the verbs we know: asking the table which ones it holds would read all of it."""

    title = gettext_lazy("verb")
    parameter_name = "verb"

    def lookups(self, request, model_admin):
        return list(VERBS.items())

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
