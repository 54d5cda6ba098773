"""The form of a comment: what is asked, how it is cleaned, what is wrong with it in words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.comments import cleaning
from articles.comments.accounts.who import Writer
from articles.comments.judging import stamps
from articles.comments.models import MAX_LENGTH, MAX_PASSAGE, Comment
from articles.comments.paragraphs import quoted
from articles.comments.passages import as_printed, words_of
from articles.comments.submissions import Submission
from articles.publishing.models import Edition

NAME_LENGTH: int = Comment._meta.get_field("author_name").max_length or 0
EMAIL_LENGTH = Comment._meta.get_field("author_email").max_length
LARGEST_ID = 2**63 - 1  # of a bigint column; a database refuses more with an error of its own
TOKEN = stamps.KEY


def new_token() -> str:
    """A random word that comes with each form, so that sending the form twice makes one comment; with its moment, signed."""
    return stamps.new_key()


class Typed(forms.CharField):
    """A field for words: what was typed goes through `clean_with` before it is judged, so a stray NUL is no error."""

    def __init__(self, *, clean_with, **kwargs):
        super().__init__(strip=False, **kwargs)
        self.clean_with = clean_with

    def to_python(self, value):
        return self.clean_with(super().to_python(value))


class AnsweredForm(forms.Form):
    """Which comment is answered."""

    parent = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_ID, widget=forms.HiddenInput)


class OfferedForm(AnsweredForm):
    """The query of the form page: which comment or which words of the story are answered, and whether it is quoted."""

    quote = Typed(clean_with=cleaning.clean_name, required=False)
    passage = Typed(clean_with=cleaning.clean_text, required=False)

    def initial_of(self, parent: Comment | None) -> dict[str, Any]:
        """What the form of a comment begins with."""
        data = getattr(self, "cleaned_data", {})
        begins = {"passage": data.get("passage", "")}
        return begins | {"text": quoted(parent.text)} if parent and data.get("quote") == "1" else begins


class CommentForm(AnsweredForm):
    """A comment on what `edition` tells. Of a signed-in `writer` neither name nor e-mail is asked."""

    field_order = ["passage", "text", "name", "email", "tell"]  # as on the page: the summary of errors goes down it
    use_required_attribute = False  # our errors keep the text and say more than a browser's bubble

    name = Typed(
        clean_with=cleaning.clean_name,
        label=gettext_lazy("Your name"),
        help_text=gettext_lazy("Shown with your comment."),
        error_messages={"required": gettext_lazy("Enter the name to show with your comment.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail"),
        help_text=gettext_lazy("Never shown, never passed on."),
        max_length=EMAIL_LENGTH,
        error_messages={
            "required": gettext_lazy("Enter your e-mail address. It is never shown."),
            "invalid": gettext_lazy("Enter an e-mail address like name@example.org."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    text = Typed(
        clean_with=cleaning.clean_text,
        label=gettext_lazy("Your comment"),
        help_text=gettext_lazy(
            "Up to 5,000 characters. A blank line begins a paragraph, > at the start of a line quotes, *stars* emphasise."
        ),
        error_messages={"required": gettext_lazy("Write your comment.")},
        widget=forms.Textarea(attrs={"rows": 10, "dir": "auto", "data-most": MAX_LENGTH}),
    )
    passage = Typed(
        clean_with=cleaning.clean_text,
        required=False,
        label=gettext_lazy("Words of the story that you answer"),
        help_text=gettext_lazy("Copied from the story, up to 500 characters. They stand above your comment."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto", "data-most": MAX_PASSAGE}),
    )
    tell = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Mail when somebody answers"),
        help_text=gettext_lazy(
            "First you get one mail that asks whether you want it. Each mail has a link that ends it."
        ),
        choices=Comment.Tell.choices,
    )
    key = Typed(clean_with=cleaning.clean_name, required=False, widget=forms.HiddenInput)
    # A trap for programs. People never see it; its label tells those who do.
    website = Typed(
        clean_with=cleaning.clean_name,
        required=False,
        label=gettext_lazy("Website (leave this empty)"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, *args, edition: Edition, writer: Writer | None, **kwargs):
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.edition, self.writer = edition, writer
        if writer:
            del self.fields["email"]
            if writer.name:
                del self.fields["name"]
        # Mail that cannot be sent is not offered.
        if not settings.READERS_GET_MAIL or (writer and not writer.email):
            del self.fields["tell"]

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if not cleaning.is_visible(name):
            raise ValidationError(_("Enter the name to show with your comment."))
        if len(name) > NAME_LENGTH:
            said = {"length": len(name), "limit": NAME_LENGTH}
            raise ValidationError(_("The name has %(length)d characters; the most is %(limit)d.") % said)
        return name

    def clean_email(self) -> str:
        return cleaning.clean_email(self.cleaned_data["email"])

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        if problem := cleaning.problem_of_text(text):
            raise ValidationError(problem)
        return text

    def clean_passage(self) -> str:
        """The words as the edition prints them."""
        passage = self.cleaned_data["passage"]
        if not cleaning.is_visible(passage):
            return ""
        if len(passage) > MAX_PASSAGE:
            said = {"length": len(passage), "limit": MAX_PASSAGE}
            raise ValidationError(
                _("The words of the story have %(length)d characters; the most is %(limit)d. Choose fewer.") % said
            )
        if printed := as_printed(passage, words_of(self.edition)):
            return printed
        raise ValidationError(
            _("These words do not stand in the story as it is now. Copy them from it again, or leave this field empty.")
        )

    def clean_key(self) -> str:
        """The token as issued, or "": a client that leaves it out or spoils it posts all the same."""
        token = self.cleaned_data["key"]
        return token if TOKEN.fullmatch(token) else ""

    def submission(self) -> Submission:
        """What was sent, for `posting.post`. Call after `is_valid()`."""
        data, writer = self.cleaned_data, self.writer
        return Submission(
            name=data.get("name", writer.name if writer else ""),
            email=writer.email if writer else data["email"],
            text=data["text"],
            passage=data["passage"],
            tell=data.get("tell", ""),
            user=writer.user if writer else None,
            parent_id=data["parent"],
            token=data["key"],
            trap=data["website"],
            by_form=True,
        )
