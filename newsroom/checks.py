"""System checks about the installation: what can be wrong with the machine rather than with the code."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import checks
from django.db import connections

from newsroom.sqlite.library import has_wal_reset_bug


@checks.register(checks.Tags.compatibility)
def sqlite_is_sound(app_configs: Any = None, **options: Any) -> list[checks.CheckMessage]:
    """newsroom.W001 for each configured SQLite database whose library can corrupt it. Opens no connection."""
    libraries: dict[str, Any] = {
        connection.alias: getattr(connection, "Database", None)  # each backend's DB-API module
        for connection in connections.all(initialized_only=False)
        if connection.vendor == "sqlite"
    }
    return [
        sqlite_warning(alias, library.sqlite_version_info)
        for alias, library in libraries.items()
        if has_wal_reset_bug(library.sqlite_version_info)
    ]


@checks.register(checks.Tags.security, deploy=True)
def https_is_seen(app_configs: Any = None, **options: Any) -> list[checks.CheckMessage]:
    """newsroom.W002 when the site is https and nothing tells Django that a request came by it."""
    if not settings.HTTPS or settings.BEHIND_PROXY:
        return []
    return [
        checks.Warning(
            f"SITE_URL is {settings.SITE_URL}, but BEHIND_PROXY is not set: every page redirects to itself.",
            hint=(
                "The server speaks plain http to the proxy that holds the certificate. Let that proxy set "
                "X-Forwarded-Proto itself, drop the client's own, and set BEHIND_PROXY=1."
            ),
            id="newsroom.W002",
        )
    ]


def sqlite_warning(alias: str, version: tuple[int, ...]) -> checks.Warning:
    number = ".".join(map(str, version))
    return checks.Warning(
        f"The database “{alias}” runs on SQLite {number}, which can corrupt a database in WAL mode under concurrent writes.",
        hint=(
            "Install the pysqlite3 package where it has a wheel (`make setup` does; ENGINE must be newsroom.sqlite), or a "
            "Python built with SQLite 3.51.3 or newer, or 3.50.7+ or 3.44.6+ of those lines, or use PostgreSQL "
            "(DATABASE_URL)."
        ),
        id="newsroom.W001",
    )
