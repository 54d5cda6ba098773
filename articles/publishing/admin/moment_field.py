"""The field of a moment at the desk: the browser's picker in the desk's zone, which asks back a time that comes twice.

Where clocks are set back, the field shows both moments with their offsets and takes the one that is chosen; a time
that never comes is refused with the nearest that do. It needs no script and no form of its own: every form of the
desk gets it, by `DeskFields` or by name.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import localize_input

from articles.publishing import times

OFFSET = re.compile(r"[+-]\d\d:\d\d(:\d\d)?")
WITH_A_SPACE = re.compile(r"^(\d{4}-\d\d-\d\d) (?=\d)")  # as ISO 8601 has no day and time, and people do


class DateTimeLocal(forms.DateTimeInput):
    """The browser's own picker of a date and a time. Seconds show only where there are some.

    A time that comes twice has two radio buttons beside it, `<name>_offset`; what was chosen is part of the value.
    """

    input_type = "datetime-local"
    template_name = "admin/widgets/moment.html"
    to_the_second = "%Y-%m-%dT%H:%M:%S"

    def __init__(self, attrs=None):
        super().__init__(attrs=attrs, format="%Y-%m-%dT%H:%M")

    def format_value(self, value):
        """Without this a moment that has seconds would count as changed, and lose them, by every save of its form."""
        if isinstance(value, str) and (moment := moment_in(value)) and timezone.is_aware(moment):
            value = timezone.localtime(moment).replace(tzinfo=None)  # the picker knows no offset
        if isinstance(value, datetime) and value.second:
            return localize_input(value, self.to_the_second)
        return super().format_value(value)

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["twice"] = choices_of(value)
        return context

    def value_from_datadict(self, data, files, name):
        typed = super().value_from_datadict(data, files, name)
        chosen = data.get(f"{name}_offset", "")
        moment = moment_in(typed) if isinstance(typed, str) and OFFSET.fullmatch(chosen) else None
        if moment is None or timezone.is_aware(moment):
            return typed
        moments = times.moments_of(moment)
        if len(moments) < 2 or chosen not in {times.offset_of(each) for each in moments}:
            return typed  # a choice made for another time is not heeded, nor an offset that was not offered
        return f"{moment.isoformat()}{chosen}"


class MomentField(forms.DateTimeField):
    """Cleans to an aware moment. Beside local time it takes ISO 8601 with an offset, as the API and scripts write it."""

    widget = DateTimeLocal

    def to_python(self, value):
        if value in self.empty_values or not isinstance(value, str):
            return super().to_python(value)
        try:
            return times.read_moment(WITH_A_SPACE.sub(r"\1T", value.strip()))
        except times.NotAMoment as problem:
            raise ValidationError(str(problem), code="invalid") from problem


def moment_in(text: str) -> datetime | None:
    """What was typed, naive or aware; None when it is no date and time."""
    try:
        moment = parse_datetime(text.strip())
    except ValueError:
        return None
    return moment if moment and 1600 < moment.year < 9000 else None  # near either end of time no zone can be asked


def choices_of(value: Any) -> list[dict[str, Any]]:
    """Both moments of a local time that comes twice, and which of them `value` means; nothing for any other time."""
    moment = moment_in(value) if isinstance(value, str) else value
    if not isinstance(moment, datetime):
        return []
    is_open = isinstance(value, str) and timezone.is_naive(moment)  # typed, and not chosen yet
    local = moment if timezone.is_naive(moment) else timezone.localtime(moment)
    naive = local.replace(tzinfo=None, fold=0)
    moments = times.moments_of(naive)
    if len(moments) < 2:
        return []
    return [
        {
            "value": times.offset_of(each),
            "words": times.with_offset(each),
            "is_chosen": not is_open and each.fold == local.fold,
        }
        for each in moments
    ]
