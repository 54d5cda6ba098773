"""The backend proper: Django's own, with the library of `library.py` beneath and one pragma more.

Django's backend names the standard library's module in few places; each is met here and nowhere else:
`connect`, the cursor class, adapters and converters, and `getlimit`, which pysqlite3 lacks.
"""

from __future__ import annotations

import datetime
import decimal
import sqlite3.dbapi2
from collections.abc import Mapping
from itertools import chain
from typing import Any

from django.db.backends.sqlite3 import base as django_base
from django.db.backends.sqlite3._functions import register as register_functions
from django.utils.asyncio import async_unsafe
from django.utils.dateparse import parse_date, parse_datetime, parse_time

from newsroom.sqlite.library import DRIVER
from newsroom.sqlite.limits import getlimit


def register_types(driver: Any) -> None:
    """What Django registers with the standard library's module (django/db/backends/sqlite3/base.py)."""
    driver.register_converter("bool", b"1".__eq__)
    driver.register_converter("date", django_base.decoder(parse_date))
    driver.register_converter("time", django_base.decoder(parse_time))
    driver.register_converter("datetime", django_base.decoder(parse_datetime))
    driver.register_converter("timestamp", django_base.decoder(parse_datetime))
    driver.register_adapter(decimal.Decimal, str)
    driver.register_adapter(datetime.date, django_base.adapt_date)
    driver.register_adapter(datetime.datetime, django_base.adapt_datetime)


if DRIVER is not sqlite3.dbapi2:
    register_types(DRIVER)


class Connection(DRIVER.Connection):  # one of two modules, chosen as it runs
    """A connection that can be asked for its limits, whichever library made it."""

    if not hasattr(DRIVER.Connection, "getlimit"):
        getlimit = getlimit


class Cursor(DRIVER.Cursor):
    """Django's SQLiteCursorWrapper over the chosen library: `%s` and `%(name)s` become `?` and `:name`."""

    convert_query = django_base.SQLiteCursorWrapper.convert_query

    def execute(self, query: str, params: Any = None) -> Any:
        if params is None:
            return super().execute(query)
        names = list(params) if isinstance(params, Mapping) else None
        return super().execute(self.convert_query(query, param_names=names), params)

    def executemany(self, query: str, param_list: Any) -> Any:
        rows = iter(param_list)
        first = next(rows, None)  # may be a generator, so what was looked at is put back
        names = list(first) if first and isinstance(first, Mapping) else None
        rows = rows if first is None else chain([first], rows)
        return super().executemany(self.convert_query(query, param_names=names), rows)


class DatabaseWrapper(django_base.DatabaseWrapper):
    """Django's wrapper; `connection.Database` is the library in use."""

    Database = DRIVER
    init_commands: list[str]  # Django's get_connection_params fills it from OPTIONS["init_command"]

    @async_unsafe
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        conn = self.Database.connect(factory=Connection, **conn_params)
        register_functions(conn)
        # As in Django; the second because some builds of SQLite default it ON, which prevents atomic table renames.
        conn.execute("PRAGMA foreign_keys = ON")
        conn.execute("PRAGMA legacy_alter_table = OFF")
        # What is deleted is overwritten: a reader's address or a confidential source stays in no free page. Debian
        # builds its SQLite so; pysqlite3 does not.
        conn.execute("PRAGMA secure_delete = ON")
        for command in self.init_commands:
            if command.strip():
                conn.execute(command.strip())
        return conn

    def create_cursor(self, name: str | None = None) -> Any:
        return self.connection.cursor(factory=Cursor)
