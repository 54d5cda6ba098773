"""Database triggers: rules about rows that no constraint can hold, kept on SQLite and PostgreSQL alike.

Packages say what they guard with `guard`, once, at start (articles/apps.py). SQLite drops a table's triggers when a
migration rebuilds the table; therefore `install` runs after every `migrate`, and not as a migration.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper


@dataclass(frozen=True)
class Guard:
    """Triggers on one table. `names` are all that `sqlite` or `postgresql` create: `install` drops them first.

    `sqlite` holds one statement an entry, since SQLite runs one at a time; `postgresql` is one script.
    """

    table: str
    names: tuple[str, ...]
    sqlite: tuple[str, ...]
    postgresql: str


_guards: dict[str, Guard] = {}


def guard(*guards: Guard) -> None:
    """Have these installed after every migration. One for each table."""
    _guards.update({each.table: each for each in guards})


def install(using: str = "default", **kwargs) -> None:
    """Create the triggers on the database `using`, replacing older ones. A table that is not there yet is passed over."""
    connection = connections[using]
    with connection.cursor() as cursor:
        known = set(connection.introspection.table_names(cursor))
        for each in _guards.values():
            if each.table in known:
                _drop(connection, cursor, each)
                for statement in _statements(connection, each):
                    cursor.execute(statement)


def remove(using: str = "default") -> None:
    """Drop the triggers: for whoever must empty a database, such as the test suite. `install` brings them back."""
    connection = connections[using]
    with connection.cursor() as cursor:
        known = set(connection.introspection.table_names(cursor))
        for each in _guards.values():
            if each.table in known:
                _drop(connection, cursor, each)


def _statements(connection: BaseDatabaseWrapper, each: Guard) -> Iterable[str]:
    return {"sqlite": each.sqlite, "postgresql": (each.postgresql,)}.get(connection.vendor, ())


def _drop(connection: BaseDatabaseWrapper, cursor, each: Guard) -> None:
    on_table = f" ON {each.table}" if connection.vendor == "postgresql" else ""
    for name in each.names:
        cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")
