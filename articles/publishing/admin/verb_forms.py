"""The forms of the verbs: a moment that is never guessed, ticks for warnings, a correction."""

from __future__ import annotations

from django import forms
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.publishing import times
from articles.publishing.admin.moment_field import MomentField
from articles.publishing.checks import Problem
from articles.publishing.models import Correction


class MomentForm(forms.Form):
    """Asks for the moment `at`, and says in which zone and what time it is there."""

    at = MomentField(label=gettext_lazy("At"), error_messages={"required": gettext_lazy("Choose a day and a time.")})

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        now = timezone.localtime()
        self.fields["at"].help_text = _("Time zone: %(zone)s, where it is now %(now)s.") % {
            "zone": timezone.get_current_timezone_name(),
            "now": times.with_offset(now),
        }
        self.fields["at"].widget.attrs["min"] = now.strftime("%Y-%m-%dT%H:%M")


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
                choices=[(value, in_full(problem)) for value, problem in self.warnings.items()],
                help_text=_("Your name is kept with each tick."),
                error_messages={"invalid_choice": _("The article has changed since. Look at the warnings again.")},
            )

    def acknowledged(self) -> set[tuple[str, str]]:
        return {self.warnings[value].key for value in self.cleaned_data.get("ticked", [])}


def in_full(problem: Problem) -> SafeString:
    return format_html('<span>{} <span class="check-hint">{}</span></span>', problem.message, problem.hint)


class ScheduleForm(TickForm, MomentForm):
    """A moment to come at which readers see the text as saved."""

    note = forms.CharField(
        label=gettext_lazy("Note for the desk"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Example: “with the evening bulletin”."),
    )
    field_order = ["at", "note", "ticked"]

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
