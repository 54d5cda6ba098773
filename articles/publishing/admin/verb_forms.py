"""The forms of the verbs: a moment that is never guessed, ticks for warnings, a correction."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.publishing import times
from articles.publishing.admin.combobox import DateTimeLocal
from articles.publishing.checks import Problem
from articles.publishing.models import Correction


class LocalMomentField(forms.DateTimeField):
    """A local time as typed. It stays naive: what it means is for MomentForm to find out. One with an offset is a moment."""

    widget = DateTimeLocal

    def to_python(self, value):
        if value in self.empty_values:
            return None
        try:
            moment = parse_datetime(str(value).strip())
        except ValueError:
            moment = None
        if moment is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return moment


class MomentForm(forms.Form):
    """Asks for the moment `at` in the desk's time zone, and for the offset when clocks show that time twice.

    `cleaned_data["at"]` is aware. A time that never comes is refused in words, with the nearest that do.
    """

    at = LocalMomentField(
        label=gettext_lazy("At"),
        error_messages={
            "required": gettext_lazy("Choose a day and a time."),
            "invalid": gettext_lazy("Write a day and a time, such as 2026-11-27T18:00."),
        },
    )
    at_offset = forms.ChoiceField(
        label=gettext_lazy("Which of the two"),
        required=False,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("The clocks are set back that night, so this time comes twice."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        now = timezone.localtime()
        self.fields["at"].help_text = _("Time zone: %(zone)s, where it is now %(now)s.") % {
            "zone": timezone.get_current_timezone_name(),
            "now": times.with_offset(now),
        }
        self.fields["at"].widget.attrs["min"] = now.strftime("%Y-%m-%dT%H:%M")
        moments = self.moments_asked_for()
        if len(moments) == 2:
            self.fields["at_offset"].choices = [
                (times.offset_of(moment), times.with_offset(moment)) for moment in moments
            ]
        else:
            del self.fields["at_offset"]

    def moments_asked_for(self) -> list[datetime]:
        """What the posted or initial time may mean. An initial moment chooses itself."""
        if not self.is_bound:
            given = self.get_initial_for_field(self.fields["at"], "at")
            if not given:
                return []
            local = timezone.localtime(given)
            self.initial["at_offset"] = times.offset_of(local)
            return times.moments_of(local.replace(tzinfo=None, fold=0))
        try:
            typed = self.fields["at"].clean(self.data.get(self.add_prefix("at")))
        except ValidationError:
            return []
        return times.moments_of(typed) if timezone.is_naive(typed) else [typed]

    def clean(self):
        typed = self.cleaned_data.get("at")
        if typed is None or timezone.is_aware(typed):
            return self.cleaned_data
        moments = times.moments_of(typed)
        chosen = self.cleaned_data.get("at_offset")
        if not moments:
            self.add_error("at", times.never(typed))
        elif len(moments) > 1 and not chosen:
            self.add_error("at_offset", times.twice(typed, moments))
        else:
            self.cleaned_data["at"] = next(
                (moment for moment in moments if times.offset_of(moment) == chosen), moments[0]
            )
        return self.cleaned_data


class TickForm(forms.Form):
    """A tick-box for each warning of the pre-publish checks; `acknowledged` are those that were ticked."""

    def __init__(self, *args, warnings: list[Problem] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.warnings = {" ".join(problem.key): problem for problem in warnings}
        if warnings:
            self.fields["ticked"] = forms.MultipleChoiceField(
                label=_("The checks warn. Tick what may stand"),
                required=False,
                widget=forms.CheckboxSelectMultiple,
                choices=[(value, str(problem)) for value, problem in self.warnings.items()],
                help_text=_("Your name is kept with each tick."),
                error_messages={"invalid_choice": _("The article has changed since. Look at the warnings again.")},
            )

    def acknowledged(self) -> set[tuple[str, str]]:
        return {self.warnings[value].key for value in self.cleaned_data.get("ticked", [])}


class ScheduleForm(TickForm, MomentForm):
    """A moment to come at which readers see the text as saved."""

    note = forms.CharField(
        label=gettext_lazy("Note for the desk"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Example: “with the evening bulletin”."),
    )
    field_order = ["at", "at_offset", "note", "ticked"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["at"].label = _("Goes live at")


class EndForm(MomentForm):
    """A moment to come from which readers do not see the story any more."""

    reason = forms.CharField(
        label=gettext_lazy("Reason, shown to readers"),
        max_length=300,
        required=False,
        help_text=gettext_lazy(
            "Example: “The agency’s licence for this text ended.” Left empty, readers see no reason."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["at"].label = _("Ends at")


class RestoreForm(forms.Form):
    note = forms.CharField(
        label=gettext_lazy("Note for the desk"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Example: “The photograph proved to be genuine.”"),
    )


class CorrectionForm(TickForm):
    """What readers are told of a mistake: its kind, the words, what was wrong and what is right."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[(value, capfirst(label)) for value, label in Correction.Kind.choices],
        initial=Correction.Kind.CORRECTION,
        help_text=gettext_lazy(
            "Corrections and retractions stand above the story, clarifications and updates below it."
        ),
    )
    text = forms.CharField(
        label=gettext_lazy("What readers are told"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=gettext_lazy("Example: “An earlier version gave the wrong year. The port was built in 1962.”"),
        error_messages={"required": gettext_lazy("Say what readers are to be told.")},
    )
    wrong = forms.CharField(label=gettext_lazy("It said"), max_length=400, required=False)
    right = forms.CharField(label=gettext_lazy("Right is"), max_length=400, required=False)
    field_order = ["kind", "text", "wrong", "right", "ticked"]
