"""Playwright drives Debian's Chromium instead of one it would download. A pytest plugin."""

from __future__ import annotations

import os

import pytest

from tests.leftout import chromium_path


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Chromium's own sandbox needs an ordinary account; it refuses to start for root."""
    as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with pytest.MonkeyPatch.context() as patch:
        # From its first use to its last Playwright keeps an event loop in this thread, which Django's ORM would refuse.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield {**browser_type_launch_args, "executable_path": chromium_path(), "args": as_root}
