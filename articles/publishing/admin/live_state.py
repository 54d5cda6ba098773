"""Where a story stands with readers, in words: for the list, the form's panel and the filter."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.publishing import times
from articles.publishing.models import Article


def moment(at: datetime) -> str:
    """A moment as the desk reads it: today's by its hour, this year's without the year, in the desk's zone, which it names."""
    local, now = timezone.localtime(at), timezone.localtime()
    if local.date() == now.date():
        return _("today, %s") % times.named(local, "H:i")
    return times.named(local, "j M, H:i" if local.year == now.year else "j M Y, H:i")


def states_of(article: Article) -> list[tuple[str, str]]:
    """(style, words) for each thing that is so; `article` must come from `with_live_state`."""
    states = []
    if article.live_since:
        states.append(("live", _("live since %s") % moment(article.live_since)))
    if article.scheduled_for:
        states.append(("scheduled", _("scheduled for %s") % moment(article.scheduled_for)))
    if article.ends_at:
        states.append(("scheduled", _("ends %s") % moment(article.ends_at)))
    if not states:
        states.append(("withdrawn", _("withdrawn")) if article.was_public else ("unpublished", _("not published")))
    return states


def with_name(name: str, shown: Any) -> SafeString:
    """A cell of a list that says what it is where there is no room for a head above it."""
    return format_html('<span class="where-stacked">{} </span>{}', name, shown)


def state_badges(article: Article) -> SafeString:
    return format_html_join(" ", '<span class="badge {}">{}</span>', states_of(article))


def editions_list(article: Article) -> SafeString:
    """The newest ten editions with when and by whom, newest first. One query."""
    editions = article.editions.select_related("published_by").order_by("-number")
    rows = [
        (
            edition.number,
            edition.headline,
            moment(edition.live_from),
            _("until %s") % moment(edition.live_until) if edition.live_until else _("open"),
            edition.published_by or _("command line"),
            f" – {edition.note or edition.ending_reason}" if edition.note or edition.ending_reason else "",
        )
        for edition in editions.defer("body_html", "body_text")[:10]
    ]
    if not rows:
        return format_html('<span class="quiet">{}</span>', _("None yet. Publishing makes the first."))
    items = format_html_join("", "<li><b>{}</b> “{}”, {} {} ({}){}</li>", rows)
    return format_html('<ul class="plain">{}</ul>', items)


class LiveStateFilter(admin.SimpleListFilter):
    title = gettext_lazy("readers")
    parameter_name = "live"

    def lookups(self, request, model_admin):
        return [
            ("live", _("live")),
            ("scheduled", _("scheduled")),
            ("withdrawn", _("withdrawn")),
            ("never", _("not published")),
        ]

    def queryset(self, request, queryset):
        conditions = {
            "live": {"live_since__isnull": False},
            "scheduled": {"scheduled_for__isnull": False},
            "withdrawn": {"live_since__isnull": True, "was_public": True},
            "never": {"was_public": False, "scheduled_for__isnull": True},
        }
        return queryset.filter(**conditions.get(self.value(), {}))
