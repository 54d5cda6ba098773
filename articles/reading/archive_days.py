"""The archive by the calendar: a year with its months, a month with its days, a day with its stories."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, IntegerField, QuerySet, Value
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from articles.page_cache import holds_until, moment_of, public_page, shows
from articles.publishing import columnists
from articles.publishing.models import Edition
from articles.publishing.querysets import EditionQuerySet
from articles.reading.archive_filters import FIRST_DAY, LAST_DAY, start_of
from articles.reading.archive_month import laid_out
from articles.reading.cursors import cursor_of, cut, read_cursor
from articles.reading.moments import next_change

COUNTED = 1_000  # stories of a month or a day: what is above is not counted
MOST_YEARS = 60  # named on the archive's first page


@dataclass(frozen=True)
class Period:
    """A year, a month of it or a day of that, in the site's time zone."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def first(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        if self.day:
            return self.first
        month = self.month or 12
        return date(self.year, month, monthrange(self.year, month)[1])

    @property
    def name(self) -> str:
        if self.day:
            return date_format(self.first, "j E Y")
        return date_format(self.first, "F Y") if self.month else str(self.year)

    @property
    def short_name(self) -> str:
        """Its name among its like: a month without its year, a day by its number."""
        if self.day:
            return str(self.day)
        return date_format(self.first, "F") if self.month else str(self.year)

    @property
    def address(self) -> str:
        numbers = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)]
        return reverse(("archive_year", "archive_month", "archive_day")[len(numbers) - 1], args=numbers)

    @property
    def parts(self) -> list[Period]:
        """The months of a year, the days of a month; a day has none."""
        if self.day:
            return []
        if self.month:
            return [Period(self.year, self.month, day) for day in range(1, self.last.day + 1)]
        return [Period(self.year, month) for month in range(1, 13)]

    @property
    def around(self) -> list[Period]:
        """The year of a month, the year and the month of a day."""
        return [Period(self.year), *([Period(self.year, self.month)] if self.day else [])][: 2 if self.month else 0]

    def like(self, moment: datetime) -> Period:
        """The period of this length in which `moment` is."""
        local = timezone.localtime(moment)
        return Period(local.year, local.month if self.month else None, local.day if self.day else None)

    def within(self, editions: EditionQuerySet) -> EditionQuerySet:
        return editions.filter(
            first_published__gte=start_of(self.first), first_published__lt=start_of(self.last + timedelta(days=1))
        )


@dataclass(frozen=True)
class Part:
    """A period with how many stories it has, at most COUNTED and one."""

    period: Period
    count: int
    most = COUNTED

    @property
    def has_more(self) -> bool:
        return self.count > COUNTED


@public_page(parameters=["before"])
def archive_of(request: HttpRequest, year: str, month: str = "", day: str = "") -> HttpResponseBase:
    """The stories of a period, newest first. Seven queries at most, with the frame's. 404 for what is in no calendar."""
    period = period_of(year, month, day)
    at = moment_of(request)
    before = read_cursor(request.GET.get("before", ""))
    live = Edition.objects.live(at)
    rows = period.within(live).before(before).newest_first().select_related("section", "lead_picture")
    page = cut(
        rows.defer("body_html", "body_text"),
        is_first=before is None,
        cursor=lambda edition: cursor_of(edition.first_published, edition.pk),
    )
    columnists.named(page.rows)
    older, newer = neighbours(period, live)
    parts = counted(period.parts, live)
    context = {
        "period": period,
        "parts": parts,
        "month": laid_out(period.year, period.month, parts) if parts and period.month else None,
        "page": page,
        "older_period": older,
        "newer_period": newer,
        "canonical": period.address,
    }
    response = render(request, "reading/archive_days.html", context)
    shows(response, "front", "sections", *columnists.tags(page.rows), "pictures")
    return holds_until(response, next_change(Edition.objects.all(), at))


def period_of(year: str, month: str, day: str) -> Period:
    """Raises Http404 for a day that no calendar has, or that no newspaper was printed on."""
    period = Period(int(year), int(month) if month else None, int(day) if day else None)
    try:
        known = FIRST_DAY <= period.first <= LAST_DAY
    except ValueError:
        known = False
    if not known or (month and not period.month) or (day and not period.day):
        raise Http404("no such day")
    return period


def counted(periods: list[Period], live: EditionQuerySet) -> list[Part]:
    """How many stories each period has. One query, none without periods."""
    if not periods:
        return []
    queries = [in_period(number, period.within(live)) for number, period in enumerate(periods)]
    found = dict(queries[0].union(*queries[1:], all=True).order_by())
    return [Part(period, found.get(number, 0)) for number, period in enumerate(periods)]


def in_period(number: int, editions: EditionQuerySet) -> QuerySet:
    """One row of `number` and how many of `editions` there are, counted up to COUNTED and one."""
    some = editions.order_by().values("pk")[: COUNTED + 1]
    return (
        Edition.objects.filter(pk__in=some)
        .order_by()
        .annotate(place=Value(number, output_field=IntegerField()))
        .values("place")
        .annotate(count=Count("pk"))
        .values_list("place", "count")
    )


def neighbours(period: Period, live: EditionQuerySet) -> tuple[Period | None, Period | None]:
    """The last period before this one and the first one after it that have a story. One query."""
    start, end = start_of(period.first), start_of(period.last + timedelta(days=1))
    keys = [
        live.filter(first_published__lt=start).order_by("-first_published", "-pk").values("pk")[:1],
        live.filter(first_published__gte=end).order_by("first_published", "pk").values("pk")[:1],
    ]
    found = [Edition.objects.filter(pk__in=key).order_by().values_list("first_published", flat=True) for key in keys]
    moments = list(found[0].union(found[1]).order_by())
    older = next((moment for moment in moments if moment < start), None)
    newer = next((moment for moment in moments if moment >= end), None)
    return (period.like(older) if older else None), (period.like(newer) if newer else None)


def years_of(at: datetime) -> list[Period]:
    """The years that have a story, the latest first. Two queries, one while nothing is published."""
    live = Edition.objects.live(at)
    ends = [
        Edition.objects.filter(pk__in=live.order_by(way, "pk").values("pk")[:1])
        .order_by()
        .values_list("first_published", flat=True)
        for way in ("first_published", "-first_published")
    ]
    moments = sorted(ends[0].union(ends[1]).order_by())
    if not moments:
        return []
    first, last = (timezone.localtime(moment).year for moment in (moments[0], moments[-1]))
    years = [Period(year) for year in range(last, max(first, last - MOST_YEARS) - 1, -1)]
    queries = [
        # Ordered by what the years are told apart by: so its index is read, and not the table until the year is met.
        Edition.objects.filter(pk__in=year.within(live).order_by("first_published", "pk").values("pk")[:1])
        .order_by()
        .values_list(Value(year.year), flat=True)
        for year in years
    ]
    there = set(queries[0].union(*queries[1:]).order_by()) if len(queries) > 1 else {last}
    return [year for year in years if year.year in there]
