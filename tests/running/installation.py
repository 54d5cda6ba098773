"""A whole installation in a folder of its own, run by its commands as cron runs them: on the database the suite runs on."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.conf import settings

from newsroom.sqlite.library import DRIVER
from tests.project.checkout import ROOT

ON_POSTGRESQL = "postgresql" in settings.DATABASES["default"]["ENGINE"]
NOT_OURS = {"DATABASE_URL", "REDIS_URL", "DEBUG", "SECRET_KEY", "SITE_URL", "ALLOWED_HOSTS", "MEDIA_ROOT", "PAGE_CACHE"}


@dataclass
class Installation:
    var: Path
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        inherited = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
        key = {"SECRET_KEY": "canary-of-the-secret-key-" + "k" * 40}
        return (
            inherited | key | {"VAR_DIR": str(self.var), "DJANGO_SETTINGS_MODULE": "newsroom.settings"} | self.settings
        )

    @property
    def backups(self) -> list[Path]:
        return sorted(each for each in (self.var / "backups").iterdir() if not each.name.startswith("."))

    def run(self, *words: str, **more) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, str(ROOT / "manage.py"), *words]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False, **more)

    def manage(self, *words: str) -> str:
        """Run a command that must succeed; what it says."""
        done = self.run(*words)
        assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"
        return done.stdout

    def refuses(self, *words: str, status: int = 1) -> str:
        """Run a command that must fail with a sentence and no traceback; the sentence."""
        done = self.run(*words)
        assert done.returncode == status, f"{words}: {done.stdout}{done.stderr}"
        assert "Traceback" not in done.stderr
        return done.stderr

    @contextmanager
    def session(self):
        """A connection to the database, past Django: its rows are told and changed in plain SQL."""
        if url := self.settings.get("DATABASE_URL"):
            connection = psycopg.connect(url)
        else:
            connection = DRIVER.connect(str(self.var / "newsroom.sqlite3"), timeout=30)
        try:
            yield connection
            connection.commit()
        finally:
            connection.close()

    def scalar(self, query: str):
        with self.session() as connection:
            return connection.execute(query).fetchone()[0]


@contextmanager
def installation(var: Path, **settings: str):
    """One that is empty: no tables. On PostgreSQL it has a database of its own, which goes with it."""
    var.mkdir()
    if not ON_POSTGRESQL:
        yield Installation(var, settings)
        return
    server = os.environ["DATABASE_URL"]
    name = f"running_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    try:
        yield Installation(var, {"DATABASE_URL": urlunsplit(urlsplit(server)._replace(path=f"/{name}")), **settings})
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            left = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{name}%"]).fetchall()
            for [each] in left:
                connection.execute(f"DROP DATABASE {each} WITH (FORCE)")


def databases(of: Installation) -> list[str]:
    """The names of all databases that begin as the installation's does; on SQLite the files."""
    if not (url := of.settings.get("DATABASE_URL")):
        return sorted(each.name for each in of.var.iterdir() if each.name.startswith("newsroom.sqlite3"))
    with psycopg.connect(url) as connection:
        query = "SELECT datname FROM pg_database WHERE datname LIKE current_database() || '%' ORDER BY datname"
        return [name for [name] in connection.execute(query)]
