"""The list of checks and how they are run: one that cannot be made is a finding itself, and the rest are made all the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from newsroom.doctor import database, delivery, machine, settings
from newsroom.doctor.findings import Finding, Level, bad

type Check = Callable[[], Finding]
# Each with the name it is told and asked for by. Those of DATABASE's kind are left out when it does not answer.
CHECKS: dict[str, Check] = {
    "secret key": settings.secret_key,
    "debug": settings.debug,
    "allowed hosts": settings.allowed_hosts,
    "https": settings.https,
    "site": machine.site,
    "time zone": settings.time_zone,
    "system checks": settings.system_checks,
    "metrics": settings.metrics,
    "folders": machine.folders,
    "disks": machine.disks,
    "static files": machine.static_files,
    "mail": machine.mail,
    "redis": machine.redis,
    "kept pages": delivery.kept_pages,
    "purges": delivery.purges,
    "backups": machine.backups,
    "database": database.reachable,
    "database version": database.version,
    "durability": database.durable,
    "migrations": database.migrated,
    "connections": database.connections_suffice,
    "clock": machine.clock,
    "tick": machine.tick,
    "search index": database.search_index,
}
NEED_TABLES = {"tick", "search index"}
NEED_DATABASE = {"database version", "durability", "migrations", "connections", "clock", *NEED_TABLES}


def examine() -> Iterator[tuple[str, Finding]]:
    """Every check's name and finding, in order."""
    lacking: set[str] = set()
    for name, check in CHECKS.items():
        if name in lacking:
            continue
        finding = made(check)
        if finding.level == Level.BAD and name == "database":
            lacking = NEED_DATABASE
        elif finding.level == Level.BAD and name == "migrations":
            lacking = NEED_TABLES | {"clock"}
        yield name, finding


def made(check: Check) -> Finding:
    try:
        return check()
    except Exception as error:  # noqa: BLE001 - whatever keeps a check from being made is what the doctor is for
        return bad(f"This could not be looked at: {type(error).__name__}: {error}", "Mend what is told above first.")
