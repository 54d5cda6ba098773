"""The forms of the article's desk: the article itself with its rich body, a reason to withdraw."""

from __future__ import annotations

import re

from django import forms
from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorFormField
from django_prose_editor.widgets import AdminProseEditorWidget

from articles.publishing import translations
from articles.publishing.admin.combobox import LoadedLabelsForm
from articles.publishing.models import Article
from articles.text.sanitise import clean_html, plain_text

# What the editor offers is what `articles.text.sanitise` keeps. Nothing that writes style= (alignment, colour).
EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Strike": True,
    "Subscript": True,
    "Superscript": True,
    "Heading": {"levels": [2, 3, 4]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "HorizontalRule": True,
    "HardBreak": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "Code": True,
    "CodeBlock": True,
    "Underline": True,
    "SpecialCharacters": True,
    "NoSpellCheck": False,
}


EMPTY_CAPTION = re.compile(r"<figcaption[^>]*></figcaption>")

# Ours, of static/js/desk-editor.js and desk-insert.js: without them the editor would drop what the body refers to.
REFERENCES = dict.fromkeys(
    "StatementMark PictureReference PullQuote Embed Speaker WordsOf DeskArea Inserting".split(), True
)


class BodyWidget(AdminProseEditorWidget):
    def get_config(self):
        config = super().get_config()
        return config | {
            "extensions": config["extensions"] | REFERENCES,
            "js_modules": [*config["js_modules"], static("js/desk-editor.js"), static("js/desk-insert.js")],
        }


class ArticleForm(LoadedLabelsForm):
    body = ProseEditorFormField(
        label=_("Body"), required=False, config={"extensions": EXTENSIONS}, widget=BodyWidget(attrs={"rows": 20})
    )
    version = forms.IntegerField(
        required=False,
        widget=forms.HiddenInput,
        help_text=_("The version the form was opened at; a save of an older one than is stored is refused."),
    )

    class Meta:
        model = Article
        fields = "__all__"
        widgets = {
            "headline": forms.Textarea(attrs={"rows": 1, "maxlength": 200}),
            "standfirst": forms.Textarea(attrs={"rows": 2, "maxlength": 400}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("version", self.instance.version)

    def clean_body(self) -> str:
        """Sanitised by the one policy, last. The editor's lone empty paragraph and captions left empty count as nothing."""
        body = clean_html(EMPTY_CAPTION.sub("", self.cleaned_data["body"]))
        return body if plain_text(body) or "<figure" in body else ""

    def clean_headline(self) -> str:
        return " ".join(self.cleaned_data["headline"].split())

    def clean_standfirst(self) -> str:
        return " ".join(self.cleaned_data["standfirst"].split())

    def clean(self):
        """A headline that somebody rewrote is no longer the one a machine took from the first sentence."""
        super().clean()
        self.link_to_the_first_language()
        if "headline" in self.changed_data and "headline_is_working" not in self.changed_data:
            self.cleaned_data["headline_is_working"] = False

    def link_to_the_first_language(self) -> None:
        """A translation of a translation is one of the story that both were translated from."""
        chosen = self.cleaned_data.get("translation_of")
        if chosen is None or not {"translation_of", "language"} & set(self.changed_data):
            return
        first = self.cleaned_data["translation_of"] = translations.first_of(chosen)
        if problem := translations.problem_with(self.instance, first, self.cleaned_data.get("language", "")):
            self.add_error("translation_of", problem)


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason, shown to readers"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300}),
        help_text=_("Example: “The document it relied on proved to be forged.” Left empty, readers see no reason."),
    )
