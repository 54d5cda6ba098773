"""Times that machines read: HTML knows at most three digits of a second, and Django's “c” gives six."""

from datetime import UTC, datetime

import pytest
from django.template import Context, Template
from django.utils import timezone


@pytest.mark.parametrize("zone", ["Asia/Kathmandu", "UTC"])
def test_it_is_the_newsroom_s_zone_with_a_colon_and_no_parts_of_seconds(zone):
    at = datetime(2026, 11, 23, 1, 27, 16, 239505, tzinfo=UTC)
    with timezone.override(zone):
        said = Template("{{ at|machine_time }}").render(Context({"at": at, "none": None}))
    assert said == ("2026-11-23T07:12:16+05:45" if zone != "UTC" else "2026-11-23T01:27:16+00:00")
    assert Template("{{ none|machine_time }}").render(Context({"none": None})) == ""
