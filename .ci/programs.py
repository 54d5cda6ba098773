"""The programs tests want beside Python: where they are, and how Debian gets them."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

PACKAGES = {
    "PostgreSQL": ["postgresql"],
    "Redis": ["redis-server"],
    "Chromium": ["chromium", "fonts-noto-core"],  # the fonts: pages in Arabic are looked at, too
    "gettext": ["gettext"],
    "nginx": ["nginx-light"],
    "Varnish": ["varnish"],
    "systemd": ["systemd"],
    "npm": ["nodejs", "npm"],
    "Java": ["default-jre-headless"],
}
FOR_TESTS = ("PostgreSQL", "Redis", "Chromium", "gettext", "nginx", "Varnish", "systemd")


def postgres_folder() -> Path | None:
    """The folder of PostgreSQL's server programs; Debian keeps them off PATH, one folder a version."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    on_path = [Path(found).resolve().parent for found in [shutil.which("initdb")] if found]
    return next((folder for folder in [*debian, *on_path] if (folder / "initdb").exists()), None)


def chromium() -> str | None:
    """A Chromium to drive: CHROMIUM names one, else the first on PATH."""
    if named := os.environ.get("CHROMIUM"):
        return shutil.which(named)
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def with_sbin() -> str:
    """PATH and where Debian keeps what only root usually starts."""
    return os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/usr/local/sbin"])


def missing(names: Sequence[str] = FOR_TESTS, *, install: bool = False) -> list[str]:
    """Those of `names` that are not here. With `install`, Debian is asked for them first."""
    present = {
        "PostgreSQL": postgres_folder(),
        "Redis": shutil.which("redis-server"),
        "Chromium": chromium(),
        "gettext": shutil.which("xgettext"),
        "nginx": shutil.which("nginx", path=with_sbin()),
        "Varnish": shutil.which("varnishd", path=with_sbin()),
        "systemd": shutil.which("systemd-analyze"),
        "npm": shutil.which("npm"),
        "Java": shutil.which("java"),
    }
    lacking = [name for name in names if present[name] is None]
    if lacking and install:
        ask_debian_for(lacking)
        return missing(names)
    return lacking


def ask_debian_for(names: list[str]) -> None:
    """Install Debian's packages for these, when we may. Whoever needs to know asks `missing` again."""
    if not names or os.geteuid() != 0 or shutil.which("apt-get") is None:
        return
    wanted = [package for name in names for package in PACKAGES[name]]
    print(f"Installing {', '.join(wanted)} for the tests …", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--yes", "--no-install-recommends", *wanted]):
        try:
            done = subprocess.run(
                ["apt-get", "-qq", *command],
                env=environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=900,
                check=False,
            )
        except subprocess.TimeoutExpired:
            print(f"apt-get {command[0]} took more than 15 minutes and was stopped.", flush=True)
            return
        if done.returncode:
            print(f"apt-get {command[0]} failed:\n{done.stdout[-1000:]}{done.stderr[-1000:]}", flush=True)
