"""Tests in a real browser: Debian's Chromium, driven by Playwright."""

import pytest

from tests.chromium import browser_type_launch_args

__all__ = ["browser_type_launch_args"]  # a fixture: it must stand here to override the one of pytest-playwright


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """These tests empty the database behind them, groups and all; their parameter would sort them among the others."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
