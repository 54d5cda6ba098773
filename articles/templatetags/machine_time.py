"""A time for machines, in every template: Django's “c” gives six digits of a second, and HTML knows three at most."""

from __future__ import annotations

from datetime import datetime

from django import template

register = template.Library()


@register.filter(expects_localtime=True)
def machine_time(at: datetime | None) -> str:
    """“2026-11-23T07:12:05+05:45”, in the newsroom's zone. "" for no time."""
    return at.isoformat(timespec="seconds") if at else ""
