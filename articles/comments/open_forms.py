"""What every form that readers send from outside has: a name and an address that may be free, a key, a trap for programs.

Used by whatever is asked of the newsroom (errors in a story, the removal of a page); comments have rules of their own.
"""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.comments import cleaning
from articles.comments.forms import TOKEN, Typed, new_token

LONGEST_NAME = 80


class OpenForm(forms.Form):
    use_required_attribute = False  # our errors keep the text and say more than a browser's bubble

    name = Typed(
        clean_with=cleaning.clean_name,
        label=gettext_lazy("Your name"),
        error_messages={"required": gettext_lazy("Enter your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail"),
        help_text=gettext_lazy("We answer there. It is never shown and never passed on."),
        max_length=254,
        error_messages={
            "required": gettext_lazy("Enter your e-mail address, so that we can answer."),
            "invalid": gettext_lazy("Enter an e-mail address like name@example.org."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    key = Typed(clean_with=cleaning.clean_name, required=False, widget=forms.HiddenInput)
    # A trap for programs. People never see it; its label tells those who do.
    website = Typed(
        clean_with=cleaning.clean_name,
        required=False,
        label=gettext_lazy("Website (leave this empty)"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if not cleaning.is_visible(name):
            if self.fields["name"].required:
                raise ValidationError(_("Enter your name."))
            return ""
        return within(name, LONGEST_NAME)

    def clean_email(self) -> str:
        return cleaning.clean_email(self.cleaned_data["email"])

    def clean_key(self) -> str:
        """The token as issued, or a new one: a client that leaves it out or spoils it asks all the same."""
        token = self.cleaned_data["key"]
        return token if TOKEN.fullmatch(token) else new_token()

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError(_("Leave the field “Website” empty and send the form again."))
        return ""

    @property
    def token(self) -> str:
        """The token the form came with, so that a second try is the same request; a new one for a new form."""
        sent = str((self.data if self.is_bound else self.initial).get("key", ""))
        return sent if TOKEN.fullmatch(sent) else new_token()


def within(text: str, limit: int) -> str:
    """`text`. Raises ValidationError when it is longer than `limit` characters."""
    if len(text) > limit:
        said = {"length": len(text), "limit": limit}
        raise ValidationError(_("This has %(length)d characters; the most is %(limit)d. Please shorten it.") % said)
    return text
