"""Which of the two databases is backed up, and what both can do."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from django.db import connection

from newsroom.backups.manifest import BackupRefused, Manifest, Staged
from newsroom.backups.postgresql import PostgresqlCopies
from newsroom.backups.sqlite import SqliteCopies


class Copies(Protocol):
    engine: str
    file: str  # its name within a backup

    def size(self) -> int:
        """Bytes, about."""

    def dump(self, target: Path, without: list[str]) -> tuple[dict[str, int], list[str], str]:
        """Write the database as it is at one moment: rows by table, migrations, version, all of that moment."""

    def is_empty(self) -> bool:
        """Whether nobody's work is in it."""

    def scratch(self, said: Manifest, backup: Path, room: Path) -> AbstractContextManager[list[str]]:
        """Restore into a database of its own, and what is wrong with it; it is gone at the end."""

    def bring_back(self, said: Manifest, backup: Path, stamp: str) -> Staged:
        """Restore beside the present database. Raises BackupRefused, and leaves nothing behind."""


def copies() -> Copies:
    """Of the database of this installation. Raises BackupRefused."""
    if connection.vendor == "sqlite":
        return SqliteCopies(connection.settings_dict["NAME"])
    if connection.vendor == "postgresql":
        return PostgresqlCopies(connection.get_connection_params())
    raise BackupRefused(f"Backups know SQLite and PostgreSQL, not {connection.vendor}.")
