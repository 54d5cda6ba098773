"""The forms of readers' accounts: the address to send a code to, the code, the name to comment under."""

from __future__ import annotations

from allauth.account.forms import ConfirmEmailVerificationCodeForm, ConfirmLoginCodeForm, LoginForm, SignupForm
from allauth.account.utils import filter_users_by_email
from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.comments import cleaning
from articles.comments.accounts.who import is_reader
from articles.comments.models import Comment

NAME_LENGTH = Comment._meta.get_field("author_name").max_length or 0
EMAIL_ERRORS = {
    "required": gettext_lazy("Enter your e-mail address."),
    "invalid": gettext_lazy("Enter an e-mail address like name@example.org."),
}


def email_field() -> forms.EmailField:
    return forms.EmailField(
        label=gettext_lazy("Your e-mail"),
        help_text=gettext_lazy("We send a code there. The address is never shown."),
        error_messages=EMAIL_ERRORS,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        max_length=User._meta.get_field("email").max_length,
    )


def code_field() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("The code"),
        help_text=gettext_lazy("As in the mail; capitals and dashes do not matter."),
        error_messages={"required": gettext_lazy("Enter the code from the mail.")},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"}),
        max_length=40,
    )


class NameField(forms.CharField):
    """The name that comments are shown with: one line, visible, no longer than a comment's."""

    def __init__(self, **kwargs):
        super().__init__(
            strip=False,
            label=gettext_lazy("Your name"),
            help_text=gettext_lazy("Shown with your comments."),
            error_messages={"required": gettext_lazy("Enter the name to show with your comments.")},
            widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
            **kwargs,
        )

    def to_python(self, value):
        return cleaning.clean_name(super().to_python(value) or "")

    def validate(self, value):
        super().validate(value)
        if not cleaning.is_visible(value):
            raise ValidationError(self.error_messages["required"])
        if len(value) > NAME_LENGTH:
            said = {"length": len(value), "limit": NAME_LENGTH}
            raise ValidationError(_("The name has %(length)d characters; the most is %(limit)d.") % said)


class SignInForm(LoginForm):
    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.fields["login"] = email_field()

    def clean_login(self) -> str:
        return cleaning.clean_email(self.cleaned_data["login"])

    def _clean_without_password(self, email, phone):
        """A member of the desk is nobody here; the page answers the same, and the mail says where the desk signs in."""
        data = super()._clean_without_password(email, phone)
        known = filter_users_by_email(email, is_active=True, prefer_verified=True)
        self.user = next((user for user in known if is_reader(user)), None)
        return data


class SignUpForm(SignupForm):
    field_order = ["first_name", "email"]
    use_required_attribute = False
    first_name = NameField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.fields["email"] = email_field()


class SignInCodeForm(ConfirmLoginCodeForm):
    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.fields["code"] = code_field()


class SignUpCodeForm(ConfirmEmailVerificationCodeForm):
    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.fields["code"] = code_field()


class NameForm(forms.Form):
    """Change the name that comes with the next comments; those that stand keep theirs."""

    use_required_attribute = False
    name = NameField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"label_suffix": "", **kwargs})
