"""Local times that come once, twice or never, in eight changes of the clock and where the clock never changes."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from articles.publishing import times
from articles.publishing.times import NotAMoment, moments_of, neighbours, read_moment, the_moment

# Zone, local time that never comes, the last minute before the gap and the first after it.
SET_FORWARD = [
    ("Europe/Berlin", "2026-03-29T02:30", "2026-03-29T01:59:00+01:00", "2026-03-29T03:00:00+02:00"),
    ("Europe/London", "2026-03-29T01:30", "2026-03-29T00:59:00+00:00", "2026-03-29T02:00:00+01:00"),
    ("America/New_York", "2026-03-08T02:30", "2026-03-08T01:59:00-05:00", "2026-03-08T03:00:00-04:00"),
    ("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-04T01:59:00+10:30", "2026-10-04T02:30:00+11:00"),
    ("America/Santiago", "2026-09-06T00:30", "2026-09-05T23:59:00-04:00", "2026-09-06T01:00:00-03:00"),
    ("Asia/Beirut", "2026-03-29T00:00", "2026-03-28T23:59:00+02:00", "2026-03-29T01:00:00+03:00"),
    ("Pacific/Apia", "2011-12-30T12:00", "2011-12-29T23:59:00-10:00", "2011-12-31T00:00:00+14:00"),
]
# Zone, local time that comes twice, and its two offsets, the earlier moment first.
SET_BACK = [
    ("Europe/Berlin", "2026-10-25T02:30", "+02:00", "+01:00"),
    ("Europe/London", "2026-10-25T01:30", "+01:00", "+00:00"),
    ("America/New_York", "2026-11-01T01:30", "-04:00", "-05:00"),
    ("Australia/Lord_Howe", "2026-04-05T01:45", "+11:00", "+10:30"),
    ("Australia/Sydney", "2026-04-05T02:30", "+11:00", "+10:00"),
    ("Asia/Beirut", "2026-10-24T23:30", "+03:00", "+02:00"),
]


def local(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(("zone", "typed", "before", "after"), SET_FORWARD)
def test_time_that_never_comes_has_no_moment_and_two_neighbours(zone, typed, before, after):
    assert moments_of(local(typed), ZoneInfo(zone)) == []
    assert [moment.isoformat() for moment in neighbours(local(typed), ZoneInfo(zone))] == [before, after]
    with pytest.raises(NotAMoment, match=f"does not exist in {zone}"):
        the_moment(local(typed), ZoneInfo(zone))


@pytest.mark.parametrize(("zone", "typed", "first", "second"), SET_BACK)
def test_time_that_comes_twice_has_both_its_moments(zone, typed, first, second):
    moments = moments_of(local(typed), ZoneInfo(zone))
    assert [times.offset_of(moment) for moment in moments] == [first, second]
    assert moments[0].astimezone(UTC) < moments[1].astimezone(UTC)
    with pytest.raises(NotAMoment, match="comes twice"):
        the_moment(local(typed), ZoneInfo(zone))


def test_where_clocks_never_change_every_time_comes_once():
    for typed in ("2026-03-29T01:30", "2026-10-25T01:30"):
        assert [moment.isoformat() for moment in moments_of(local(typed), ZoneInfo("UTC"))] == [f"{typed}:00+00:00"]
        assert len(moments_of(local(typed), ZoneInfo("Asia/Kolkata"))) == 1


@given(
    st.datetimes(datetime(1980, 1, 1), datetime(2100, 1, 1)),
    st.sampled_from(sorted({row[0] for row in [*SET_FORWARD, *SET_BACK]})),
)
def test_every_moment_is_among_those_of_its_own_local_time(naive, zone):
    moment = naive.replace(tzinfo=UTC, microsecond=0)
    shown = moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)
    assert moment in [found.astimezone(UTC) for found in moments_of(shown, ZoneInfo(zone))]


def test_both_offsets_are_offered_with_the_words_people_know():
    with timezone.override("Europe/London"):
        said = times.twice(local("2026-10-25T01:30"), moments_of(local("2026-10-25T01:30")))
    assert "01:30 BST (UTC+01:00) and 01:30 GMT (UTC+00:00)" in said


def test_refusal_names_the_nearest_times_with_their_zone():
    with timezone.override("Europe/London"):
        said = times.never(local("2026-03-29T01:30"))
    assert said == (
        "29 March 2026, 01:30 does not exist in Europe/London: the clocks are set forward then. "
        "The nearest times are 29 March, 00:59 GMT and 29 March, 02:00 BST."
    )


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-27T18:00", "2026-11-27T18:00:00+00:00"),
        ("2026-07-27T18:00", "2026-07-27T17:00:00+00:00"),
        ("2026-11-27T18:00+02:00", "2026-11-27T16:00:00+00:00"),
        ("2026-11-27T18:00 02:00", "2026-11-27T16:00:00+00:00"),
        ("2026-11-27T18:00Z", "2026-11-27T18:00:00+00:00"),
        ("2026-10-25T01:30+01:00", "2026-10-25T00:30:00+00:00"),
        ("2026-07-27", "2026-07-26T23:00:00+00:00"),
    ],
)
def test_written_moment_is_read_in_the_zone_of_the_site_or_by_its_own_offset(text, moment):
    with timezone.override("Europe/London"):
        assert read_moment(text).astimezone(UTC).isoformat() == moment


@pytest.mark.parametrize("text", ["", "soon", "2026-13-01", "2026-02-30T10:00", "0001-01-01", "9999-12-31", "2" * 5000])
def test_anything_else_is_refused_with_an_example(text):
    with pytest.raises(NotAMoment, match="2026-11-27T18:00"):
        read_moment(text)


def test_words_name_weekday_and_zone():
    with timezone.override("UTC"):
        assert (
            times.in_words(datetime(2026, 11, 27, 18, tzinfo=UTC), weekday=True) == "Friday 27 November 2026, 18:00 UTC"
        )


def test_last_minute_before_a_gap_and_first_after_it_are_a_minute_apart():
    before, after = neighbours(local("2026-03-29T01:00"), ZoneInfo("Europe/London"))
    assert after.astimezone(UTC) - before.astimezone(UTC) == timedelta(minutes=1)
