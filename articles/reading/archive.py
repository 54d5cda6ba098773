"""The archive: every live story, newest first, narrowed by what the address says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format

from articles.page_cache import holds_until, moment_of, public_page, shows
from articles.publishing import columnists
from articles.publishing.models import Edition
from articles.publishing.querysets import EditionQuerySet
from articles.reading.archive_choices import choices_at
from articles.reading.archive_counts import COUNTED, Counts, counts_of
from articles.reading.archive_days import years_of
from articles.reading.archive_filters import ArchiveFilter
from articles.reading.cursors import PAGE_SIZE, Page, cursor_of, cut, read_cursor
from articles.reading.moments import next_change
from articles.search import index
from articles.search.backend import Found, Order


@dataclass(frozen=True)
class Chosen:
    """One filter in use, in words, and the address of the list without it."""

    label: str
    value: str
    without: str


@public_page(parameters=["before", "after", *ArchiveFilter.base_filters])
def archive(request: HttpRequest) -> HttpResponseBase:
    """At most eight queries with the frame's. What cannot be read is answered in words, with an empty list."""
    at = moment_of(request)
    filters = ArchiveFilter(request.GET, queryset=Edition.objects.live(at), choices=choices_at(at, request.GET.dict()))
    in_use = {name: value for name in filters.filters if (value := request.GET.get(name, "").strip())}
    valid = filters.is_valid()
    before, after = read_cursor(request.GET.get("before", "")), read_cursor(request.GET.get("after", ""))
    found = hits_of(filters) if valid else None
    page = page_of(filters, found, before, after) if valid else Page(is_first=before is None)
    counts = counted(filters, found) if valid else None
    tell(filters.form, counts)
    columnists.named(page.rows)
    context = {
        "form": filters.form,
        "valid": valid,
        "page": page,
        "counts": counts,
        "most_counted": COUNTED,
        "chosen": chosen_of(filters, in_use) if valid else [],
        "older": address_of({**in_use, "before": page.older}) if page.older else "",
        "newer": address_of({**in_use, "after": key_of(page.rows[0])}) if page.rows and not page.is_first else "",
        "newest": address_of(in_use),
        "years": years_of(at) if valid and not in_use and page.is_first else [],
    }
    response = render(request, "reading/archive.html", context)
    shows(response, "front", "sections", "topics", "authors", "sources", "pictures")
    return holds_until(response, next_change(Edition.objects.all(), at))


def hits_of(filters: ArchiveFilter) -> Found | None:
    """The live stories with the words asked for, whatever else is; None when none are. One query, three for frequent words."""
    query = filters.form.cleaned_data["text"]
    return index.search(filters.queryset, query, order=Order.NEWEST) if query.text else None


def page_of(
    filters: ArchiveFilter,
    found: Found | None,
    before: tuple[datetime, int] | None,
    after: tuple[datetime, int] | None,
) -> Page:
    """A page of what the filters let through: the stories older than `before`, or those just newer than `after`. One query.

    With words of very many stories, one more: the page is filled however many there are.
    """
    editions = filters.narrowed()
    if after is not None and before is None:
        newer = cards(with_words(filters, found, editions.after(after), oldest_first=True))
        rows = list(newer.order_by("first_published", "pk")[: PAGE_SIZE + 1])
        if len(rows) > PAGE_SIZE:
            rows = rows[PAGE_SIZE - 1 :: -1]
            return Page(rows, key_of(rows[-1]), is_first=False)
    older = cards(with_words(filters, found, editions.before(before)))
    return cut(older.newest_first(), is_first=before is None, cursor=key_of)


def with_words(
    filters: ArchiveFilter, found: Found | None, editions: EditionQuerySet, *, oldest_first: bool = False
) -> EditionQuerySet:
    """Those of `editions` that hold the words asked for, if any are."""
    if found is None:
        return editions
    if not found.capped:
        return editions.filter(pk__in=[hit.edition_id for hit in found.hits])
    query = filters.form.cleaned_data["text"]
    keys = index.in_order(editions, query, limit=PAGE_SIZE + 1, oldest_first=oldest_first)
    return Edition.objects.filter(pk__in=keys)


def cards(editions: EditionQuerySet) -> EditionQuerySet:
    return editions.select_related("section", "lead_picture").defer("body_html", "body_text")


def key_of(edition: Edition) -> str:
    return cursor_of(edition.first_published, edition.pk)


def counted(filters: ArchiveFilter, found: Found | None) -> Counts | None:
    """How many stories each choice leads to; None where the words are in too many to count. Two queries."""
    if found is not None and found.capped:
        return None

    def narrowed(without: str) -> EditionQuerySet:
        return with_words(filters, found, filters.narrowed(without=without))

    chosen = {name for name, value in filters.form.cleaned_data.items() if value}
    return counts_of(narrowed, filters.source_keys, chosen)


def tell(form: forms.Form, counts: Counts | None) -> None:
    """Let the lists of choices say what `counts` knows, and list no language that no story has."""
    counts = counts or Counts()
    for name, numbers in counts.by_choice.items():
        form.fields[name].widget.counts = numbers
        form.fields[name].widget.is_capped = counts.is_capped(name)
    listed = {*dict(settings.LANGUAGES), form.data.get("language", ""), *counts.by_choice.get("language", ())}
    languages: Any = form.fields["language"]
    languages.widget.choices = [pair for pair in languages.choices if not pair[0] or pair[0] in listed]


def chosen_of(filters: ArchiveFilter, in_use: dict[str, str]) -> list[Chosen]:
    """The filters in use, each as a reader would name it."""
    return [
        Chosen(
            str(filters.form.fields[name].label),
            in_words(filters.form.fields[name], filters.form.cleaned_data[name]),
            address_of({other: value for other, value in in_use.items() if other != name}),
        )
        for name in in_use
    ]


def in_words(field: forms.Field, value) -> str:
    if isinstance(value, date):
        return date_format(value, "j E Y")
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices  # pairs, as `choices_at` gave them; the stubs allow more
        return str(dict(choices)[value])
    return value.text


def address_of(parameters: dict[str, str]) -> str:
    return reverse("archive") + (f"?{urlencode(parameters)}" if parameters else "")
