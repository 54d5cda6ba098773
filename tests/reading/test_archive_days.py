"""The archive by the calendar: year, month and day, each with its stories and with how many its parts have."""

from datetime import UTC, datetime, timedelta

import pytest

from articles.models import Edition
from articles.publishing import workflow
from tests.reading.pages import seen
from tests.world import make_live, make_scheduled

pytestmark = pytest.mark.django_db


def on(year, month, day, **fields):
    edition = make_live(**fields)
    moment = datetime(year, month, day, 12, tzinfo=UTC)
    Edition.objects.filter(pk=edition.pk).update(first_published=moment, live_from=moment, updated=moment)
    edition.refresh_from_db()
    return edition


def ask(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response


def rows(client, address):
    return [edition.pk for edition in ask(client, address).context["page"].rows]


def counts(response):
    return {part.period.short_name: part.count for part in response.context["parts"] if part.count}


def test_a_year_leads_to_its_months_and_those_to_their_days(client):
    first, second, third = on(2025, 3, 9), on(2025, 3, 9, headline="Later"), on(2025, 11, 30)
    other = on(2024, 12, 31)
    year = ask(client, "/archive/2025/")
    assert counts(year) == {"March": 2, "November": 1}
    assert rows(client, "/archive/2025/") == [third.pk, second.pk, first.pk]
    page = year.content.decode()
    assert 'href="/archive/2025/03/"' in page
    assert 'href="/archive/2025/04/"' not in page, "a month without stories leads nowhere"
    month = ask(client, "/archive/2025/03/")
    assert counts(month) == {"9": 2}
    assert 'href="/archive/2025/03/09/"' in month.content.decode()
    assert rows(client, "/archive/2025/03/09/") == [second.pk, first.pk]
    assert rows(client, "/archive/2024/") == [other.pk]
    archive = client.get("/archive/").content.decode()
    assert 'href="/archive/2025/"' in archive
    assert 'href="/archive/2024/"' in archive


def test_before_and_after_lead_to_the_nearest_period_with_a_story(client):
    on(2024, 2, 1), on(2025, 3, 9), on(2025, 8, 1)
    month = ask(client, "/archive/2025/03/").context
    assert (month["older_period"].address, month["newer_period"].address) == ("/archive/2024/02/", "/archive/2025/08/")
    empty = ask(client, "/archive/2025/05/")
    assert "Nothing was published then" in empty.content.decode()
    assert "noindex" in empty.content.decode()
    assert empty.context["older_period"].address == "/archive/2025/03/"
    assert "noindex" not in ask(client, "/archive/2025/03/").content.decode()


def test_days_are_those_of_the_site(client, settings):
    from django.utils import timezone

    settings.TIME_ZONE = "Asia/Tokyo"
    timezone.get_default_timezone.cache_clear()
    try:
        edition = on(2025, 12, 31)  # 21:00 in Tokyo
        moment = datetime(2025, 12, 31, 15, 30, tzinfo=UTC)  # half past midnight in Tokyo, in the next year
        Edition.objects.filter(pk=edition.pk).update(first_published=moment, live_from=moment, updated=moment)
        assert rows(client, "/archive/2026/01/01/") == [edition.pk]
        assert rows(client, "/archive/2025/") == []
    finally:
        timezone.get_default_timezone.cache_clear()


@pytest.mark.parametrize(
    "address",
    ["/archive/2025/13/", "/archive/2025/00/", "/archive/2025/02/30/", "/archive/0001/", "/archive/3000/",
     "/archive/2025/3/", "/archive/٢٠٢٥/", "/archive/2025/03/09/?before=x"],
)  # fmt: skip
def test_what_is_in_no_calendar_is_not_found(client, address):
    on(2025, 3, 9)
    assert client.get(address).status_code == 404


def test_pages_go_on_by_key(client):
    editions = [on(2025, 3, 1 + number % 28) for number in range(33)]
    response = ask(client, "/archive/2025/")
    older = response.context["page"].older
    second = rows(client, f"/archive/2025/?before={older}")
    first = [row.pk for row in response.context["page"].rows]
    assert (len(first), len(second)) == (30, 3)
    assert {*first, *second} == {edition.pk for edition in editions}


def test_planned_and_withdrawn_stories_are_neither_shown_nor_counted(client):
    planned = make_scheduled(ahead=timedelta(hours=1))
    gone = on(2025, 3, 9)
    workflow.withdraw(gone.article, by=None)
    assert rows(client, "/archive/2025/") == []
    day = f"{planned.first_published:/archive/%Y/%m/%d/}"
    assert rows(client, day) == []
    assert client.get("/archive/").context["years"] == []


def test_counting_stops_and_says_so(client, monkeypatch):
    monkeypatch.setattr("articles.reading.archive_days.COUNTED", 2)
    monkeypatch.setattr("articles.reading.archive_days.Part.most", 2)
    for _number in range(4):
        on(2025, 3, 9)
    response = ask(client, "/archive/2025/")
    assert counts(response) == {"March": 3}
    assert "2+ stories" in response.content.decode()


@pytest.mark.parametrize("address", ["/archive/2025/", "/archive/2025/03/", "/archive/2025/03/09/"])
def test_queries_do_not_grow_with_stories(client, django_assert_max_num_queries, address):
    for number in (2, 20):
        for _each in range(number):
            on(2025, 3, 9)
        with django_assert_max_num_queries(6):
            response = ask(client, address)
        assert not response.cookies
        assert response["Cache-Control"].startswith("public")


def cells(week):
    return [part.period.day if part else None for part in week]


@pytest.mark.parametrize(
    ("language", "first", "last", "week"),
    [
        ("en", "Sunday", "Saturday", [None, None, None, None, None, None, 1]),
        ("ar", "الأحد", "السبت", [None, None, None, None, None, None, 1]),
        ("fr", "lundi", "dimanche", [None, None, None, None, None, 1, 2]),
        ("ru", "Понедельник", "Воскресенье", [None, None, None, None, None, 1, 2]),
    ],
)
def test_a_month_is_a_calendar_whose_weeks_begin_as_those_of_the_language(
    client, settings, language, first, last, week
):
    settings.LANGUAGE_CODE = language
    on(2025, 3, 9)
    response = ask(client, "/archive/2025/03/")
    month = response.context["month"]
    assert (month.heads[0][1], month.heads[-1][1]) == (first, last)
    assert cells(month.weeks[0]) == week
    assert [day for row in month.weeks for day in cells(row) if day] == [*range(1, 32)]
    assert {len(row) for row in month.weeks} == {7}
    page = seen(response)
    assert len(page.all("th", scope="col")) == 7
    assert len(page.all("td")) == 7 * len(month.weeks)
    assert page.all("html", dir="rtl" if language == "ar" else "ltr")
    assert response.content.decode().count('href="/archive/2025/03/09/"') == 1


def test_a_day_without_stories_is_plain_and_one_with_stories_says_how_many(client):
    on(2025, 3, 9), on(2025, 3, 9)
    page = ask(client, "/archive/2025/03/").content.decode()
    assert "<td>10</td>" in page
    assert (
        '<span class="calendar-count" aria-hidden="true">2</span><span class="visually-hidden">2 stories</span>' in page
    )
    assert "<table" not in ask(client, "/archive/2025/").content.decode()
