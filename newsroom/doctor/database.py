"""Whether the database answers, is new enough, has all tables and is one that loses nothing."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder

from articles.models import Edition
from articles.search.index import backend_of
from articles.search.table import TABLE
from newsroom import health
from newsroom.doctor.findings import Finding, bad, note, ok, warning
from newsroom.sqlite.library import DRIVER, has_wal_reset_bug

OLDEST_POSTGRESQL = 150_000
LEAST_CONNECTIONS = 20


def reachable() -> Finding:
    try:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        where = connection.settings_dict.get("HOST") or connection.settings_dict["NAME"]
        return bad(f"The database at {where} does not answer: {str(error).strip()}", "Start it, or mend DATABASE_URL.")
    return ok(f"The database answers ({connection.display_name}).")


def version() -> Finding:
    if connection.vendor == "sqlite":
        number = DRIVER.sqlite_version_info
        words = ".".join(map(str, number))
        if has_wal_reset_bug(number):
            return bad(
                f"SQLite {words} can lose a commit in WAL mode.",
                "`make setup` installs pysqlite3 where it has a wheel; else take SQLite 3.51.3 or newer, or PostgreSQL.",
            )
        return ok(f"SQLite {words} is sound.")
    number = getattr(connection, "pg_version", 0)  # PostgreSQL's alone
    if number < OLDEST_POSTGRESQL:
        return bad(f"PostgreSQL {number // 10_000} is too old.", "Upgrade to PostgreSQL 15 or newer.")
    return ok(f"PostgreSQL {number // 10_000} is new enough.")


def durable() -> Finding:
    """Whether what was acknowledged survives a power cut."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA journal_mode")
            journal = cursor.fetchone()[0]
            cursor.execute("PRAGMA synchronous")
            is_full = cursor.fetchone()[0] >= 2
            if journal != "wal" or not is_full:
                return warning(
                    f"SQLite runs with journal_mode={journal}, synchronous={'FULL' if is_full else 'less than FULL'}.",
                    "Take out what overrides OPTIONS in DATABASE_URL; a folder over a network cannot hold SQLite.",
                )
            return ok("SQLite keeps what it acknowledged through a power cut.")
        off = []
        for name in ("fsync", "full_page_writes", "synchronous_commit"):
            cursor.execute("SELECT current_setting(%s)", [name])
            off += [name] if cursor.fetchone()[0] == "off" else []
        if off:
            return bad(
                f"PostgreSQL runs with {', '.join(off)} off: a power cut loses work.", "Set them on in postgresql.conf."
            )
    return ok("PostgreSQL keeps what it acknowledged through a power cut.")


def migrated() -> Finding:
    recorder = MigrationRecorder(connection)
    applied = set(recorder.applied_migrations())
    missing = sorted(health.migrations() - applied)
    unknown = sorted(name for app, name in applied - health.migrations() if app == "articles")
    if missing:
        names = ", ".join(f"{app}.{name}" for app, name in missing[:3])
        more = f" and {len(missing) - 3} more" if missing[3:] else ""
        return bad(f"The database lacks migrations: {names}{more}.", "Make a backup, then run `manage.py migrate`.")
    if unknown:
        return warning(
            f"The database was migrated by a newer release: {', '.join(unknown[:3])}.",
            "Run that release, or go on with care.",
        )
    return ok("All migrations are applied.")


def connections_suffice() -> Finding:
    if connection.vendor != "postgresql":
        return ok("SQLite needs no connections to spare.")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('max_connections')::int, (SELECT COUNT(*) FROM pg_stat_activity WHERE backend_type = 'client backend')"
        )
        most, used = cursor.fetchone()
    if most - used < LEAST_CONNECTIONS:
        return warning(
            f"{used} of PostgreSQL's {most} connections are in use.",
            "Raise max_connections, or lower DATABASE_POOL: each worker process holds up to that many.",
        )
    return ok(f"{used} of PostgreSQL's {most} connections are in use.")


def search_index() -> Finding:
    """By numbers: an index that lacks editions finds less, one with too many finds what is not there."""
    backend_of("default")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(TABLE)}")  # noqa: S608 - a constant
        known = cursor.fetchone()[0]
    there = Edition.objects.count()
    if known != there:
        return warning(f"The search index holds {known} editions of {there}.", "Run `manage.py rebuild_search`.")
    return ok(f"The search index holds all {there} editions.") if there else note("Nothing is published yet.")
