"""PostgreSQL in and out of a backup: by pg_dump and pg_restore, counted in the very snapshot that is dumped.

A restore goes into a database of its own, which takes the place of the present one by two renames in one transaction.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from newsroom.backups import manifest, pg_programs
from newsroom.backups.manifest import BackupRefused, Manifest, Staged

FILE = "database.dump"
TABLES = """
SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname), c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND n.nspname = current_schema() ORDER BY c.relname
"""


class PostgresqlCopies:
    engine = "postgresql"
    file = FILE

    def __init__(self, parameters: dict[str, Any]):
        """`parameters` are what Django connects with."""
        self.how = {name: value for name, value in parameters.items() if name in pg_programs.VARIABLES}
        self.name = str(parameters["dbname"])

    @contextlib.contextmanager
    def connected(self, name: str) -> Iterator[psycopg.Connection[Any]]:
        """A session that may take its time, in autocommit. Raises BackupRefused when there is no server."""
        try:
            connection = psycopg.connect(
                **{**self.how, "dbname": name, "connect_timeout": 10},
                autocommit=True,
                options="-c statement_timeout=0 -c idle_in_transaction_session_timeout=0 -c lock_timeout=0",
            )
        except psycopg.OperationalError as error:
            raise BackupRefused(f"The database {name} cannot be reached: {error}") from error
        with connection:
            yield connection

    def size(self) -> int:
        """Bytes in the server; the dump is compressed and smaller."""
        with self.connected(self.name) as connection:
            return scalar(connection, "SELECT pg_database_size(current_database())")

    def dump(self, target: Path, without: list[str]) -> tuple[dict[str, int], list[str], str]:
        """Write a dump to `target`, without the rows of tables in `without`. What is counted is what is dumped."""
        with self.connected(self.name) as connection:
            program = pg_programs.found("pg_dump", server=connection.info.server_version)
            connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            snapshot = scalar(connection, "SELECT pg_export_snapshot()")
            command = [program, "--format=custom", "--compress=1", f"--snapshot={snapshot}", f"--file={target}"]
            command += [f"--exclude-table-data={table}" for table in without]
            pg_programs.run(command, self.how, self.name)
            rows = {**counted(connection), **dict.fromkeys(without, 0)}
            return rows, migrations_of(connection), scalar(connection, "SHOW server_version")

    def is_empty(self) -> bool:
        with self.connected(self.name) as connection:
            tables = [name for name, plain in connection.execute(TABLES) if plain in manifest.WORK]
            return not any(
                connection.execute(sql.SQL("SELECT 1 FROM {} LIMIT 1").format(sql.SQL(each))).fetchone()
                for each in tables
            )

    @contextlib.contextmanager
    def scratch(self, said: Manifest, backup: Path, room: Path) -> Iterator[list[str]]:
        """Restore into a database of its own on the same server, and say what is wrong with it. It is dropped at the end."""
        name = f"{self.name[:40]}_verify_{secrets.token_hex(4)}"
        self.create(name)
        try:
            yield self.fill(name, said, backup)
        finally:
            self.remove(name)

    def bring_back(self, said: Manifest, backup: Path, stamp: str) -> Staged:
        coming = f"{self.name[:30]}_restoring_{secrets.token_hex(4)}"
        aside = f"{self.name[:30]}_before_restore_{stamp.lower()}"
        self.create(coming)
        try:
            if wrong := self.fill(coming, said, backup):
                raise BackupRefused("The backup does not hold what it says:\n" + "\n".join(wrong))
        except BaseException:
            self.remove(coming)
            raise
        return Staged(lambda: self.swap(coming, aside), lambda: self.remove(coming))

    def fill(self, name: str, said: Manifest, backup: Path) -> list[str]:
        with self.connected(name) as connection:
            program = pg_programs.found("pg_restore", server=connection.info.server_version)
        command = [program, "--exit-on-error", "--no-owner", "--no-privileges", f"--jobs={jobs()}", f"--dbname={name}"]
        try:
            pg_programs.run([*command, str(backup / FILE)], self.how, name)
        except BackupRefused as refusal:
            return [str(refusal)]
        with self.connected(name) as connection:
            connection.execute("ANALYZE")
            return manifest.differences(said, counted(connection), migrations_of(connection))

    def create(self, name: str) -> None:
        """An empty database that sorts and compares as the present one does. Raises BackupRefused."""
        with self.connected(self.name) as connection:
            locale = locale_of(connection)
        try:
            with self.connected(maintenance(self)) as connection:
                connection.execute(
                    sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' ").format(sql.Identifier(name))
                    + locale
                )
        except psycopg.errors.InsufficientPrivilege as error:
            role = self.how.get("user", "the role")
            raise BackupRefused(
                f"{role} may not make databases, and a backup is restored beside the present one first. As an "
                f"administrator of the server: ALTER ROLE {role} CREATEDB;"
            ) from error

    def remove(self, name: str) -> None:
        with self.connected(maintenance(self)) as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def swap(self, coming: str, aside: str) -> list[str]:
        """`coming` becomes the database, at one moment. Whoever is connected is sent away and finds the new one."""
        present, old = sql.Identifier(self.name), sql.Identifier(aside)
        with self.connected(maintenance(self)) as connection:
            connection.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false").format(present))
            kept_as = present
            try:
                connection.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [self.name]
                )
                with connection.transaction():
                    connection.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(present, old))
                    connection.execute(
                        sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(coming), present)
                    )
                kept_as = old
            except psycopg.Error as error:
                raise BackupRefused(
                    f"The databases could not change places, and nothing was changed: {error}"
                ) from error
            finally:
                connection.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS true").format(kept_as))
        return [f"the database {aside}"]


def maintenance(copies: PostgresqlCopies) -> str:
    """A database to be in while others are made and renamed."""
    return "postgres" if copies.name != "postgres" else "template1"


def jobs() -> int:
    return max(1, min(8, os.cpu_count() or 1))


def scalar(connection: psycopg.Connection[Any], query: str) -> Any:
    [row] = connection.execute(query.encode()).fetchall()
    return row[0]


def counted(connection: psycopg.Connection[Any]) -> dict[str, int]:
    tables = connection.execute(TABLES).fetchall()
    count = sql.SQL("SELECT COUNT(*) FROM {}")
    rows = {plain: connection.execute(count.format(sql.SQL(name))).fetchone() for name, plain in tables}
    return {table: row[0] for table, row in rows.items() if row}


def migrations_of(connection: psycopg.Connection[Any]) -> list[str]:
    if not scalar(connection, "SELECT to_regclass('django_migrations') IS NOT NULL"):
        return []
    return sorted(f"{app}.{name}" for app, name in connection.execute("SELECT app, name FROM django_migrations"))


def locale_of(connection: psycopg.Connection[Any]) -> sql.Composable:
    """The words that make another database sort as this one: its provider and locale (PostgreSQL 15 to 18)."""
    newer = connection.info.server_version >= 170000
    locale = sql.SQL("datlocale" if newer else "daticulocale")
    query = sql.SQL(
        "SELECT datcollate, datctype, datlocprovider, {} FROM pg_database WHERE datname = current_database()"
    )
    [[collate, ctype, provider, other]] = connection.execute(query.format(locale)).fetchall()
    words = sql.SQL("LC_COLLATE {} LC_CTYPE {}").format(sql.Literal(collate), sql.Literal(ctype))
    if provider == "i":
        return words + sql.SQL(" LOCALE_PROVIDER icu ICU_LOCALE {}").format(sql.Literal(other))
    if provider == "b":
        return words + sql.SQL(" LOCALE_PROVIDER builtin BUILTIN_LOCALE {}").format(sql.Literal(other))
    return words
