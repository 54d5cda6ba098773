"""The filters of the archive: what its address may say, and the stories that this lets through."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import django_filters
from django import forms
from django.conf.locale import LANG_INFO
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles.publishing.models import Edition
from articles.publishing.models.article import Kind
from articles.publishing.querysets import EditionQuerySet
from articles.reading.archive_choices import Choices
from articles.reading.attributions import editions_naming
from articles.search.forms import QueryField
from articles.sourcing.models import Source

LANGUAGES = sorted((code, str(info["name_local"])) for code, info in LANG_INFO.items() if "name_local" in info)
FIRST_DAY, LAST_DAY = date(1600, 1, 1), date(2999, 12, 31)  # newspapers begin in 1605
NO_SUCH_DAY = _("Give a day between the years 1600 and 2999.")
NO_SUCH_CHOICE = _("No story has “%(value)s” here. Choose from the list.")


class WordsFilter(django_filters.Filter):
    field_class = QueryField


class CountedSelect(forms.Select):
    """A list of choices with the number of stories behind each; one that leads to none cannot be chosen.

    `counts` by value, None when nobody counted; with `is_capped` there may be more of each.
    """

    counts: dict[str, int] | None = None
    is_capped = False

    def create_option(self, name, value, label, selected, index, subindex=None, attrs=None):
        option = super().create_option(name, value, label, selected, index, subindex, attrs)
        if value and self.counts is not None:
            count = self.counts.get(str(value), 0)
            if count:
                option["label"] = f"{label} ({count}{'+' if self.is_capped else ''})"
            elif not selected and not self.is_capped:
                option["attrs"]["disabled"] = True
        return option


def choice(label: str | Promise, **options) -> django_filters.ChoiceFilter:
    return django_filters.ChoiceFilter(
        widget=CountedSelect,
        label=label,
        empty_label=_("any"),
        error_messages={"invalid_choice": NO_SUCH_CHOICE},
        **options,
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
    kind = choice(_("Kind"), choices=[(value, capfirst(label)) for value, label in Kind.choices])
    language = choice(_("Language"), choices=LANGUAGES)
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

    def narrowed(self, *, without: str = "") -> EditionQuerySet:
        """The stories that every filter but `without` lets through. The form must be valid."""
        editions = self.queryset.all()
        for name, value in self.form.cleaned_data.items():
            if name != without:
                editions = self.filters[name].filter(editions, value)
        return editions

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
