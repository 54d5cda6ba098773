"""The desk's start page: how the clockwork is, and the way to the site at another moment."""

from __future__ import annotations

from django import template
from django.utils import timezone

from articles.desk.clockwork import health
from articles.publishing import rights

register = template.Library()


@register.inclusion_tag("admin/_clockwork.html", takes_context=True)
def desk_clockwork(context):
    """One query; none for those who may not see stories."""
    if not rights.may(context["request"].user, "view"):
        return {}
    return {
        "health": health(),
        "now": timezone.localtime().strftime("%Y-%m-%dT%H:%M"),
        "zone": timezone.get_current_timezone_name(),
    }
