"""Tests in a real browser: Debian's Chromium, driven by Playwright."""

import threading

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished

from tests.chromium import browser_type_launch_args

__all__ = ["browser_type_launch_args"]  # a fixture: it must stand here to override the one of pytest-playwright

PATIENCE = 20  # seconds for what a browser asked last


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """These tests empty the database behind them, groups and all; their parameter would sort them among the others."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


class Door:
    """Of the live server. Closed it answers 503 without a look at the database."""

    def __init__(self):
        self.changed = threading.Condition()
        self.is_open = True
        self.inside: set[int] = set()  # threads with a request; each has one at a time

    def enter(self) -> bool:
        with self.changed:
            if self.is_open:
                self.inside.add(threading.get_ident())
            return self.is_open

    def leave(self, **_signal):
        with self.changed:
            self.inside.discard(threading.get_ident())
            self.changed.notify_all()

    def close(self) -> None:
        with self.changed:
            self.is_open = False
            assert self.changed.wait_for(lambda: not self.inside, PATIENCE), "A request has not ended."


@pytest.fixture(scope="session")
def door():
    door, answer = Door(), WSGIHandler.__call__

    def answer_when_open(self, environ, start_response):
        if not door.enter():
            start_response("503 Service Unavailable", [("Content-Length", "0")])
            return []
        try:
            return answer(self, environ, start_response)
        except BaseException:
            door.leave()
            raise

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WSGIHandler, "__call__", answer_when_open)
        request_finished.connect(door.leave)  # sent when the last byte is out, or the browser is gone
        yield door
        request_finished.disconnect(door.leave)


@pytest.fixture(autouse=True)
def nothing_is_asked_any_more_when_the_database_is_emptied(door, transactional_db):
    """Pages say goodbye while they close: such a request and the flush would wait for each other's locks.

    Set up before the pages and after the database, so that it ends between the two.
    """
    door.is_open = True
    yield
    door.close()
