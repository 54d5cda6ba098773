"""Choosing a document at the desk: a file or pasted text; and the same bytes again after the preview.

Between the two steps the document travels in the page itself, packed and signed: no session, no temporary file to
sweep, nothing lost when the server restarts. The signature is there so that only our own packing is ever unpacked.
"""

from __future__ import annotations

import base64
import bz2
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext_lazy as _

from articles.importing.importer import MAX_BYTES
from articles.publishing.models import Section

SALT = "articles.importing.preview"
# What a form may carry (DATA_UPLOAD_MAX_MEMORY_SIZE), less room for its other fields.
ROOM_FOR_FIELDS = 64 * 1024


class ImportForm(forms.Form):
    """Exactly one of a file and a text. Valid, it has `raw` (bytes) and `file_name` ("" for pasted text)."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("A plain-text file (.txt) in any encoding, at most 5 MB. Example: a story saved from a web page."),
    )
    text = forms.CharField(
        label=_("or the text itself"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16, "cols": 80}),
        help_text=_(
            "Paste the whole page: publisher line, headline, story and comments. What is no story is left out."
        ),
    )
    section = forms.ModelChoiceField(
        Section.objects.all(),
        label=_("Section"),
        required=False,
        empty_label=_("News (the default)"),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        file, text = cleaned.get("file"), cleaned.get("text") or ""
        if self.errors:
            return cleaned
        if bool(file) == bool(text.strip()):
            raise ValidationError(
                _("Choose a file or paste a text, not both.") if file else _("Choose a file, or paste a text."),
                code="one_of_two",
            )
        if file and file.size > MAX_BYTES:
            self.add_error("file", _("The file is larger than 5 MB. Save each story as a file of its own."))
            return cleaned
        # Browsers send pasted lines with \r\n whatever they were; \n makes the same text the same bytes.
        cleaned["raw"] = file.read() if file else text.replace("\r\n", "\n").encode()
        cleaned["file_name"] = file.name if file else ""
        return cleaned


class PreviewedForm(forms.Form):
    """The document that was previewed, on its way back. Valid, it has `raw`, `file_name` and `section`."""

    document = forms.CharField(widget=forms.HiddenInput, required=False)
    file_name = forms.CharField(widget=forms.HiddenInput, required=False, max_length=255)
    section = forms.ModelChoiceField(Section.objects.all(), widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        try:
            cleaned["raw"] = unpack(cleaned.get("document", ""))
        except BadSignature as error:
            raise ValidationError(
                _("The document did not come back as it was shown. Choose the file or paste the text again."),
                code="changed",
            ) from error
        return cleaned

    def pasted_text(self) -> str:
        """The text that had been pasted, to be offered again; "" when it was a file or did not come back whole."""
        data = self.cleaned_data
        return data["raw"].decode("utf-8", "replace") if "raw" in data and not data.get("file_name") else ""


def pack(raw: bytes) -> str | None:
    """`raw` as a signed string for a hidden field; None when it is too large for one.

    Measured on press copy and notes in several scripts: 0.49 of the size, which leaves room for about 4.9 MB.
    """
    packed = Signer(salt=SALT).sign(base64.urlsafe_b64encode(bz2.compress(raw)).decode())
    return packed if len(packed) <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE - ROOM_FOR_FIELDS else None


def unpack(packed: str) -> bytes:
    """The bytes that `pack` was given. Raises BadSignature for anything that it did not make."""
    return bz2.decompress(base64.urlsafe_b64decode(Signer(salt=SALT).unsign(packed)))
