"""Form fields and forms of the sourcing desk: lists written one to a line, statements that say what they lack."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.publishing.admin.combobox import LoadedLabelsForm
from articles.sourcing.addresses import is_anothers
from articles.sourcing.models import Role, Source, Statement
from articles.sourcing.sweep.columns import columns_of


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

    def clean_slug(self):
        slug = self.cleaned_data["slug"]
        if is_anothers(slug, self.instance):
            raise forms.ValidationError(
                _("This was the address of another source and leads there. Choose another one.")
            )
        return slug


class StatementForm(LoadedLabelsForm):
    """The page of one statement. What was said and who is told to the log as a change, and not in words (`withheld`)."""

    withheld = frozenset(
        {
            "quotes",
            "original_words",
            "source",
            "conduit",
            "second_conduit",
            "third_conduit",
            "described_as",
            "translator",
        }
    )
    quotes = LinesField(
        label=_("Exact quotes"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One to a line, without the quotation marks."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Statement
        fields = "__all__"
        widgets = {"original_words": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["seen"] = seen_of(self.instance)
        if "role" in self.fields:
            key = self.data.get("source") if self.is_bound else self.instance.source_id
            roles: Any = self.fields["role"]  # the stubs think that a field has no rows
            roles.queryset = Role.objects.filter(source=number(key))

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        state = cleaned.get("state")
        if state == Statement.State.ACCEPTED and not cleaned.get("source"):
            self.add_error("source", _("Choose who said it before you accept the statement."))
        if state == Statement.State.WAIVED and not cleaned.get("waiver_reason"):
            self.add_error("waiver_reason", _("Say why it may stand without a source."))
        for name, before in (("second_conduit", "conduit"), ("third_conduit", "second_conduit")):
            if cleaned.get(name) and not cleaned.get(before):
                self.add_error(before, _("Fill in the carriers in their order: who had it from the next one."))
        present = Statement.objects.filter(pk=self.instance.pk).first()
        if present is not None and seen_of(present) != cleaned.get("seen"):
            raise forms.ValidationError(
                _("Somebody decided on this statement while you had it open. Open it again and look before you save.")
            )


def seen_of(statement: Statement) -> str:
    """A digest of all that the page shows of a statement: whoever saves has to have seen what stands now."""
    content = json.dumps(columns_of(statement, anchored=True), sort_keys=True, default=str)
    return hashlib.sha256(content.encode()).hexdigest()[:32]


def number(key: object) -> int | None:
    text = str(key or "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
