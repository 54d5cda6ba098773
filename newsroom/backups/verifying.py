"""Looking through a backup: every byte against its hash, and the database restored for a trial and counted."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from newsroom.backups import manifest
from newsroom.backups.databases import copies
from newsroom.backups.manifest import BackupRefused, Manifest

type Say = Callable[[str], None]


def verify(backup: Path, *, trial: bool, say: Say) -> tuple[Manifest, list[str]]:
    """The manifest and a sentence for each fault. Raises BackupRefused when the manifest itself is not whole."""
    said = manifest.read(backup)
    say(f"{len(said.files)} files against their hashes …")
    found = manifest.faults(said, backup)
    if trial and said.database not in {each.split(" ", 1)[0] for each in found}:
        found += tried(said, backup, say)
    return said, found


def tried(said: Manifest, backup: Path, say: Say) -> list[str]:
    """Restore the database for a trial, look through it, and drop it."""
    database = copies()
    if database.engine != said.engine:
        raise BackupRefused(
            f"The backup is of {said.engine} and this installation has {database.engine}: set DATABASE_URL to a "
            f"{said.engine} for the trial, or give --no-trial."
        )
    say("The database, restored for a trial and counted …")
    with (
        tempfile.TemporaryDirectory(prefix="newsroom-trial-", dir=room_beside(backup)) as room,
        database.scratch(said, backup, Path(room)) as found,
    ):
        return found


def room_beside(backup: Path) -> Path | None:
    """The trial needs as much room as the database; where the backups are, there is some. None: the machine's own place."""
    probe = backup.parent
    try:
        with tempfile.TemporaryFile(dir=probe):
            return probe
    except OSError:
        return None
