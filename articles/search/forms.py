"""The search form: nothing a reader or a robot sends is an error; what makes no sense is the default."""

from __future__ import annotations

from django import forms

from articles.search.backend import Order
from articles.search.query import Query, read_query

PAGE_SIZE = 30
LAST_PAGE = 10  # who wants more than 300 best matches wants other words, or the archive


class QueryField(forms.Field):
    """Any text, as a Query."""

    def to_python(self, value: str | None) -> Query:
        return read_query(value or "")


class SearchForm(forms.Form):
    q = QueryField(required=False)
    order = forms.ChoiceField(choices=Order, required=False)
    page = forms.IntegerField(min_value=1, max_value=LAST_PAGE, required=False)

    def asked(self) -> tuple[Query, str, int]:
        """What to look for, in which order, and which page of it."""
        self.is_valid()
        data = self.cleaned_data
        return data["q"], data.get("order") or Order.RELEVANCE, data.get("page") or 1
