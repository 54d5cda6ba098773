"""The parameters of each list. A name that nothing public has finds nothing: whether a draft has it, nobody is told."""

from __future__ import annotations

from datetime import UTC, datetime

import django_filters
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.publishing.models import Correction, Edition
from articles.publishing.models.article import Kind
from articles.publishing.querysets import EditionQuerySet
from articles.reading.attributions import editions_naming
from articles.sourcing.models import Source, Statement

FIRST, LAST = datetime(1600, 1, 1, tzinfo=UTC), datetime(2999, 12, 31, tzinfo=UTC)
NO_MOMENT = _("Write a day or a moment as ISO 8601 has it: 2026-05-31 or 2026-05-31T18:00:00Z. In an address + is %2B.")
NO_SUCH_MOMENT = _("Give a moment between the years 1600 and 2999.")


def word(about: str | Promise, **options) -> django_filters.CharFilter:
    return django_filters.CharFilter(help_text=about, max_length=255, **options)


def moment(about: str | Promise, **options) -> django_filters.IsoDateTimeFilter:
    return django_filters.IsoDateTimeFilter(
        help_text=about,
        error_messages={"invalid": NO_MOMENT},
        validators=[MinValueValidator(FIRST, NO_SUCH_MOMENT), MaxValueValidator(LAST, NO_SUCH_MOMENT)],
        **options,
    )


def one_of(choices, about: str | Promise) -> django_filters.ChoiceFilter:
    names = ", ".join(choices.values)
    no_such = _("This is none of: %s.") % names
    return django_filters.ChoiceFilter(choices=choices, help_text=about, error_messages={"invalid_choice": no_such})


class Form(forms.Form):
    """Keeps moments in order."""

    def clean(self):
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and since >= until:
            self.add_error("until", _("It is not after `since`."))
        return self.cleaned_data


class ArticleFilter(django_filters.FilterSet):
    text = django_filters.CharFilter(
        method="leave_to_the_index", max_length=500, help_text=_("Words to look for, as on the search page.")
    )
    section = word(_("The slug of a section."), field_name="section__slug")
    topic = word(_("The slug of a topic."), field_name="topics__slug")
    author = word(_("The slug of an author."), field_name="authors__slug")
    source = word(_("The slug of a source that speaks in it, or that it came from."), method="naming_source")
    kind = one_of(Kind, _("What it is."))
    language = django_filters.CharFilter(max_length=16, help_text=_("A language code, such as `ar`."))
    since = moment(_("First published then or later."), field_name="first_published", lookup_expr="gte")
    until = moment(_("First published before then."), field_name="first_published", lookup_expr="lt")

    class Meta:
        model = Edition
        fields: list[str] = []
        form = Form

    def leave_to_the_index(self, editions: EditionQuerySet, name: str, value: object) -> EditionQuerySet:
        return editions

    def naming_source(self, editions: EditionQuerySet, name: str, slug: str) -> EditionQuerySet:
        found = Source.objects.with_page().filter(slug=slug).first()
        return editions.filter(pk__in=editions_naming(found).values("pk")) if found else editions.none()


class StatementFilter(django_filters.FilterSet):
    source = word(_("The slug of a source: what it said by name."), field_name="source__slug")
    article = word(_("The id of an article: what is said in it."), field_name="article__public_id")
    kind = one_of(Statement.Kind, _("How it is told."))
    since = moment(_("In an article first published then or later."), field_name="first_published", lookup_expr="gte")
    until = moment(_("In an article first published before then."), field_name="first_published", lookup_expr="lt")

    class Meta:
        model = Statement
        fields: list[str] = []
        form = Form


class CorrectionFilter(django_filters.FilterSet):
    article = word(_("The id of an article."), field_name="article__public_id")
    kind = one_of(Correction.Kind, _("What it is."))
    since = moment(_("Told then or later."), field_name="made", lookup_expr="gte")
    until = moment(_("Told before then."), field_name="made", lookup_expr="lt")

    class Meta:
        model = Correction
        fields: list[str] = []
        form = Form
