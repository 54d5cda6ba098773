"""The forms of the moderators' desk: what the queue is asked for, what is decided, and what readers are told."""

from __future__ import annotations

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.comments.desk.models import StatementOfReasons
from articles.comments.desk.queue import SHOWS, Filter
from articles.comments.discussions.models import Discussion
from articles.comments.models import MAX_LENGTH
from articles.comments.responding.models import Report
from articles.publishing.admin.moment_field import MomentField

MOST_AT_ONCE = 10_000  # comments that one action decides on; the next takes the rest
LARGEST_KEY = 2**63 - 1
WHY = [("", gettext_lazy("no reason chosen")), *Report.Why.choices]


class FilterForm(forms.Form):
    """The queue's query. What is not understood is as if it were not there."""

    show = forms.ChoiceField(required=False, choices=[(name, name) for name in SHOWS])
    section = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_KEY)
    article = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_KEY)
    page = forms.IntegerField(required=False, min_value=1, max_value=1_000_000)

    def read(self) -> tuple[Filter, int]:
        self.is_valid()
        known = self.cleaned_data
        wanted = Filter(known.get("show") or "", known.get("section"), known.get("article"))
        return wanted, known.get("page") or 1


class DecideForm(forms.Form):
    """One decision of the queue: on the comments named, on all of the same words, also on those

    that begin alike, or on all that match the filter.
    """

    verb = forms.ChoiceField(
        choices=[(verb, verb) for verb in ("approve", "reject", "feature", "unfeature", "undo")],
        error_messages={
            "required": gettext_lazy("Choose what to do."),
            "invalid_choice": gettext_lazy("Choose what to do."),
        },
    )
    comment = forms.TypedMultipleChoiceField(required=False, coerce=int)
    same = forms.BooleanField(required=False)
    alike = forms.BooleanField(required=False)
    which = forms.ChoiceField(required=False, choices=[("ticked", "ticked"), ("all", "all")])
    because = forms.ChoiceField(required=False, choices=WHY, error_messages={"invalid_choice": _("Choose a reason.")})
    reason = forms.CharField(required=False, max_length=300)
    tell = forms.BooleanField(required=False)
    step = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_KEY)

    def __init__(self, data):
        super().__init__(data)
        asked = data.getlist("comment")
        self.fields["comment"].choices = [  # type: ignore[attr-defined]  # a field of choices
            (value, value) for value in asked if value.isascii() and value.isdigit() and len(value) < 19
        ]

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("verb") not in {None, "undo"} and cleaned.get("which") != "all" and not cleaned.get("comment"):
            raise forms.ValidationError(_("Tick a comment first."))
        return cleaned


class ReplyForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Your answer"),
        max_length=MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        error_messages={"required": gettext_lazy("Write the answer.")},
    )
    token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)


class ReaderForm(forms.Form):
    """What follows for a reader from a comment: a warning, a suspension, a ban."""

    do = forms.ChoiceField(
        label=gettext_lazy("What follows"),
        choices=[
            ("warn", gettext_lazy("warn: a mail, and nothing else")),
            ("suspend", gettext_lazy("suspend until a day")),
            ("ban", gettext_lazy("ban for good")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what follows.")},
    )
    until = MomentField(label=gettext_lazy("Suspended until"), required=False)
    words = forms.CharField(
        label=gettext_lazy("Words to the reader"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=gettext_lazy(
            "What they wrote that led to it. It is mailed to them in two minutes, with the comment."
        ),
        error_messages={"required": gettext_lazy("Write what the reader is told.")},
    )
    rule = forms.CharField(
        label=gettext_lazy("Law or rule"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("For example: rule 3, no insults. Told to the reader with a suspension or a ban."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Note for the desk"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("The reader does not see it. Name no address here."),
    )

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("do") == "suspend" and "until" not in self.errors:
            if not cleaned.get("until"):
                self.add_error("until", _("Choose the day on which the reader may comment again."))
            elif cleaned["until"] <= timezone.now():
                self.add_error("until", _("This moment is past. Choose a later one."))
        return cleaned


class StateForm(forms.Form):
    """The conversation's state alone, from a row of the queue."""

    state = forms.ChoiceField(required=False, choices=Discussion.State.choices)
    slow_seconds = forms.IntegerField(required=False, min_value=10, max_value=86_400)
    reason = forms.CharField(required=False, max_length=300)
    note = forms.CharField(required=False, max_length=300)


class ReportForm(forms.Form):
    decision = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        choices=[("uphold", gettext_lazy("take the comment down")), ("dismiss", gettext_lazy("the comment stays"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the two.")},
    )
    answer = forms.CharField(
        label=gettext_lazy("Answer to whoever reported it"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=gettext_lazy("What was decided, and why. Mailed in two minutes, with the ways to object."),
    )
    ground = forms.ChoiceField(
        label=gettext_lazy("Ground"),
        choices=StatementOfReasons.Ground.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("From here on only when it is taken down: told to whoever wrote it."),
    )
    rule = forms.CharField(
        label=gettext_lazy("Law or rule"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("For example: § 185 StGB; or: rule 3, no insults"),
    )
    facts = forms.CharField(
        label=gettext_lazy("Facts"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=gettext_lazy("What in the comment led to it, and why."),
    )

    def __init__(self, *args, needs_answer: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.needs_answer = needs_answer

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        if self.needs_answer and not cleaned.get("answer"):
            self.add_error("answer", _("Write the answer that the reader who reported it gets, and why."))
        if cleaned.get("decision") == "uphold":
            asked = {
                "ground": _("Choose the ground."),
                "rule": _("Name the law or the rule."),
                "facts": _("Say what in the comment led to it."),
            }
            for name, words in asked.items():
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, words)
        return cleaned


class AppealDecisionForm(forms.Form):
    reverse = forms.TypedChoiceField(
        label=gettext_lazy("Decision"),
        choices=[
            ("no", gettext_lazy("the decision stands")),
            ("yes", gettext_lazy("reverse it: the comment, or the reader, comes back")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the two.")},
    )
    answer = forms.CharField(
        label=gettext_lazy("Answer to the reader"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        error_messages={"required": gettext_lazy("Write the answer that the reader gets, and why.")},
    )
