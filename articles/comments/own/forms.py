"""The forms of a reader's own pages."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from articles.comments import cleaning
from articles.comments.accounts.forms import EMAIL_ERRORS
from articles.comments.forms import EMAIL_LENGTH, LARGEST_ID, MAX_LENGTH, Typed


class OlderForm(forms.Form):
    """The query of the list: only comments before this one."""

    before = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_ID)


class AddressForm(forms.Form):
    """Where the link to one's comments is mailed."""

    use_required_attribute = False
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail"),
        help_text=gettext_lazy("The address you gave with your comments."),
        max_length=EMAIL_LENGTH,
        error_messages=EMAIL_ERRORS,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def clean_email(self) -> str:
        return cleaning.clean_email(self.cleaned_data["email"])


class EditForm(forms.Form):
    """The words of a comment that its writer changes."""

    use_required_attribute = False
    text = Typed(
        clean_with=cleaning.clean_text,
        label=gettext_lazy("Your comment"),
        help_text=gettext_lazy("Up to 5,000 characters of plain text. A blank line begins a new paragraph."),
        error_messages={"required": gettext_lazy("Write your comment.")},
        widget=forms.Textarea(attrs={"rows": 10, "dir": "auto", "data-most": MAX_LENGTH}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        if problem := cleaning.problem_of_text(text):
            raise ValidationError(problem)
        return text
