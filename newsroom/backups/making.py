"""Making a backup: written under a name that nobody takes for one, and given its own when all of it is on the disk."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from django.utils import timezone

from newsroom.backups import manifest, media, shelf
from newsroom.backups.databases import Copies, copies
from newsroom.backups.manifest import BackupRefused, Manifest

SPARE = 64 * 1024 * 1024  # bytes that stay free on the disk
# A session's key is the cookie itself: whoever reads a backup must not be signed in by it.
LEFT_OUT = ["django_session"]
type Say = Callable[[str], None]


@dataclass
class Plan:
    """What a run would do."""

    database_bytes: int
    files: int
    to_copy: int
    bytes_to_copy: int
    free: int
    doomed: list[Path] = field(default_factory=list)

    @property
    def needed(self) -> int:
        return self.database_bytes + self.bytes_to_copy + SPARE


def plan(folder: Path, keep: int | None) -> Plan:
    """Look and change nothing. Raises BackupRefused when the database cannot be read."""
    newest = former(folder)
    found = [
        (stat.st_size, media.is_known(newest[0] if newest else None, f"media/{name}/{within}", stat))
        for name, each in media.folders().items()
        for within, stat in media.files_in(each)
    ]
    new = [size for size, is_known in found if not is_known]
    there = next(each for each in [folder, *folder.resolve().parents] if each.exists())
    doomed = shelf.surplus(folder, keep, coming=1) if keep else []
    return Plan(copies().size(), len(found), len(new), sum(new), shutil.disk_usage(there).free, doomed)


def former(folder: Path) -> tuple[Manifest, Path] | None:
    """The newest backup whose manifest can be trusted: what it has need not be copied again."""
    for each in reversed(shelf.whole(folder)):
        try:
            return manifest.read(each), each
        except BackupRefused:
            continue
    return None


def make(folder: Path, *, keep: int | None, afresh: bool, say: Say) -> tuple[Path, Manifest]:
    """Make one, then drop what is more than `keep`. Raises BackupRefused, and then there is one backup less, not a half."""
    database = copies()
    with shelf.alone(folder):
        for name in shelf.clear_unfinished(folder):
            say(f"Removed {name}, which was never finished.")
        wanted = plan(folder, keep)
        if wanted.free < wanted.needed:
            raise BackupRefused(
                f"{folder} has {in_words(wanted.free)} free and {in_words(wanted.needed)} are needed. "
                "Make room there, or set BACKUP_DIR to another disk."
            )
        name = shelf.new_name(folder, timezone.now())
        unfinished = folder / f"{shelf.UNFINISHED}{name}"
        try:
            said = fill(unfinished, database, None if afresh else former(folder), say)
            settle(unfinished, folder / name)
        except OSError as error:
            raise BackupRefused(
                f"The backup could not be written: {error}. What there was of it is removed."
            ) from error
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
        for each in shelf.surplus(folder, keep) if keep else []:
            shelf.drop(each)
            say(f"Dropped {each.name}.")
    return folder / name, said


def fill(target: Path, database: Copies, newest: tuple[Manifest, Path] | None, say: Say) -> Manifest:
    """The database first: a picture that comes later is one too many, not one too few."""
    target.mkdir(mode=0o700)
    made = timezone.now()
    say("The database …")
    rows, migrations, version = database.dump(target / database.file, LEFT_OUT)
    (target / database.file).chmod(0o600)
    files = {database.file: manifest.measured(target / database.file)}
    say(f"  {in_words(files[database.file].size)}, {sum(rows.values())} rows in {len(rows)} tables.")
    say("The pictures …")
    kept, taken = media.take(target, newest, say)
    say(f"  {taken.copied} copied ({in_words(taken.bytes_copied)}), {taken.linked} as in the last backup.")
    said = Manifest(
        made=made.isoformat(timespec="seconds"),
        engine=database.engine,
        server=version,
        database=database.file,
        rows=rows,
        migrations=migrations,
        media=sorted(media.folders()),
        files=files | kept,
    )
    manifest.write(said, target)
    return said


def settle(unfinished: Path, final: Path) -> None:
    """Everything to the disk, then the name: a power cut leaves the whole backup or none."""
    os.sync()
    unfinished.rename(final)
    folder = os.open(final.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def in_words(size: float) -> str:
    """Bytes for people: 1,234,567 is "1.2 MB"."""
    for unit in ("bytes", "kB", "MB", "GB"):
        if size < 1000:
            return f"{size:.0f} {unit}" if unit == "bytes" else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} TB"
