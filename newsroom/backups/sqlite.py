"""SQLite in and out of a backup: copied by its own backup call in one step, so that writers go on and nothing is torn."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3._functions import register as register_functions

from newsroom.backups import manifest
from newsroom.backups.manifest import BackupRefused, Manifest, Staged
from newsroom.sqlite.base import Connection
from newsroom.sqlite.library import DRIVER

FILE = "database.sqlite3"
PATIENCE = 60  # seconds


class SqliteCopies:
    engine = "sqlite"
    file = FILE

    def __init__(self, name: str | Path):
        self.path = Path(name)
        if ":memory:" in str(name) or "mode=memory" in str(name):
            raise BackupRefused("The database is in memory and ends with its process: there is nothing to back up.")

    def size(self) -> int:
        wal = self.path.with_name(f"{self.path.name}-wal")
        return sum(each.stat().st_size for each in (self.path, wal) if each.exists())

    def dump(self, target: Path, without: list[str]) -> tuple[dict[str, int], list[str], str]:
        """Write the database to `target` as it is at one moment, tables of `without` emptied.

        Rows by table, migrations and the library's version, of that very moment.
        """
        if not self.path.exists():
            raise BackupRefused(f"There is no database {self.path}. Run `manage.py migrate` first.")
        try:
            with opened(self.path) as source, opened(target) as copy:
                source.backup(copy)
                copy.execute("PRAGMA secure_delete = ON")  # what is left out is in no free page either
                for table in tables_of(copy) & set(without):
                    copy.execute(f'DELETE FROM "{table}"')  # noqa: S608 - names of our own
                copy.commit()
                copy.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
                return counted(copy), migrations_of(copy), DRIVER.sqlite_version
        except DRIVER.Error as error:
            raise BackupRefused(f"{self.path} could not be copied: {error}.") from error

    def is_empty(self) -> bool:
        """Whether nobody's work is in it. A file that cannot be read is not empty: somebody may want to mend it."""
        if not self.path.exists() or not self.path.stat().st_size:
            return True
        try:
            with opened(self.path) as connection:
                tables = tables_of(connection) & manifest.WORK
                return not any(
                    connection.execute(f'SELECT 1 FROM "{each}" LIMIT 1').fetchone()  # noqa: S608 - names of our own
                    for each in tables
                )
        except DRIVER.DatabaseError:
            return False

    @contextlib.contextmanager
    def scratch(self, said: Manifest, backup: Path, room: Path) -> Iterator[list[str]]:
        """Restore into a file of its own in `room`, and say what is wrong with it."""
        copy = room / FILE
        stage(said, backup, copy)
        try:
            yield looked_through(copy, said)
        finally:
            copy.unlink()

    def bring_back(self, said: Manifest, backup: Path, stamp: str) -> Staged:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        staged = self.path.with_name(f"{self.path.name}.restoring-{stamp}")
        stage(said, backup, staged)
        if wrong := looked_through(staged, said):
            staged.unlink()
            raise BackupRefused("The backup does not hold what it says:\n" + "\n".join(wrong))
        with opened(staged) as connection:
            connection.execute(
                "PRAGMA journal_mode = WAL"
            )  # as the site has it, so that the next restore sees who has it open
        return Staged(lambda: self.swap(staged, stamp), lambda: staged.unlink(missing_ok=True))

    def swap(self, staged: Path, stamp: str) -> list[str]:
        """Put `staged` in place. Raises BackupRefused, before anything is changed, while a program has the database open."""
        aside = self.path.with_name(f"{self.path.name}.before-restore-{stamp}")
        if not self.path.exists():
            staged.rename(self.path)
            return []
        nobody_has(self.path)
        for ending in ("-wal", "-shm"):  # there only when the database is damaged
            beside = self.path.with_name(self.path.name + ending)
            if beside.exists():
                beside.rename(aside.with_name(aside.name + ending))
        os.link(self.path, aside)
        staged.replace(self.path)  # at no moment is there no database
        return [str(aside)]


def stage(said: Manifest, backup: Path, target: Path) -> None:
    """Copy the database out of the backup; what was copied is what was written. Raises BackupRefused."""
    found = manifest.copied(backup / FILE, target)
    wanted = said.files[FILE]
    if (found.size, found.sha256) != (wanted.size, wanted.sha256):
        target.unlink()
        raise BackupRefused(f"{backup / FILE} is not what was written: its SHA-256 differs. Take another backup.")
    target.chmod(0o600)
    with target.open("rb") as written:
        os.fsync(written.fileno())


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Any]:
    connection = DRIVER.connect(str(path), timeout=PATIENCE, factory=Connection)
    try:
        register_functions(connection)  # rules and indexes may use what Django adds
        yield connection
    finally:
        connection.close()


def nobody_has(path: Path) -> None:
    """Write the journal into the file and make sure that no program has it open. A damaged one is let pass."""
    try:
        with opened(path) as connection:
            connection.execute("PRAGMA busy_timeout = 2000")
            connection.execute("PRAGMA journal_mode = DELETE")
    except DRIVER.OperationalError as error:
        if "locked" in str(error):
            raise BackupRefused(
                f"A program has {path} open. Stop the server and the timers first: what it wrote on would be lost."
            ) from error
    except DRIVER.DatabaseError:
        return


def looked_through(path: Path, said: Manifest) -> list[str]:
    """What is wrong with a restored database: its structure, its references, its rows against the manifest."""
    try:
        with opened(path) as connection:
            wrong = [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
            dangling = connection.execute("PRAGMA foreign_key_check").fetchall()
            wrong += [f"{row[0]}: a row refers to one of {row[2]} that is not there." for row in dangling[:20]]
            return wrong + manifest.differences(said, counted(connection), migrations_of(connection))
    except DRIVER.DatabaseError as error:
        return [f"SQLite cannot read it: {error}."]


def tables_of(connection: Any) -> set[str]:
    """Tables with rows of their own; the search index's virtual ones are made of others."""
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    return {row[0] for row in connection.execute(query)}


def counted(connection: Any) -> dict[str, int]:
    return {
        table: connection.execute(f'SELECT COUNT(*) FROM "{table}"').fetchone()[0]  # noqa: S608 - names from the catalogue
        for table in sorted(tables_of(connection))
    }


def migrations_of(connection: Any) -> list[str]:
    if "django_migrations" not in tables_of(connection):
        return []
    return sorted(f"{app}.{name}" for app, name in connection.execute("SELECT app, name FROM django_migrations"))
