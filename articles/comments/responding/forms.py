"""The form of a report: what is wrong, in the reader's words, and what the law asks of those who report an illegal comment."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.comments import cleaning
from articles.comments.forms import EMAIL_LENGTH, NAME_LENGTH, Typed
from articles.comments.responding.models import Report
from articles.comments.responding.reporting import Complaint

MOST_WORDS, MOST_LAW = 2000, 200
OF_CHILDREN = "Directive 2011/93/EU, Articles 3 to 7"


class ReportForm(forms.Form):
    """Name and e-mail may be left out, except for what is against the law: Article 16 of the EU's Digital Services Act."""

    use_required_attribute = False  # our errors keep the text and say more than a browser's bubble

    why = forms.ChoiceField(
        label=gettext_lazy("What is wrong with it?"),
        choices=Report.Why,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose what is wrong with the comment."),
            "invalid_choice": gettext_lazy("Choose one of the reasons in the list."),
        },
    )
    # Named as in the other forms: the page for a lost token shows a field of this name again as one to write in.
    text = Typed(
        clean_with=cleaning.clean_text,
        required=False,
        label=gettext_lazy("In your words"),
        help_text=gettext_lazy(
            "Up to 2,000 characters. You may leave it empty, unless you report it as against the law."
        ),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto", "data-most": MOST_WORDS}),
    )
    law = Typed(
        clean_with=cleaning.clean_name,
        required=False,
        label=gettext_lazy("Which law, if you know"),
        widget=forms.TextInput(),
    )
    name = Typed(
        clean_with=cleaning.clean_name,
        required=False,
        label=gettext_lazy("Your name"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        required=False,
        label=gettext_lazy("Your e-mail"),
        help_text=gettext_lazy("Only if you want to hear what was decided. Never shown, never passed on."),
        max_length=EMAIL_LENGTH,
        error_messages={"invalid": gettext_lazy("Enter an e-mail address like name@example.org.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    of_children = forms.BooleanField(
        required=False,
        label=gettext_lazy("It is about the sexual abuse of a child (name and e-mail may be left empty)"),
    )
    good_faith = forms.BooleanField(
        required=False,
        label=gettext_lazy("I believe in good faith that what I say here is accurate and complete"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def clean_text(self) -> str:
        return within(self.cleaned_data["text"], MOST_WORDS)

    def clean_law(self) -> str:
        return within(self.cleaned_data["law"], MOST_LAW)

    def clean_name(self) -> str:
        return within(self.cleaned_data["name"], NAME_LENGTH)

    def clean_email(self) -> str:
        return cleaning.clean_email(self.cleaned_data["email"])

    def clean(self) -> dict:
        data = self.cleaned_data
        if data.get("why") == Report.Why.ILLEGAL:
            self._clean_illegal(data)
        elif data.get("why") == Report.Why.OTHER and not cleaning.is_visible(data.get("text", "")):
            self.add_error("text", _("Say in a few words what is wrong."))
        return data

    def _clean_illegal(self, data: dict) -> None:
        if "text" in data and not cleaning.is_visible(data["text"]):
            self.add_error("text", _("Explain why you think the comment is against the law."))
        if not data.get("of_children"):
            if "name" in data and not cleaning.is_visible(data["name"]):
                self.add_error("name", _("Enter your name: the law asks for it when a comment is reported as illegal."))
            if "email" in data and not data["email"]:
                self.add_error("email", _("Enter your e-mail address: we must tell you what was decided."))
        if not data.get("good_faith"):
            self.add_error("good_faith", _("Confirm that you believe this in good faith: the law asks for it."))

    def complaint(self) -> Complaint:
        """What was sent. Call after `is_valid()`."""
        data = self.cleaned_data
        law = data["law"] or (OF_CHILDREN if data["of_children"] else "")
        return Complaint(data["why"], data["text"], law, data["name"], data["email"], data["good_faith"])


def within(text: str, limit: int) -> str:
    """`text`. Raises ValidationError when it is longer than `limit` characters."""
    if len(text) > limit:
        said = {"length": len(text), "limit": limit}
        raise ValidationError(_("This has %(length)d characters; the most is %(limit)d. Please shorten it.") % said)
    return text
