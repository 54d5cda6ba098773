"""The story budget of a day, and the days of a week or month: what is planned, scheduled and due, by section."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from articles.publishing import stages
from articles.publishing.models import Article, Edition, Section

MOST = 500  # stories of one budget; a day of a large agency has some 300
MOST_OF_SPAN = 1500  # stories of a calendar page
SHOWN_A_DAY = 12  # in a cell of the calendar; the rest stands in the day's budget
BREAK = re.compile(r"<br\s*/?>")
TAG = re.compile(r"<[^>]*>")


@dataclass
class Line:
    """One story of the budget. `at` is the moment it is scheduled for on that day."""

    article: Article
    length: int
    at: datetime | None = None

    @property
    def stage(self) -> str:
        return stages.in_words(self.article)


@dataclass
class Part:
    """One section's share of a day; lengths in words."""

    section: Section
    lines: list[Line] = field(default_factory=list)

    @property
    def wanted(self) -> int:
        return sum(line.article.wanted_length or 0 for line in self.lines)

    @property
    def length(self) -> int:
        return sum(line.length for line in self.lines)


@dataclass
class Entry:
    """One story on one day of the calendar: scheduled for a moment, or only planned for the day."""

    article_id: int
    headline: str
    section: str
    stage: str = ""
    at: datetime | None = None


@dataclass
class Day:
    date: date
    entries: list[Entry] = field(default_factory=list)
    outside: bool = False  # of the month that is shown

    @property
    def shown(self) -> list[Entry]:
        return self.entries[:SHOWN_A_DAY]

    @property
    def more(self) -> int:
        return max(0, len(self.entries) - SHOWN_A_DAY)


def words_in(body: str) -> int:
    """How many words a sanitised body has; tags within a word do not part it."""
    return len(TAG.sub("", BREAK.sub(" ", body).replace("><", "> <")).split())


def bounds(first: date, last: date) -> tuple[datetime, datetime]:
    """From the first moment of `first` to the first moment after `last`, in the desk's zone."""
    start = timezone.make_aware(datetime.combine(first, time.min))
    return start, timezone.make_aware(datetime.combine(last + timedelta(days=1), time.min))


def scheduled_between(start: datetime, end: datetime) -> QuerySet[Edition]:
    """Editions that have yet to go live within the span, in their order."""
    start = max(start, timezone.now())
    return Edition.objects.filter(live_from__gte=start, live_from__lt=end).order_by("live_from", "pk")


def budget_of(day: date) -> list[Part]:
    """The stories planned for `day`, scheduled on it, or due on it without a planned day; by section. Two queries."""
    start, end = bounds(day, day)
    planned = dict(scheduled_between(start, end).values_list("article_id", "live_from")[:MOST])
    due = Q(planned_for=None, due__gte=start, due__lt=end)
    articles = (
        Article.objects.filter(Q(planned_for=day) | due | Q(pk__in=list(planned)))
        .select_related("section", "reporter", "editor")
        .with_live_state()
        .order_by("section__position", "section__name", "-priority", "pk")
    )
    parts: dict[int, Part] = {}
    for article in articles[:MOST]:
        part = parts.setdefault(article.section_id, Part(article.section))
        part.lines.append(Line(article, words_in(article.body), planned.get(article.pk)))
    return list(parts.values())


def days_between(first: date, last: date) -> list[Day]:
    """Each day of the span with its stories: scheduled ones by their moment, then the planned. Two queries."""
    days = {
        first + timedelta(days=number): Day(first + timedelta(days=number)) for number in range((last - first).days + 1)
    }
    scheduled = scheduled_between(*bounds(first, last)).select_related("section").defer("body_html", "body_text")
    known: set[tuple[date, int]] = set()
    for edition in scheduled[:MOST_OF_SPAN]:
        on = timezone.localtime(edition.live_from).date()
        known.add((on, edition.article_id))
        entry = Entry(edition.article_id, edition.headline, edition.section.name, at=edition.live_from)
        days[on].entries.append(entry)
    planned = Article.objects.filter(planned_for__gte=first, planned_for__lte=last).select_related("section")
    planned = planned.with_live_state()
    ordered = planned.only("headline", "stage", "planned_for", "section__name").order_by(
        "planned_for", "-priority", "pk"
    )
    for article in ordered[:MOST_OF_SPAN]:
        planned_on = article.planned_for
        if planned_on is not None and (planned_on, article.pk) not in known:
            stage = stages.in_words(article)
            days[planned_on].entries.append(Entry(article.pk, article.headline, article.section.name, stage))
    return list(days.values())


def week_of(day: date) -> list[list[Day]]:
    """The seven days around `day`, from Monday, as one row."""
    monday = day - timedelta(days=day.weekday())
    return [days_between(monday, monday + timedelta(days=6))]


def month_of(day: date) -> list[list[Day]]:
    """The weeks that hold the month of `day`, each from Monday to Sunday."""
    length = calendar.monthrange(day.year, day.month)[1]
    first, last = day.replace(day=1), day.replace(day=length)
    first -= timedelta(days=first.weekday())
    last += timedelta(days=6 - last.weekday())
    days = days_between(first, last)
    for one in days:
        one.outside = one.date.month != day.month
    return [days[start : start + 7] for start in range(0, len(days), 7)]
