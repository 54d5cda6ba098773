"""What a source said, as its page lists it: newest first, narrowed by year, topic and kind; all of it public."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

import django_filters
from django import forms
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, ExtractYear
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles.publishing.models import Edition, Topic
from articles.reading.archive_filters import start_of
from articles.reading.attributions import editions_naming, statements_in_public
from articles.reading.cursors import Page, cursor_of, cut, read_cursor
from articles.sourcing.conduits import circumstances
from articles.sourcing.models import Source, Statement
from articles.sourcing.querysets import StatementQuerySet
from articles.text.joining import joined

LISTED = 60  # topics to choose from, by name


@dataclass(frozen=True)
class Choices:
    """Years, newest first, and topics by name, in which a live story names the source."""

    year: list[tuple[str, str]] = field(default_factory=list)
    topic: list[tuple[str, str]] = field(default_factory=list)


def choice(label: str | Promise, **options) -> django_filters.ChoiceFilter:
    return django_filters.ChoiceFilter(label=label, empty_label=_("any"), **options)


class SaidForm(forms.Form):
    """What the address asks for."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"label_suffix": "", **kwargs})


class SaidFilter(django_filters.FilterSet):
    """`statements` have the columns of `in_live_editions`."""

    year = choice(_("Year"), method="in_year")
    topic = choice(_("Topic"), method="on_topic")
    kind = choice(_("Kind"), choices=[(value, capfirst(label)) for value, label in Statement.Kind.choices])

    class Meta:
        model = Statement
        fields: list[str] = []
        form = SaidForm

    def __init__(self, *args, choices: Choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["year"].extra["choices"] = choices.year
        self.filters["topic"].extra["choices"] = choices.topic

    def in_year(self, statements: StatementQuerySet, name: str, year: str) -> StatementQuerySet:
        first, next_ = start_of(date(int(year), 1, 1)), start_of(date(int(year) + 1, 1, 1))
        return statements.filter(first_published__gte=first, first_published__lt=next_)

    def on_topic(self, statements: StatementQuerySet, name: str, slug: str) -> StatementQuerySet:
        topics = Edition.topics.through.objects.filter(edition_id=OuterRef("edition_id"), topic__slug=slug)
        return statements.filter(Exists(topics))


def choices_of(source: Source, at: datetime) -> Choices:
    """One query."""
    live = editions_naming(source).live(at).order_by()
    years = live.annotate(year=ExtractYear("first_published")).values_list(
        Value("year"), Cast("year", CharField(max_length=10)), Cast("year", CharField(max_length=10))
    )
    topics = Topic.objects.filter(Exists(live.filter(topics=OuterRef("pk")))).order_by("name").values("pk")[:LISTED]
    named = Topic.objects.filter(pk__in=topics).order_by().values_list(Value("topic"), "slug", "name")
    choices = Choices()
    for kind, value, name in years.union(named).order_by():
        getattr(choices, kind).append((value, name))
    choices.year.sort(reverse=True)
    choices.topic.sort(key=lambda pair: pair[1].casefold())
    return choices


def asked_of(parameters: QueryDict) -> dict[str, str]:
    """Those of the parameters that are asked for at all. What is no choice is told by the form, as in the archive."""
    asked = {name: parameters.get(name, "").strip() for name in ("year", "topic", "kind")}
    return {name: value for name, value in asked.items() if value}


def said_by(source: Source, at: datetime) -> StatementQuerySet:
    """Every public statement of `source`, newest story first, with what `circumstances` asks for."""
    people = ("role", "conduit", "second_conduit", "third_conduit")
    return statements_in_public(source, at).select_related(*people).order_by("-first_published", "-pk")


def page_of(statements: QuerySet, cursor: str) -> Page:
    """The statements after `cursor`, each with `told`, its circumstances in a line. One query. Raises Http404."""
    key = read_cursor(cursor)
    if key is not None:
        moment, pk = key
        statements = statements.filter(Q(first_published__lt=moment) | Q(first_published=moment, pk__lt=pk))
    page = cut(statements, is_first=key is None, cursor=lambda one: cursor_of(one.first_published, one.pk))
    for statement in page.rows:
        statement.told = joined(circumstances(statement))
    return page
