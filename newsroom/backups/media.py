"""Pictures in and out of a backup. A file that the last backup has already, and that did not change, is linked to it.

Only the folders of the storages are read, never MEDIA_ROOT as a whole: a key that lies beside them stays out. Storages
that are no folder (object storage) keep their own versions; the manifest says that they are not in it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.core.files.storage import FileSystemStorage, storages

from newsroom.backups import manifest
from newsroom.backups.manifest import BackupRefused, Kept, Manifest, Staged

FOLDERS = {"public": "default", "originals": "originals"}  # in the backup: the storage
EVERY = 500  # files; after so many it is said how far it is
type Say = Callable[[str], None]


@dataclass
class Taken:
    """What was done with the files: bytes and numbers."""

    copied: int = 0
    linked: int = 0
    bytes_copied: int = 0


def folders() -> dict[str, Path]:
    """Where the pictures are, by their name in a backup; none of what is in object storage."""
    found = {name: storages[alias] for name, alias in FOLDERS.items()}
    return {name: Path(each.location) for name, each in found.items() if isinstance(each, FileSystemStorage)}


def files_in(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Every plain file below, as (path within, stat). Links lead out of the folder, so they are left out."""
    for where, _folders, names in os.walk(folder.resolve()):
        for name in sorted(names):
            path = Path(where) / name
            if not path.is_symlink() and path.is_file():
                yield str(path.relative_to(folder.resolve())), path.stat()


def total() -> tuple[int, int]:
    """Number and bytes of all files there are."""
    sizes = [stat.st_size for folder in folders().values() for _name, stat in files_in(folder)]
    return len(sizes), sum(sizes)


def is_known(former: Manifest | None, name: str, stat: os.stat_result) -> bool:
    """Whether the former backup has the file as it is now, by size and time of the last writing."""
    had = former.files.get(name) if former else None
    return had is not None and (had.size, had.changed) == (stat.st_size, stat.st_mtime_ns)


def take(target: Path, newest: tuple[Manifest, Path] | None, say: Say) -> tuple[dict[str, Kept], Taken]:
    """Put every file below `target`/media. A picture that is deleted meanwhile is in no backup."""
    former, former_folder = newest or (None, Path())
    kept: dict[str, Kept] = {}
    taken = Taken()
    for folder_name, folder in folders().items():
        for within, stat in files_in(folder):
            name = f"media/{folder_name}/{within}"
            place = target / name
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if former and is_known(former, name, stat) and linked(former_folder / name, place):
                kept[name] = former.files[name]
                taken.linked += 1
            elif (found := copied(folder / within, place)) is not None:
                kept[name] = Kept(found.size, found.sha256, stat.st_mtime_ns)
                taken.copied += 1
                taken.bytes_copied += found.size
            if len(kept) % EVERY == 0:
                say(f"  {len(kept)} files …")
    return kept, taken


def linked(source: Path, target: Path) -> bool:
    """One more name for a file of the former backup; False where that cannot be (another disk, no such file system)."""
    try:
        os.link(source, target)
    except OSError:
        return False
    return True


def copied(source: Path, target: Path) -> Kept | None:
    try:
        return manifest.copied(source, target)
    except FileNotFoundError:
        target.unlink(missing_ok=True)
        return None


def are_empty() -> bool:
    return not any(True for folder in folders().values() for _ in files_in(folder))


def bring_back(said: Manifest, backup: Path, stamp: str, say: Say) -> Staged:
    """Copy the pictures beside the present ones, each hashed on its way. Raises BackupRefused, and leaves nothing behind."""
    places = places_of(said)
    staged = {name: place.with_name(f".{place.name}-restoring-{stamp}") for name, place in places.items()}
    moved: list[tuple[Path, Path]] = []
    try:
        for folder in staged.values():
            folder.mkdir(parents=True, exist_ok=True)  # a backup may hold no picture at all
        for number, name in enumerate(sorted(each for each in said.files if each.startswith("media/"))):
            bring(said, backup, name, staged)
            if number and number % EVERY == 0:
                say(f"  {number} files …")
    except BaseException:
        forget(staged, moved)
        raise
    return Staged(lambda: put(staged, places, moved, stamp), lambda: forget(staged, moved))


def bring(said: Manifest, backup: Path, name: str, staged: dict[str, Path]) -> None:
    wanted = said.files[name]
    _media, folder, within = name.split("/", 2)
    target = staged[folder] / within
    target.parent.mkdir(parents=True, exist_ok=True)
    if manifest.copied(backup / name, target).sha256 != wanted.sha256:
        raise BackupRefused(f"{name} is not what was written: its SHA-256 differs. Take another backup.")
    target.chmod(0o644)
    os.utime(target, ns=(wanted.changed, wanted.changed))  # so that the next backup need not copy it again


def places_of(said: Manifest) -> dict[str, Path]:
    """Where the folders of a backup belong. Raises BackupRefused when this installation has no such folder."""
    ours = folders()
    if lacking := [name for name in said.media if name not in ours]:
        raise BackupRefused(
            f"The backup holds pictures ({', '.join(lacking)}), and this installation keeps them in object storage. "
            "Restore them there by its own tools: --database-only brings back the rest."
        )
    return {name: ours[name] for name in said.media}


def put(staged: dict[str, Path], places: dict[str, Path], moved: list[tuple[Path, Path]], stamp: str) -> list[str]:
    """Each folder takes its place, and the former one is kept beside it."""
    try:
        for name, place in places.items():
            if place.exists():
                aside = place.with_name(f"{place.name}.before-restore-{stamp}")
                place.rename(aside)
                moved.append((aside, place))
            staged[name].rename(place)
    except OSError as error:
        raise BackupRefused(
            f"The pictures could not be put in place: {error}. The former ones are there again."
        ) from error
    return [str(aside) for aside, _place in moved]


def forget(staged: dict[str, Path], moved: list[tuple[Path, Path]]) -> None:
    """As if nothing had been: the former folders are where they were."""
    for aside, place in moved:
        shutil.rmtree(place, ignore_errors=True)
        aside.rename(place)
    for folder in staged.values():
        shutil.rmtree(folder, ignore_errors=True)
