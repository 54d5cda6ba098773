"""The folder of backups: their names, which are whole, how many stay, and that one command works there at a time."""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from newsroom.backups import manifest
from newsroom.backups.manifest import BackupRefused

STAMP = "%Y-%m-%dT%H-%M-%SZ"
OURS = re.compile(r"\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ(-\d+)?")
UNFINISHED = ".unfinished-"  # a folder that begins so was never completed; nothing takes it for a backup


def whole(folder: Path) -> list[Path]:
    """The backups in `folder`, the oldest first. One that was not finished has another name, so it is none of them."""
    if not folder.is_dir():
        return []
    found = [each for each in folder.iterdir() if OURS.fullmatch(each.name) and (each / manifest.DIGEST_NAME).is_file()]
    return sorted(found, key=order)


def order(backup: Path) -> tuple[str, int]:
    stamp, _, number = backup.name.partition("Z")
    return stamp, int(number[1:] or 1)


def chosen(folder: Path, name: str) -> Path:
    """The backup called `name`, or the newest for "latest"; a path is taken as it is. Raises BackupRefused."""
    if name != "latest":
        found = next((path for path in (folder / name, Path(name)) if path.is_dir()), None)
        if found is None:
            raise BackupRefused(f"There is no backup {name}, neither in {folder} nor as a path.")
        if found.name.startswith(UNFINISHED):
            raise BackupRefused(f"{found} was never finished. Take another backup.")
        return found
    backups = whole(folder)
    if not backups:
        raise BackupRefused(f"There is no whole backup in {folder}. Make one with `manage.py backup`.")
    return backups[-1]


def made_at(backup: Path) -> datetime:
    """When, by its name."""
    return datetime.strptime(f"{order(backup)[0]}Z", STAMP).replace(tzinfo=UTC)


def new_name(folder: Path, now: datetime) -> str:
    stamp = now.astimezone(UTC).strftime(STAMP)
    taken = {each.name for each in folder.iterdir()}
    return next(
        name for name in [stamp, *(f"{stamp}-{number}" for number in range(2, len(taken) + 3))] if name not in taken
    )


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Nobody else makes or drops backups here meanwhile. Raises BackupRefused at once when somebody does.

    The lock belongs to the process, so that one which was killed holds it no more.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise BackupRefused(f"Backups cannot be written to {folder}: {error.strerror}. Set BACKUP_DIR.") from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(lock)
        raise BackupRefused(f"Another backup is being made in {folder}; this one is not needed.") from error
    try:
        yield
    finally:
        os.close(lock)


def clear_unfinished(folder: Path) -> list[str]:
    """Remove what killed runs left. Only while `alone`."""
    found = [each for each in folder.iterdir() if each.name.startswith(UNFINISHED)]
    for each in found:
        shutil.rmtree(each)
    return [each.name for each in found]


def surplus(folder: Path, keep: int, *, coming: int = 0) -> list[Path]:
    """Those to drop so that the newest `keep` stay, of which `coming` are not there yet."""
    backups = whole(folder)
    return backups[: max(0, len(backups) + coming - keep)]


def drop(backup: Path) -> None:
    """Remove a backup; what is left if that is cut short is none any more."""
    doomed = backup.with_name(f"{UNFINISHED}dropped-{backup.name}")
    backup.rename(doomed)
    shutil.rmtree(doomed)
