"""Every page of the desk, of every kind that the table of addresses has, costs at most 12 queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.publishing import audit
from tests.desk.addresses import ADDRESSES
from tests.desk.test_query_counts import grow
from tests.desk.test_role_matrix import client_of, rows
from tests.world import make_source

__all__ = ["rows"]  # the fixture

LIMIT = 12


@pytest.mark.parametrize("role", ["Editor", "limited editor", "administrator"])
def test_every_page_costs_at_most_twelve_queries(rows, role):
    client = client_of(role, rows)
    dear = {}
    for name, address in ADDRESSES.items():
        if name in {"login", "logout"}:
            continue
        url = reverse(f"admin:{name}", args=[rows["mine"][address.kind].pk] if address.kind else [])
        asked(client, url)  # what Django remembers for the process is asked once
        with CaptureQueriesContext(connection) as captured:
            asked(client, url)
        if len(captured) > LIMIT:
            dear[name] = len(captured)
    assert dear == {}


def test_two_hundred_rows_cost_what_two_cost(rows):
    """Lists and start page; forms that hold as many rows are in test_query_counts.py, 20,000 in test_many_rows.py."""
    client = client_of("Editor", rows)
    names = [name for name in ADDRESSES if name == "index" or name.endswith("_changelist")]
    urls = [url for name in names if client.get(url := reverse(f"admin:{name}")).status_code == 200]
    assert len(urls) > 10
    grow(2, client.user)
    audit.record(None, "merge", make_source())  # what the log hides of a source is a query where a page has one
    few = {url: queries_of(client, url) for url in urls}
    grow(198, client.user)
    audit.record(None, "merge", make_source())
    many = {url: queries_of(client, url) for url in urls}
    assert many == few
    assert max(many.values()) <= LIMIT


def asked(client, url) -> None:
    """Ask for a page. Of a download only the file is let go: closing the whole response would close the database too."""
    for close in client.get(url)._resource_closers:
        close()


def queries_of(client, url) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)
