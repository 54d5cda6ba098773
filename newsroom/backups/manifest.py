"""What a backup says of itself: each file with its size and SHA-256, the rows of each table, the migrations applied.

`manifest.json` holds it, `manifest.sha256` the digest of that file, in the form `sha256sum --check` reads.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

FORMAT = 1
NAME = "manifest.json"
DIGEST_NAME = "manifest.sha256"
CHUNK = 1024 * 1024  # bytes
READERS = 4  # threads that read and hash; hashing holds no lock of Python's
# A database with a row in one of these holds somebody's work. Sections and groups come with the installation.
WORK = {"articles_article", "articles_edition", "articles_comment", "articles_picture", "articles_source", "auth_user"}


class BackupRefused(Exception):
    """Something keeps a backup from being made, trusted or restored. Its text is a sentence that says what to do."""


@dataclass(frozen=True)
class Kept:
    """One file of a backup. `changed` is when its original was last written, in nanoseconds; 0 for the database."""

    size: int
    sha256: str
    changed: int = 0


@dataclass
class Manifest:
    made: str  # ISO 8601, UTC
    engine: str  # sqlite or postgresql
    server: str  # the database's version, for whoever restores years later
    database: str  # the file's name within the backup
    rows: dict[str, int] = field(default_factory=dict)
    migrations: list[str] = field(default_factory=list)  # "app.name", sorted
    media: list[str] = field(default_factory=list)  # the folders that are in it; the others are kept elsewhere
    files: dict[str, Kept] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def size(self) -> int:
        return sum(each.size for each in self.files.values())


@dataclass(frozen=True)
class Staged:
    """Something restored beside what it is to replace. `put` does that and says where the former is kept; `forget` undoes."""

    put: Callable[[], list[str]]
    forget: Callable[[], object]


def write(manifest: Manifest, folder: Path) -> None:
    """Both files. Raises OSError."""
    content = json.dumps(asdict(manifest), indent=1, sort_keys=True).encode() + b"\n"
    (folder / NAME).write_bytes(content)
    (folder / DIGEST_NAME).write_text(f"{hashlib.sha256(content).hexdigest()}  {NAME}\n", encoding="ascii")


def read(folder: Path) -> Manifest:
    """The manifest, once its digest was found right. Raises BackupRefused."""
    try:
        content = (folder / NAME).read_bytes()
        said = (folder / DIGEST_NAME).read_bytes()
    except OSError as error:
        raise BackupRefused(f"{folder} is no whole backup: {error}. Take another one.") from error
    if said != f"{hashlib.sha256(content).hexdigest()}  {NAME}\n".encode():
        raise BackupRefused(
            f"{folder / NAME} or {DIGEST_NAME} is not what was written: they differ. Take another backup."
        )
    return parsed(json.loads(content), folder)


def parsed(said: dict[str, Any], folder: Path) -> Manifest:
    if said.get("format") != FORMAT:
        raise BackupRefused(f"{folder} was made in format {said.get('format')}; this release reads format {FORMAT}.")
    files = {name: Kept(**each) for name, each in said.pop("files").items()}
    if bad := [name for name in files if Path(name).is_absolute() or ".." in Path(name).parts]:
        raise BackupRefused(f"{folder} names files outside itself, such as {bad[0]}. Do not restore it.")
    return Manifest(**said, files=files)


def copied(source: Path, target: Path) -> Kept:
    """Copy a file and say what was copied: hashed on the way, so that a file that changes meanwhile is what it says."""
    digest, size = hashlib.sha256(), 0
    with source.open("rb") as reading, target.open("xb") as writing:
        while chunk := reading.read(CHUNK):
            digest.update(chunk)
            writing.write(chunk)
            size += len(chunk)
    return Kept(size, digest.hexdigest())


def measured(path: Path) -> Kept:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as reading:
        while chunk := reading.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return Kept(size, digest.hexdigest())


def faults(manifest: Manifest, folder: Path, *, only: Iterable[str] | None = None) -> list[str]:
    """A sentence for each file that is missing, is not what was written, or is not named at all. Reads every byte."""
    names = sorted(manifest.files if only is None else only)
    with ThreadPoolExecutor(READERS) as readers:
        found = [said for said in readers.map(lambda name: fault(manifest, folder, name), names) if said]
    return found + ([] if only is not None else strangers(manifest, folder))


def fault(manifest: Manifest, folder: Path, name: str) -> str:
    wanted = manifest.files[name]
    try:
        found = measured(folder / name)
    except FileNotFoundError:
        return f"{name} is missing."
    except OSError as error:
        return f"{name} cannot be read: {error.strerror}."
    if found.size != wanted.size:
        return f"{name} has {found.size} bytes; {wanted.size} were written."
    if found.sha256 != wanted.sha256:
        return f"{name} is not what was written: its SHA-256 differs."
    return ""


def differences(said: Manifest, rows: dict[str, int], migrations: list[str]) -> list[str]:
    """A sentence for each table that does not hold what the manifest counted, and for the migrations."""
    wrong = [
        f"{table}: {rows.get(table, 'no table')} rows; {said.rows.get(table, 'none')} were written."
        for table in sorted(set(said.rows) | set(rows))
        if rows.get(table) != said.rows.get(table)
    ]
    return wrong + ([] if migrations == said.migrations else ["The migrations in it are not those that were written."])


def strangers(manifest: Manifest, folder: Path) -> list[str]:
    present = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_symlink() or not path.is_dir()}
    return [f"{name} is in no manifest." for name in sorted(present - set(manifest.files) - {NAME, DIGEST_NAME})]
