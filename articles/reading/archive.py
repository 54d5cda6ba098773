"""The archive: every live story, newest first, narrowed by what the address says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

import django_filters
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.page_cache import holds_until, moment_of, public_page, shows
from articles.publishing.models import Edition
from articles.publishing.models.article import Kind
from articles.publishing.querysets import EditionQuerySet
from articles.reading.archive_choices import Choices, choices_at
from articles.reading.attributions import editions_naming
from articles.reading.cursors import PAGE_SIZE, Page, cursor_of, cut, read_cursor
from articles.reading.moments import next_change
from articles.search import index
from articles.search.backend import Order
from articles.search.forms import QueryField
from articles.sourcing.models import Source

FIRST_DAY, LAST_DAY = date(1600, 1, 1), date(2999, 12, 31)  # newspapers begin in 1605
NO_SUCH_DAY = _("Give a day between the years 1600 and 2999.")
NO_SUCH_CHOICE = _("No story has “%(value)s” here. Choose from the list.")


class WordsFilter(django_filters.Filter):
    field_class = QueryField


def choice(label: str | Promise, **options) -> django_filters.ChoiceFilter:
    return django_filters.ChoiceFilter(
        label=label, empty_label=_("any"), error_messages={"invalid_choice": NO_SUCH_CHOICE}, **options
    )


def day(label: str | Promise, method: str) -> django_filters.DateFilter:
    return django_filters.DateFilter(
        label=label,
        method=method,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("Write the day as year-month-day, such as 2026-05-31.")},
        validators=[MinValueValidator(FIRST_DAY, NO_SUCH_DAY), MaxValueValidator(LAST_DAY, NO_SUCH_DAY)],
    )


class ArchiveForm(forms.Form):
    """Keeps the range of days in order."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def clean(self):
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and since > until:
            self.add_error("until", _("The last day is before the first one. Swap them."))
        return self.cleaned_data


class ArchiveFilter(django_filters.FilterSet):
    """Each parameter of the archive's address. The words are looked for by the index, not here."""

    text = WordsFilter(
        label=_("Words"), method="leave_to_the_index", widget=forms.TextInput(attrs={"type": "search", "dir": "auto"})
    )
    section = choice(_("Section"), field_name="section__slug")
    topic = choice(_("Topic"), field_name="topics__slug")
    author = choice(_("Author"), field_name="authors__slug")
    source = choice(_("Source"), method="naming_source")
    kind = choice(_("Kind"), choices=[(value, label.capitalize()) for value, label in Kind.choices])
    since = day(_("From"), "published_since")
    until = day(_("To"), "published_until")

    class Meta:
        model = Edition
        fields: list[str] = []
        form = ArchiveForm

    def __init__(self, *args, choices: Choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.source_keys = choices.source_keys
        for name in ("section", "topic", "author", "source"):
            self.filters[name].extra["choices"] = getattr(choices, name)

    def leave_to_the_index(self, editions: EditionQuerySet, name: str, value: object) -> EditionQuerySet:
        return editions

    def naming_source(self, editions: EditionQuerySet, name: str, slug: str) -> EditionQuerySet:
        """Stories of this publisher, and those in which this source speaks."""
        return editions.filter(pk__in=editions_naming(Source(pk=self.source_keys[slug])).values("pk"))

    def published_since(self, editions: EditionQuerySet, name: str, first: date) -> EditionQuerySet:
        return editions.filter(first_published__gte=start_of(first))

    def published_until(self, editions: EditionQuerySet, name: str, last: date) -> EditionQuerySet:
        return editions.filter(first_published__lt=start_of(last + timedelta(days=1)))


def start_of(moment: date) -> datetime:
    """Midnight in the site's time zone."""
    return timezone.make_aware(datetime.combine(moment, time.min))


@dataclass(frozen=True)
class Chosen:
    """One filter in use, in words, and the address of the list without it."""

    label: str
    value: str
    without: str


@public_page
def archive(request: HttpRequest) -> HttpResponseBase:
    """At most five queries, besides the frame's. What cannot be read is answered in words, with an empty list."""
    at = moment_of(request)
    filters = ArchiveFilter(request.GET, queryset=Edition.objects.live(at), choices=choices_at(at, request.GET.dict()))
    in_use = {name: value for name in filters.filters if (value := request.GET.get(name, "").strip())}
    valid = filters.is_valid()
    before = read_cursor(request.GET.get("before", ""))
    page = page_of(filters, before) if valid else Page(is_first=before is None)
    context = {
        "form": filters.form,
        "valid": valid,
        "page": page,
        "chosen": chosen_of(filters, in_use) if valid else [],
        "older": address_of({**in_use, "before": page.older}) if page.older else "",
        "newest": address_of(in_use),
    }
    response = render(request, "reading/archive.html", context)
    shows(response, "front", "sections", "topics", "authors", "sources")
    return holds_until(response, next_change(Edition.objects.all(), at))


def page_of(filters: ArchiveFilter, before: tuple[datetime, int] | None) -> Page:
    """A page of what the filters let through. One query; with words to look for, two."""
    editions = filters.qs.before(before)
    query = filters.form.cleaned_data["text"]
    if query.text:
        hits = index.search(editions, query, order=Order.NEWEST, limit=PAGE_SIZE + 1)
        editions = Edition.objects.filter(pk__in=[hit.edition_id for hit in hits])
    cards = editions.newest_first().select_related("section", "lead_picture").defer("body_html", "body_text")
    return cut(cards, is_first=before is None, cursor=lambda edition: cursor_of(edition.first_published, edition.pk))


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
        return date_format(value, "j F Y")
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices  # pairs, as `choices_at` gave them; the stubs allow more
        return str(dict(choices)[value])
    return value.text


def address_of(parameters: dict[str, str]) -> str:
    return reverse("archive") + (f"?{urlencode(parameters)}" if parameters else "")
