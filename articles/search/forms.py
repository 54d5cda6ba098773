"""The search form: nothing a reader or a robot sends is an error; what makes no sense is the default."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from articles.publishing.models.article import Kind
from articles.search.backend import Order
from articles.search.query import Query, read_query

PAGE_SIZE = 30
LAST_PAGE = 10  # who wants more than 300 best matches wants other words, or the archive
FIRST_YEAR, LAST_YEAR = 1600, 2999
WHERE = [("stories", _("whole stories")), ("quotes", _("what was said"))]
FACETS = ("section", "kind", "year", "language")


@dataclass(frozen=True)
class Asked:
    """What to look for, in which order, which page of it; in whole stories, or in quotes, and whose.

    `narrowed` holds what was chosen among FACETS, as the address has it.
    """

    query: Query
    order: str
    page: int
    in_quotes: bool
    speaker: str
    narrowed: dict[str, str]


class QueryField(forms.Field):
    """Any text, as a Query."""

    def to_python(self, value: str | None) -> Query:
        return read_query(value or "")


class SearchForm(forms.Form):
    q = QueryField(required=False)
    order = forms.ChoiceField(choices=Order, required=False)
    page = forms.IntegerField(min_value=1, max_value=LAST_PAGE, required=False)
    speaker = QueryField(required=False)
    section = forms.SlugField(max_length=255, required=False)
    kind = forms.ChoiceField(choices=Kind, required=False)
    year = forms.IntegerField(min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False)
    language = forms.CharField(max_length=16, required=False, validators=[RegexValidator(r"^[A-Za-z0-9-]+$")])

    def asked(self) -> Asked:
        """Whoever names a speaker looks in what that speaker said."""
        self.is_valid()
        data = self.cleaned_data
        speaker = data["speaker"].text
        return Asked(
            data["q"],
            data.get("order") or Order.RELEVANCE,
            data.get("page") or 1,
            bool(speaker) or self.data.get("in") == "quotes",  # the word is Python's own and can name no field
            speaker,
            {name: str(data[name]) for name in FACETS if data.get(name)},
        )
