"""The calendar: planned and scheduled stories by day, a month or a week at a time."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.desk.budget import SHOWN_A_DAY, month_of, week_of
from tests.world import make_article, make_live, make_scheduled

URL = "admin:articles_article_calendar"


def entries_of(weeks, day) -> list[str]:
    return [entry.headline for week in weeks for one in week if one.date == day for entry in one.entries]


def test_month_begins_on_a_monday_and_holds_whole_weeks(db):
    weeks = month_of(date(2026, 11, 15))
    assert (weeks[0][0].date, weeks[-1][-1].date) == (date(2026, 10, 26), date(2026, 12, 6))
    assert {len(week) for week in weeks} == {7}
    assert [one.date.day for week in weeks for one in week if not one.outside] == list(range(1, 31))


def test_week_holds_the_seven_days_from_monday(db):
    (week,) = week_of(date(2026, 11, 22))
    assert [one.date for one in week] == [date(2026, 11, 16) + timedelta(days=number) for number in range(7)]


def test_story_stands_on_the_day_it_is_planned_for(db):
    day = date(2026, 11, 15)
    make_article(headline="Planned", planned_for=day)
    make_article(headline="Not planned")
    assert entries_of(month_of(day), day) == ["Planned"]
    assert entries_of(week_of(day), day) == ["Planned"]


def test_planned_story_that_went_live_is_live_and_no_longer_a_draft(db):
    day = timezone.localdate()
    make_live(headline="Out", planned_for=day, stage="draft")
    make_article(headline="Not out", planned_for=day, stage="draft")
    (week,) = week_of(day)
    assert {entry.headline: entry.stage for one in week for entry in one.entries} == {"Out": "live", "Not out": "draft"}


def test_scheduled_story_stands_at_its_moment_before_the_planned_and_only_once(db):
    edition = make_scheduled(headline="Scheduled", ahead=timedelta(days=3))
    day = timezone.localtime(edition.live_from).date()
    edition.article.planned_for = day
    edition.article.save()
    make_article(headline="Planned", planned_for=day, priority=9)
    assert entries_of(week_of(day), day) == ["Scheduled", "Planned"]


@pytest.mark.parametrize(("zone", "day"), [("Pacific/Auckland", 2), ("America/Los_Angeles", 1)])
def test_days_are_those_of_the_desk_s_zone(db, zone, day):
    first = (timezone.now() + timedelta(days=40)).replace(day=1, hour=18, minute=0, second=0, microsecond=0)
    edition = make_scheduled(headline="At the turn", ahead=first - timezone.now())
    with timezone.override(zone):
        on = first.date().replace(day=day)
        assert timezone.localtime(edition.live_from).date() == on
        assert entries_of(month_of(on), on) == ["At the turn"]


def test_full_day_shows_a_dozen_and_says_how_many_more(editor):
    day = date(2026, 11, 15)
    for number in range(SHOWN_A_DAY + 3):
        make_article(headline=f"Story {number}", planned_for=day)
    page = editor.get(reverse(URL), {"day": "2026-11-15"}).content.decode()
    assert "and 3 more" in page
    assert f"{reverse('admin:articles_article_budget')}?day=2026-11-15" in page


def test_ways_lead_to_the_months_and_weeks_around(editor):
    page = editor.get(reverse(URL), {"day": "2026-01-31"}).content.decode()
    assert 'href="/admin/articles/article/calendar/?view=month&amp;day=2025-12-01" rel="prev"' in page
    assert 'href="/admin/articles/article/calendar/?view=month&amp;day=2026-02-01" rel="next"' in page
    page = editor.get(reverse(URL), {"day": "2026-01-31", "view": "week"}).content.decode()
    assert 'href="/admin/articles/article/calendar/?view=week&amp;day=2026-02-07" rel="next"' in page


@pytest.mark.parametrize(
    "query", [{"day": "x"}, {"day": "0001-01-01"}, {"day": "9999-12-31", "view": "week"}, {"view": "century"}]
)
def test_nonsense_shows_today(editor, query):
    response = editor.get(reverse(URL), query)
    assert response.status_code == 200
    assert 'aria-current="date"' in response.content.decode()


def test_outsiders_do_not_read_it(desk, client):
    assert desk(name="stranger", is_staff=True).get(reverse(URL)).status_code == 403
    assert client.get(reverse(URL)).status_code == 302


def test_page_costs_the_same_with_2_and_60_stories(editor, django_assert_max_num_queries):
    counts = []
    for rows in (2, 58):
        for _number in range(rows):
            make_article(planned_for=timezone.localdate())
            make_scheduled()
        editor.get(reverse(URL))
        with django_assert_max_num_queries(12) as counted:
            editor.get(reverse(URL))
        counts.append(len(counted))
    assert counts[0] == counts[1]
