"""The forms of the picture library: one picture described, one taken in, several taken in at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.pictures.models import Picture
from articles.pictures.uploads import DuplicatePicture, ingest

ABOUT = ["title", "alt", "decorative", "caption", "credit", "licence", "licence_until"]
FOCAL = ["focal_x", "focal_y"]
SHARED = ["caption", "credit", "licence", "licence_until"]
MOST_AT_ONCE = 20
# What a file may say of itself, and how the form asks whether that is right.
PROPOSED = {
    "caption": gettext_lazy("Use it as the caption"),
    "credit": gettext_lazy("Use it as the credit"),
    "licence": gettext_lazy("Use it as the licence"),
}
FORGET = "forget_found"
DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class DescribedForm(forms.ModelForm):
    """A picture that is in the library. What its file says of itself is offered, and taken only where it is ticked.

    A credit that nobody entered begins with the file's own: it is taken when the form is saved with it.
    """

    class Meta:
        model = Picture
        fields = [*ABOUT, *FOCAL]
        widgets = {name: forms.NumberInput(attrs={"min": "0", "max": "1", "step": "0.01"}) for name in FOCAL}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            for name, field in offers(self.instance).items():
                self.fields.setdefault(name, field)
            if (said := self.instance.found.get("credit")) and not self.instance.credit:
                self.initial["credit"] = said
                self.fields["credit"].help_text = _("From the file, and not used yet. Mend it or leave it, then save.")

    def clean(self):
        super().clean()
        data = self.cleaned_data
        for name in PROPOSED:
            if data.get(f"take_{name}"):
                data[name] = self.instance.found[name]
        if data.get("decorative") and data.get("alt"):
            self.add_error(
                "decorative", _("A picture with an alternative text is not decorative. Keep one of the two.")
            )

    def _post_clean(self):
        super()._post_clean()
        if self.instance.pk:
            found, data = self.instance.found, self.cleaned_data
            decided = [name for name in PROPOSED if data.get(f"take_{name}") or data.get(name, "") == found.get(name)]
            decided += PROPOSED if self.cleaned_data.get(FORGET) else []
            self.instance.found = {name: value for name, value in self.instance.found.items() if name not in decided}


def offers(picture: Picture) -> dict[str, forms.BooleanField]:
    """A tick-box for each thing that the file says, with its words, and one to be asked no more."""
    fields = {
        f"take_{name}": forms.BooleanField(label=label, help_text=f"“{picture.found[name]}”", required=False)
        for name, label in PROPOSED.items()
        if picture.found.get(name)
    }
    if fields:
        fields[FORGET] = forms.BooleanField(
            label=gettext_lazy("Forget what is not ticked"),
            help_text=gettext_lazy("It is not offered again. The original keeps it; no reader ever gets that."),
            required=False,
        )
    return fields


class UploadForm(DescribedForm):
    """Taking a picture in is its last check: whether the bytes are a picture is known when they were read."""

    by: User | None = None  # who uploads; set by the admin on a class of its own for each request
    duplicate: Picture | None = None  # of the same bytes, when the library has it already
    file = forms.FileField(
        label=gettext_lazy("Picture"),
        help_text=gettext_lazy(
            "JPEG, PNG, WebP, AVIF or GIF, up to 20 MB and 40 megapixels. Of an animation the first frame is used. Camera data and places are taken out."
        ),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )

    class Meta:
        model = Picture
        fields = ABOUT

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["title"].required = False
        self.fields["title"].help_text = _("For the desk only. Left empty, it is made of the file’s name.")

    def _post_clean(self):
        """Runs after every other check, so that nothing is stored for a form that has errors."""
        if self.errors:
            return
        known = {name: value for name, value in self.cleaned_data.items() if name in ABOUT and value not in ("", None)}
        try:
            self.instance = ingest(self.cleaned_data["file"], by=self.by, **known)
        except ValidationError as refusal:
            self.duplicate = getattr(refusal, "picture", None)
            self.add_error(None if hasattr(refusal, "error_dict") else "file", refusal)


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, each as FileField would take it. They are looked into one by one when they are taken in."""

    def clean(self, data, initial=None):
        files = data if isinstance(data, list) else [data] if data else []
        if not files:
            raise ValidationError(_("Choose one or more pictures."), code="required")
        if len(files) > MOST_AT_ONCE:
            said = _("These are %(number)s files. Choose at most %(most)s at once.")
            raise ValidationError(said, code="many", params={"number": len(files), "most": MOST_AT_ONCE})
        return files


class SeveralForm(forms.ModelForm):
    """Pictures of one occasion: what they have in common is entered once, what each shows is said of each later."""

    files = FilesField(
        label=gettext_lazy("Pictures"),
        help_text=gettext_lazy("Up to 20 files. One that cannot be taken keeps none of the others out."),
        widget=FilesInput(attrs={"accept": "image/*", "multiple": True}),
    )
    field_order = ["files", *SHARED]

    class Meta:
        model = Picture
        fields = SHARED
        widgets = {"licence_until": DAY}

    def take_in(self, by: User) -> list[dict[str, Any]]:
        """Each file with what became of it: `name`, and `picture` (new or, with `known`, there already) or `refusal`."""
        shared = {name: self.cleaned_data[name] for name in SHARED if self.cleaned_data[name] not in ("", None)}
        return [taken(file, by, shared) for file in self.cleaned_data["files"]]

    def _post_clean(self):
        """There is no one picture to check: each is checked as it is taken in."""


def taken(file: Any, by: User, shared: dict[str, Any]) -> dict[str, Any]:
    try:
        return {"name": file.name, "picture": ingest(file, by=by, cut_now=False, **shared)}
    except DuplicatePicture as duplicate:
        return {"name": file.name, "picture": duplicate.picture, "known": True}
    except ValidationError as refusal:
        return {"name": file.name, "refusal": " ".join(refusal.messages)}
