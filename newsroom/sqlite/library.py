"""Which SQLite library we use: the standard library's, unless it can corrupt a database and pysqlite3's cannot.

The bug: in WAL mode, a checkpoint that resets the log at the moment another connection commits can lose or tear that
commit. It is in SQLite 3.7.0 to 3.51.2, and mended in 3.51.3 and, of older lines, in 3.50.7 and 3.44.6
(sqlite.org/wal.html, "The WAL-Reset Bug"). Debian 12 ships 3.40.1.
"""

from __future__ import annotations

import sqlite3.dbapi2
from typing import Any

type Version = tuple[int, ...]

FIRST_AFFECTED: Version = (3, 7, 0)
FIRST_MENDED: Version = (3, 51, 3)
MENDED_LINES: tuple[Version, ...] = ((3, 44, 6), (3, 50, 7))


def has_wal_reset_bug(version: Version) -> bool:
    """Whether this SQLite, e.g. (3, 40, 1), can corrupt a database in WAL mode."""
    if any(version[:2] == line[:2] and version >= line for line in MENDED_LINES):
        return False
    return FIRST_AFFECTED <= version < FIRST_MENDED


def choose(standard: Any, other: Any) -> Any:
    """The DB-API module to use of the standard library's and pysqlite3's, which may be None."""
    if other is None or not has_wal_reset_bug(standard.sqlite_version_info):
        return standard
    return standard if has_wal_reset_bug(other.sqlite_version_info) else other


def pysqlite3() -> Any:
    """pysqlite3's DB-API module, or None where there is no wheel of it."""
    try:
        from pysqlite3 import dbapi2
    except ImportError:
        return None
    return dbapi2


DRIVER = choose(sqlite3.dbapi2, pysqlite3())
