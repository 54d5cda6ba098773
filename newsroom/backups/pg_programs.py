"""PostgreSQL's own programs: found on PATH, new enough for the server, given the password where nobody can read it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

from newsroom.backups.manifest import BackupRefused

# How libpq calls in its environment what a connection is made with (postgresql.org/docs/current/libpq-envars.html).
VARIABLES = {
    "host": "PGHOST",
    "hostaddr": "PGHOSTADDR",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "passfile": "PGPASSFILE",
    "service": "PGSERVICE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
    "channel_binding": "PGCHANNELBINDING",
}


def found(name: str, *, server: int) -> str:
    """The path of `name`, which can deal with a server of version `server` (such as 170002). Raises BackupRefused."""
    needed = server // 10_000
    path = shutil.which(name)
    remedy = f"Install PostgreSQL's client programs of version {needed} or newer (Debian: apt install postgresql-client-{needed})."
    if path is None:
        raise BackupRefused(f"{name} is not on PATH. {remedy}")
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)
    version = re.search(r"(\d+)(\.\d+)*", said.stdout.partition(")")[2])
    if said.returncode or version is None:
        raise BackupRefused(f"{path} --version says “{(said.stdout + said.stderr).strip()[:200]}”. {remedy}")
    if int(version[1]) < needed:
        raise BackupRefused(f"{path} is of version {version[0]}, and the server of version {needed}. {remedy}")
    return path


def run(command: list[str], how: dict[str, Any], database: str) -> None:
    """Run one, connected by `how`. Raises BackupRefused with what it said."""
    environment = os.environ | {variable: str(how[name]) for name, variable in VARIABLES.items() if how.get(name)}
    environment |= {"PGDATABASE": database, "PGOPTIONS": "-c statement_timeout=0", "PGCONNECT_TIMEOUT": "10"}
    done = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BackupRefused(f"{Path(command[0]).name} failed: {done.stderr.strip()[-1500:]}")
