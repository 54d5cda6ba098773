"""The story budget and the calendar: two plain pages of the desk, for whoever may read articles. Made to be printed."""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, date, timedelta

from django import forms
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.desk import budget


class DayForm(forms.Form):
    day = forms.DateField(
        label=gettext_lazy("Day"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": gettext_lazy("Write the day as 2026-11-30. Today is shown instead.")},
    )

    def clean_day(self):
        """A day with room on both sides for a month: Python's dates end."""
        day = self.cleaned_data["day"]
        if day and not MINYEAR + 1 < day.year < MAXYEAR - 1:
            raise forms.ValidationError(_("That day is too far away. Today is shown instead."))
        return day

    def chosen(self) -> date:
        return (self.is_valid() and self.cleaned_data["day"]) or timezone.localdate()


class SpanForm(DayForm):
    VIEWS = [("month", gettext_lazy("month")), ("week", gettext_lazy("week"))]
    view = forms.ChoiceField(label=gettext_lazy("Show"), choices=VIEWS, required=False)

    def view_chosen(self) -> str:
        self.is_valid()
        return self.cleaned_data.get("view") or "month"


class DayPages:
    """Joined into the admin of Article."""

    def get_urls(self):
        pages = [
            path(f"{name}/", self.admin_site.admin_view(view), name=f"articles_article_{name}")
            for name, view in (("budget", self.budget_view), ("calendar", self.calendar_view))
        ]
        return pages + super().get_urls()

    def budget_view(self, request):
        form = DayForm(request.GET)
        day = form.chosen()
        url = reverse("admin:articles_article_budget")
        context = {
            "title": _("Story budget"),
            "form": filled(form, day=day),
            "day": day,
            "parts": budget.budget_of(day),
            "before": f"{url}?day={day - timedelta(days=1)}",
            "after": f"{url}?day={day + timedelta(days=1)}",
        }
        return self.day_page(request, "budget", context)

    def calendar_view(self, request):
        form = SpanForm(request.GET)
        day, view = form.chosen(), form.view_chosen()
        weeks = budget.week_of(day) if view == "week" else budget.month_of(day)
        if view == "week":
            before, after = day - timedelta(days=7), day + timedelta(days=7)
        else:
            first = day.replace(day=1)
            before, after = (first - timedelta(days=1)).replace(day=1), (first + timedelta(days=31)).replace(day=1)
        url = reverse("admin:articles_article_calendar")
        context = {
            "title": _("Calendar"),
            "form": filled(form, day=day, view=view),
            "day": day,
            "today": timezone.localdate(),
            "view": view,
            "weeks": weeks,
            "before": f"{url}?view={view}&day={before}",
            "after": f"{url}?view={view}&day={after}",
        }
        return self.day_page(request, "calendar", context)

    def day_page(self, request, name, context):
        if not self.has_view_permission(request):
            raise PermissionDenied(_("You may not read the desk’s articles. Ask an editor."))
        shared = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "zone": timezone.get_current_timezone_name(),
        }
        return TemplateResponse(request, f"admin/articles/article/{name}.html", shared | context)


def filled(form: forms.Form, **values) -> forms.Form:
    """The form as it is shown: with what was chosen, and with the errors of what was sent."""
    if form.errors:
        return form
    return type(form)(values)
