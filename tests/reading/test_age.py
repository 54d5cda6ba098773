"""A story that is no longer new says how old it is, and its page says until when that holds."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from articles.models import Edition
from articles.reading.age import age_of
from tests import world

BEGAN = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)


def age(at, *, first=BEGAN, updated=None, original=None):
    return age_of(Edition(first_published=first, updated=updated or first, original_date=original), at)


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (0, ""),
        (29, ""),
        (30, "This story is 1 month old."),
        (31, "This story is 1 month old."),
        (58, "This story is 1 month old."),
        (59, "This story is 2 months old."),
        (364, "This story is 11 months old."),
        (365, "This story is 1 year old."),
        (729, "This story is 1 year old."),
        (730, "This story is 2 years old."),
    ],
)
def test_age_is_told_from_thirty_days_on_in_months_and_years(days, told):
    assert age(BEGAN + timedelta(days=days)).words == told


def test_the_sentence_holds_until_the_next_one_and_not_a_moment_longer():
    at, told = BEGAN, []
    for _change in range(16):
        found = age(at)
        assert age(found.changes_at - timedelta(microseconds=1)).words == found.words
        assert found.changes_at > at
        told.append(found.words)
        at = found.changes_at
    assert len(set(told)) == len(told)
    assert told[0] == ""
    assert told[-1] == "This story is 4 years old."


def test_a_substantive_update_makes_a_story_new_and_is_what_is_counted_from():
    updated = BEGAN + timedelta(days=300)
    assert age(updated + timedelta(days=3), updated=updated).words == ""
    assert age(updated + timedelta(days=70), updated=updated).words == "This story was last updated 2 months ago."
    assert age(updated + timedelta(days=400), updated=updated).words == "This story was last updated 1 year ago."


def test_copy_from_elsewhere_is_as_old_as_its_original():
    assert age(BEGAN, original=date(2016, 9, 29)).words == "This story is 9 years old."
    assert age(BEGAN, original=date(2026, 2, 20)).words == "", (
        "a date on the original after publication counts for nothing"
    )


def test_months_are_those_of_the_newsrooms_clock(settings):
    settings.TIME_ZONE = "Pacific/Auckland"
    with timezone.override("Pacific/Auckland"):
        began = datetime(2026, 3, 1, 0, 30, tzinfo=timezone.get_current_timezone())
        assert age(began, first=began).changes_at == began + timedelta(days=30)
        late = age(began + timedelta(days=40), first=began)
    # The clocks are set back in April: a month later it is the same hour on the clock.
    assert late.changes_at.astimezone(timezone.get_current_timezone()).tzinfo is not None
    assert (late.changes_at.month, late.changes_at.day, late.changes_at.hour) == (5, 1, 0)


@pytest.mark.django_db
def test_the_page_tells_the_age_and_when_that_ends(client):
    new = client.get(world.make_live().path)
    assert b'class="age"' not in new.content
    edition = world.make_live(ago=timedelta(days=70))
    response = client.get(edition.path)
    assert "This story is 2 months old." in response.content.decode()
    assert response["X-Page-Until"] == age_of(edition, timezone.now()).changes_at.astimezone(UTC).strftime(
        "%a, %d %b %Y %H:%M:%S GMT"
    )
