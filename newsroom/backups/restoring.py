"""Bringing a backup back: staged and looked through first, then put in place; what was there is kept aside."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC
from pathlib import Path

from django.conf import settings
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from articles.page_cache.generations import here
from newsroom.backups import manifest, media
from newsroom.backups.databases import Copies, copies
from newsroom.backups.manifest import BackupRefused, Manifest

STAMP = "%Y%m%dT%H%M%SZ"
type Say = Callable[[str], None]


@dataclass
class Restored:
    rows: int
    files: int
    aside: list[str] = field(default_factory=list)
    to_migrate: int = 0


def restore(backup: Path, *, replace: bool, database_only: bool, dry_run: bool, say: Say) -> Restored:
    """Bring `backup` back. Raises BackupRefused before anything is changed, or after all of it was undone."""
    said = manifest.read(backup)
    database = copies()
    pending = judge(said, database, replace=replace, database_only=database_only)
    files = sum(name.startswith("media/") for name in said.files) * (not database_only)
    rows = sum(said.rows.values())
    if dry_run:
        say(f"{len(said.files)} files against their hashes …")
        if wrong := manifest.faults(said, backup):
            raise BackupRefused("The backup is not what was written:\n" + "\n".join(wrong))
        return Restored(rows, files, to_migrate=pending)
    connections.close_all()
    stamp = timezone.now().astimezone(UTC).strftime(STAMP)
    with contextlib.ExitStack() as undone:
        say("The database, beside the present one …")
        staged = [database.bring_back(said, backup, stamp)]
        undone.callback(staged[0].forget)
        if not database_only:
            say("The pictures, beside the present ones …")
            staged.insert(0, media.bring_back(said, backup, stamp, say))  # their place first: that can be undone
            undone.callback(staged[0].forget)
        say("Into their places …")
        aside = [name for each in staged for name in each.put()]
        undone.pop_all()
    forget_pages()
    return Restored(rows, files, aside, pending)


def judge(said: Manifest, database: Copies, *, replace: bool, database_only: bool) -> int:
    """Whether it may be brought back here at all; the number of migrations it lacks. Raises BackupRefused."""
    if said.engine != database.engine:
        raise BackupRefused(
            f"The backup is of {said.engine} and this installation has {database.engine}. Set DATABASE_URL to a "
            f"{said.engine} database to restore into."
        )
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).graph.nodes}
    if newer := sorted(name for name in said.migrations if name.startswith("articles.") and name not in known):
        raise BackupRefused(
            f"The backup was made by a newer release: it has {newer[-1]}, which this one does not know. Restore it with "
            "that release."
        )
    if not replace and not (database.is_empty() and (database_only or media.are_empty())):
        raise BackupRefused(
            "This installation holds work: stories, comments, accounts or pictures. --replace puts the backup in its place "
            "and keeps what is there aside."
        )
    return len(known - set(said.migrations))


def forget_pages() -> None:
    """No page that was made of the former database is sent any more; of this machine, at once."""
    if settings.PAGE_CACHE:
        with contextlib.suppress(OSError):  # then there are no pages either
            here().bump_everything()
