"""A folder of its own for each test's cached pages, the cache switched on, and connections that outlive a request."""

from __future__ import annotations

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from articles.page_cache import generations


@pytest.fixture(autouse=True)
def pages_of_this_test_alone(settings, tmp_path):
    settings.PAGE_CACHE = True
    settings.PAGE_CACHE_FOLDER = tmp_path / "pages"
    yield
    found = generations._maps.pop(settings.PAGE_CACHE_FOLDER, None)
    if found is not None:
        found.close()


@pytest.fixture(autouse=True)
def connections_outlive_a_request():
    """As Django's own test client has it: the handler would close the connection whose transaction the test is in."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
