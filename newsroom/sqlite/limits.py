"""`getlimit` for a library that lacks it: SQLite's limits as it was compiled with."""

from __future__ import annotations

import sqlite3
from functools import cache
from typing import Any

from newsroom.sqlite.library import DRIVER

# The two that Django asks for: how PRAGMA compile_options names them, and SQLite's default where it names none
# (sqlite.org/limits.html).
LIMITS = {
    sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER: ("MAX_VARIABLE_NUMBER", 32_766),
    sqlite3.SQLITE_LIMIT_COLUMN: ("MAX_COLUMN", 2_000),
}


def getlimit(connection: Any, category: int) -> int:
    """As sqlite3.Connection.getlimit, for the categories in LIMITS; KeyError for another."""
    option, default = LIMITS[category]
    return compiled_limits().get(option, default)


@cache
def compiled_limits() -> dict[str, int]:
    """The numbers among the options the library was compiled with, such as {"MAX_COLUMN": 2000}."""
    connection = DRIVER.connect(":memory:")
    options = [row[0].partition("=") for row in connection.execute("PRAGMA compile_options")]
    connection.close()
    return {name: int(value) for name, _, value in options if value.isdigit()}
