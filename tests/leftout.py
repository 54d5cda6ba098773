"""Tests that need a program (`browser`, `postgres`, `redis`) are skipped without it, and that is said loudly.

A pytest plugin. With CI=true such a test fails instead. Tests skipped for any other reason are listed loudly, too.
"""

from __future__ import annotations

import os
import shutil
from collections import Counter

import pytest
from django.conf import settings

IN_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}


def chromium_path() -> str | None:
    """The Chromium to drive: CHROMIUM names one, else the first on PATH."""
    if named := os.environ.get("CHROMIUM"):
        return shutil.which(named)
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def server_path(name: str) -> str | None:
    """Debian keeps servers where only root looks by default."""
    return shutil.which(name, path=os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin"]))


# Marker: (whether its program is there, how to get it)
NEEDS = {
    "browser": (lambda: chromium_path() is not None, "Chromium; on Debian: apt install chromium"),
    "postgres": (
        lambda: "postgresql" in settings.DATABASES["default"]["ENGINE"],
        "PostgreSQL in DATABASE_URL; `make test` starts one",
    ),
    "redis": (lambda: bool(settings.REDIS_URL), "Redis in REDIS_URL; `make test` starts one"),
    "gettext": (lambda: shutil.which("xgettext") is not None, "GNU gettext; on Debian: apt install gettext"),
    "nginx": (lambda: server_path("nginx") is not None, "nginx; on Debian: apt install nginx-light"),
    "varnish": (lambda: server_path("varnishd") is not None, "varnishd; on Debian: apt install varnish"),
    "systemd": (lambda: shutil.which("systemd-analyze") is not None, "systemd-analyze; on Debian: apt install systemd"),
}


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker, (is_there, remedy) in NEEDS.items():
        if item.get_closest_marker(marker) and not is_there():
            if IN_CI:
                pytest.fail(f"CI may leave nothing out, and this test needs {remedy}.", pytrace=False)
            pytest.skip(f"needs {remedy}")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = terminalreporter.stats.get("skipped", [])
    if not skipped:
        return
    reasons = Counter(reason_of(report) for report in skipped)
    terminalreporter.section(f"LEFT OUT: {len(skipped)} tests did not run", sep="!", red=True, bold=True)
    for reason, count in reasons.most_common():
        terminalreporter.write_line(f"{count:4} × {reason}", red=True)


def reason_of(report: pytest.TestReport) -> str:
    """A skip's report carries (file, line, "Skipped: reason")."""
    where = report.longrepr
    return str(where[2] if isinstance(where, tuple) else where).removeprefix("Skipped: ")
