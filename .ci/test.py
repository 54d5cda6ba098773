"""`make test`: the suite on the embedded SQLite, then on PostgreSQL with Redis and in a browser.

Those two are the deployments there are. Arguments go to pytest. A program that cannot be had is said loudly at the
end; with CI=true it is a failure. Exit status: the first failing run's.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import programs
import services

ROOT = Path(__file__).resolve().parent.parent
NEEDS = {
    "PostgreSQL": "postgres",
    "Redis": "redis",
    "Chromium": "browser",
    "gettext": "gettext",
    "nginx": "nginx",
    "Varnish": "varnish",
    "systemd": "systemd",
}  # program: pytest marker
IN_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}


def main(arguments: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the services are stopped
    missing = programs.missing(install=True)
    if missing and IN_CI:
        print(f"CI may leave nothing out, and {', '.join(missing)} cannot be had here.")
        return 1
    return run_both(missing, arguments)


def run_both(missing: list[str], arguments: list[str]) -> int:
    """SQLite first, without what the second run has; then everything on the services there are."""
    second_run = not {"PostgreSQL", "Redis"} <= set(missing)
    first = ["-m", f"not ({' or '.join(NEEDS.values())})"] if second_run else []
    status = pytest("SQLite", {}, [*first, *arguments])
    if status == NOTHING_SELECTED and arguments and second_run:
        status = 0  # `make test ARGS="-k chromium"`: the second run has them
    if status == 0 and second_run:
        status = run_on_services(missing, arguments)
    if missing:
        shout(missing)
    return status


def run_on_services(missing: list[str], arguments: list[str]) -> int:
    environment = {}
    with contextlib.ExitStack() as stack:
        if "PostgreSQL" not in missing:
            environment["DATABASE_URL"] = stack.enter_context(services.private_postgres())
        if "Redis" not in missing:
            environment["REDIS_URL"] = stack.enter_context(services.private_redis())
        names = [name for name in ("PostgreSQL", "Redis") if name not in missing]
        return pytest(" and ".join(names), environment, arguments)


NOTHING_SELECTED = 5  # pytest's exit status


def pytest(name: str, environment: dict[str, str], arguments: list[str]) -> int:
    print(f"\n—— The suite on {name} ——", flush=True)
    clean = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "REDIS_URL", "DEBUG"}}
    command = [sys.executable, "-m", "pytest", "-q", "--numprocesses", "auto", "--dist", "worksteal", *arguments]
    return subprocess.run(command, cwd=ROOT, env={**clean, **environment}, check=False).returncode


def shout(missing: list[str]) -> None:
    packages = " ".join(package for name in missing for package in programs.PACKAGES[name])
    print(f"\n{'!' * 100}\nLEFT OUT: everything that needs {' and '.join(missing)}, which cannot be had here.")
    print(f"On Debian: apt install {packages}\n{'!' * 100}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
