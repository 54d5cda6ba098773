"""What the results of a search can be narrowed to: the section, kind, year and language of the hits, counted from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf.locale import LANG_INFO
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles.publishing.models import Section
from articles.publishing.models.article import Kind
from articles.publishing.querysets import EditionQuerySet
from articles.search.backend import Found, Hit
from articles.search.matching import sign

LABELS = {"section": _("Section"), "kind": _("Kind"), "year": _("Year"), "language": _("Language")}
LISTED = 8  # choices of one facet: the most frequent


@dataclass(frozen=True)
class Choice:
    """One way to narrow the results: `value` as the address has it, `count` of the hits that were counted."""

    value: str
    label: str | Promise
    count: int


@dataclass(frozen=True)
class Facet:
    name: str
    label: str | Promise
    choices: list[Choice]


@dataclass(frozen=True)
class Narrowing:
    """The choice in use, in words."""

    name: str
    label: str | Promise
    value: str | Promise


def narrow(editions: EditionQuerySet, chosen: Mapping[str, str], sections: Iterable[Section]) -> EditionQuerySet:
    """Those of `editions` that have all of `chosen`."""
    if "section" in chosen:
        editions = editions.filter(section__in=[each.pk for each in sections if each.slug == chosen["section"]])
    if "kind" in chosen:
        editions = editions.filter(kind=chosen["kind"])
    if "language" in chosen:
        editions = editions.filter(language=chosen["language"])
    if "year" in chosen:
        year = int(chosen["year"])
        editions = editions.filter(first_published__gte=new_year(year), first_published__lt=new_year(year + 1))
    return editions


def signs_of(chosen: Mapping[str, str], sections: Iterable[Section]) -> list[str]:
    """The signs by which the index knows `chosen`."""
    keys = {each.slug: each.pk for each in sections}
    return [sign(name, keys.get(value, 0) if name == "section" else value) for name, value in chosen.items()]


def new_year(year: int) -> datetime:
    return timezone.make_aware(datetime(year, 1, 1))  # noqa: DTZ001 - made aware here


def facets_of(found: Found, chosen: Mapping[str, str], sections: Iterable[Section]) -> list[Facet]:
    """The choices that lead to fewer results, the most frequent first; years from the latest."""
    names = {each.pk: (each.slug, each.name) for each in sections}
    counts: dict[str, Counter] = {name: Counter(read(name, found.hits)) for name in LABELS if name not in chosen}
    facets = []
    for name, counter in counts.items():
        choices = [choice_of(name, key, count, names) for key, count in counter.most_common(LISTED)]
        if name == "year":
            choices.sort(key=lambda choice: choice.value, reverse=True)
        if len(choices) > 1:
            facets.append(Facet(name, LABELS[name], choices))
    return facets


def read(name: str, hits: Iterable[Hit]) -> Iterable:
    if name == "section":
        return (hit.section_id for hit in hits)
    if name == "year":
        return (year_of(hit.first_published) for hit in hits)
    return (value for hit in hits if (value := getattr(hit, name)))


def year_of(moment: datetime) -> int:
    """The year in the site's time zone, which only at its turn is another than that of the moment itself."""
    if (moment.month, moment.day) in {(12, 31), (1, 1)}:
        moment = timezone.localtime(moment)
    return moment.year


def choice_of(name: str, key, count: int, sections: Mapping[int, tuple[str, str]]) -> Choice:
    value = sections[key][0] if name == "section" else str(key)
    return Choice(value, in_words(name, value, sections), count)


def in_words(name: str, value: str, sections: Mapping[int, tuple[str, str]]) -> str | Promise:
    """A choice as readers know it; a section that there is not, as it was asked for."""
    if name == "section":
        return dict(sections.values()).get(value, value)
    if name == "kind":
        return capfirst(Kind(value).label)
    if name == "language":
        return LANG_INFO.get(value.lower(), LANG_INFO.get(value.lower().partition("-")[0], {})).get("name_local", value)
    return value


def narrowings(chosen: Mapping[str, str], sections: Iterable[Section]) -> list[Narrowing]:
    names = {each.pk: (each.slug, each.name) for each in sections}
    return [Narrowing(name, LABELS[name], in_words(name, value, names)) for name, value in chosen.items()]
