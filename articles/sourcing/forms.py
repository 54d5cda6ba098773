"""Form fields and forms of the sourcing desk: lists written one to a line, statements that say what they lack."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.publishing.admin.combobox import LoadedLabelsForm
from articles.sourcing.models import Source, Statement


class LinesField(forms.Field):
    """A JSON list of strings, edited one to a line. Empty lines are dropped, and so are repetitions."""

    widget = forms.Textarea

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value) -> list[str]:
        lines = value if isinstance(value, list) else (value or "").splitlines()
        return list(dict.fromkeys(" ".join(line.split()) for line in lines if line.strip()))

    def has_changed(self, initial, data) -> bool:
        return self.to_python(initial) != self.to_python(data)


class SourceForm(LoadedLabelsForm):
    aliases = LinesField(
        label=_("Other names"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One to a line: other spellings and short forms. Example: “I. Calder”."),
    )

    class Meta:
        model = Source
        fields = "__all__"


class StatementForm(LoadedLabelsForm):
    quotes = LinesField(
        label=_("Exact quotes"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One to a line, without the quotation marks."),
    )

    class Meta:
        model = Statement
        fields = "__all__"
        widgets = {"words": forms.Textarea(attrs={"rows": 2})}

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        state = cleaned.get("state")
        if state == Statement.State.ACCEPTED and not cleaned.get("source"):
            self.add_error("source", _("Choose who said it before you accept the statement."))
        if state == Statement.State.WAIVED and not cleaned.get("waiver_reason"):
            self.add_error("waiver_reason", _("Say why it may stand without a source."))
