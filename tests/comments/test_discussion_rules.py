"""What holds for comments on a story: the stricter of its policy and of what moderators decided, by hour and by age."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.comments.discussions import rules
from articles.comments.discussions.hours import within_hours
from articles.comments.discussions.models import Discussion
from tests import world

NOW = datetime(2026, 5, 14, 12, 0, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")
POLICIES = ["off", "closed", "held", "newcomers", "open"]


def standing(policy="open", *, published=NOW - timedelta(days=3), now=NOW, zone=UTC, site=0, **decided):
    discussion = Discussion(**decided) if decided else None
    return rules.in_force(policy, discussion, published, now, zone=zone, days_by_default=site)


def test_a_story_without_a_conversation_of_its_own_has_its_policy():
    assert [standing(policy).policy for policy in POLICIES] == POLICIES


@pytest.mark.parametrize(
    ("policy", "state", "in_force"),
    [
        ("open", "held", "held"),
        ("newcomers", "held", "held"),
        ("held", "held", "held"),
        ("closed", "held", "closed"),
        ("off", "closed", "off"),
        ("open", "closed", "closed"),
        ("open", "slowed", "open"),
        ("closed", "slowed", "closed"),
        ("off", "", "off"),
    ],
)
def test_the_stricter_of_story_and_moderators_is_in_force(policy, state, in_force):
    assert standing(policy, state=state).policy == in_force


@pytest.mark.parametrize("policy", ["off", "closed"])
def test_what_is_closed_for_good_changes_at_no_hour(policy):
    found = standing(policy, opens_at=time(7), closes_at=time(22), close_after_days=9)
    assert found.changes_at is None
    assert not found.takes_comments


def test_slowed_says_the_distance_and_only_while_it_is_slowed():
    slowed = standing(state="slowed", slow_seconds=300)
    assert slowed.slow_seconds == 300
    assert "leave 5 minutes between two" in slowed.why
    assert standing(state="", slow_seconds=300).slow_seconds == 0


def test_held_says_so_and_open_says_nothing():
    assert "read by a moderator" in standing("held").why
    assert standing("open").why == standing("newcomers").why == ""


@pytest.mark.parametrize(
    ("own", "site", "days"), [(None, 0, None), (None, 14, 14), (7, 14, 7), (30, 14, 30), (30, 0, 30)]
)
def test_it_closes_after_the_days_of_the_conversation_or_else_of_the_site(own, site, days):
    published = NOW - timedelta(days=3)
    found = standing(close_after_days=own, site=site, published=published)
    assert found.changes_at == (published + timedelta(days=days) if days else None)
    if days:
        before, after = (
            standing(close_after_days=own, site=site, published=published, now=published + timedelta(days=days) + more)
            for more in (-timedelta(microseconds=1), timedelta(0))
        )
        assert (before.policy, after.policy) == ("open", "closed")
        assert f"{days} days after" in after.why
        assert after.changes_at is None


def test_the_days_of_the_site_come_from_its_settings(settings):
    settings.COMMENTS_CLOSE_AFTER_DAYS = 2
    assert rules.in_force("open", None, NOW - timedelta(days=3), NOW).policy == "closed"
    settings.COMMENTS_CLOSE_AFTER_DAYS = 0
    assert rules.in_force("open", None, NOW - timedelta(days=3000), NOW).policy == "open"


def test_the_days_of_a_story_that_was_not_published_do_not_run():
    assert standing(published=None, close_after_days=1).takes_comments


DAY_AND_NIGHT = [
    (time(7), time(22), "06:59", "closed", "07:00"),
    (time(7), time(22), "07:00", "open", "22:00"),
    (time(7), time(22), "21:59", "open", "22:00"),
    (time(7), time(22), "22:00", "closed", "07:00"),
    (time(18), time(2), "17:59", "closed", "18:00"),
    (time(18), time(2), "23:59", "open", "02:00"),
    (time(18), time(2), "00:00", "open", "02:00"),
    (time(18), time(2), "01:59", "open", "02:00"),
    (time(18), time(2), "02:00", "closed", "18:00"),
    (time(0), time(23, 59), "23:59", "closed", "00:00"),
]


@pytest.mark.parametrize(("opens", "closes", "clock", "policy", "turns"), DAY_AND_NIGHT)
def test_hours_open_and_close_each_day_also_past_midnight(opens, closes, clock, policy, turns):
    now = datetime.combine(NOW.date(), time.fromisoformat(clock), UTC)
    found = standing(opens_at=opens, closes_at=closes, now=now)
    assert found.policy == policy
    assert found.changes_at.time() == time.fromisoformat(turns)
    assert timedelta(0) < found.changes_at - now <= timedelta(days=1)
    assert found.why.endswith(f"open each day from {opens:%H:%M} to {closes:%H:%M} (UTC).")


def test_the_same_hour_twice_closes_nothing():
    found = standing(opens_at=time(8), closes_at=time(8))
    assert (found.policy, found.changes_at, found.why) == ("open", None, "")


def test_hours_are_of_the_newsrooms_clock_in_summer_and_in_winter():
    summer, winter = datetime(2026, 7, 1, 6, 30, tzinfo=UTC), datetime(2026, 12, 1, 6, 30, tzinfo=UTC)
    assert within_hours(time(7), time(22), summer, LONDON) == (True, datetime(2026, 7, 1, 21, tzinfo=UTC))
    assert within_hours(time(7), time(22), winter, LONDON) == (False, datetime(2026, 12, 1, 7, tzinfo=UTC))
    told = [standing(opens_at=time(7), closes_at=time(22), now=now, zone=LONDON).why[-6:] for now in (summer, winter)]
    assert told == ["(BST).", "(GMT)."]


def test_an_hour_that_the_clock_skips_begins_where_it_skips():
    """London, 29 March 2026: at 01:00 UTC the clock goes from 01:00 to 02:00."""
    skip = datetime(2026, 3, 29, 1, 0, tzinfo=UTC)
    assert within_hours(time(1, 30), time(5), skip - timedelta(minutes=1), LONDON) == (False, skip)
    assert within_hours(time(1, 30), time(5), skip, LONDON)[0]
    assert within_hours(time(20), time(1, 30), skip - timedelta(minutes=1), LONDON) == (True, skip)
    assert not within_hours(time(20), time(1, 30), skip, LONDON)[0]


def test_an_hour_that_comes_twice_counts_the_first_time():
    """London, 25 October 2026: at 01:00 UTC the clock goes back from 02:00 to 01:00."""
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert within_hours(time(20), time(1, 30), first - timedelta(minutes=1), LONDON) == (True, first)
    for minutes in (0, 45, 60, 90):
        assert not within_hours(time(20), time(1, 30), first + timedelta(minutes=minutes), LONDON)[0]
    for minutes in (0, 45, 60, 90):
        assert within_hours(time(1, 30), time(5), first + timedelta(minutes=minutes), LONDON)[0]


MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31)).map(lambda moment: moment.replace(tzinfo=UTC))
CLOCKS = st.times().map(lambda each: each.replace(second=0, microsecond=0))


@given(CLOCKS, CLOCKS, MOMENTS, st.sampled_from(["UTC", "Europe/London", "Australia/Lord_Howe", "America/St_Johns"]))
def test_whatever_the_hours_the_next_turn_is_ahead_and_nothing_turns_before_it(opens, closes, now, zone):
    zone = ZoneInfo(zone)
    is_open, turns = within_hours(opens, closes, now, zone)
    if opens == closes:
        assert (is_open, turns) == (True, None)
        return
    assert timedelta(0) < turns - now <= timedelta(hours=25)
    for part in (0.001, 0.25, 0.5, 0.999):
        assert within_hours(opens, closes, now + (turns - now) * part, zone)[0] == is_open


def test_closing_for_good_before_the_next_opening_promises_no_opening():
    found = standing(
        opens_at=time(7), closes_at=time(11), close_after_days=3, published=NOW - timedelta(days=3) + timedelta(hours=1)
    )
    assert found.why == "Comments are closed."
    assert found.changes_at == NOW + timedelta(hours=1)


@pytest.mark.django_db
def test_an_edition_is_asked_about_with_one_query_at_most_and_says_the_same_as_its_story(django_assert_num_queries):
    edition = world.make_live(comment_policy="open")
    Discussion.objects.update_or_create(article=edition.article, defaults={"state": "held", "first_held": 5})
    edition = type(edition).objects.select_related("article__discussion").get(pk=edition.pk)
    with django_assert_num_queries(0):
        found = rules.of_edition(edition)
    assert (found.policy, found.first_held) == ("held", 5)
    assert rules.of_article(edition.article) == found
