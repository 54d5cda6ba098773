"""From what is named on a command line (files, folders, patterns, “-”) to documents with distinct names."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

TEXT_SUFFIXES = frozenset({".txt", ".text"})
STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Named:
    """One document to read. `key` is its file's stem, made distinct; `path` is None for standard input."""

    key: str
    path: Path | None
    problem: str = ""

    @property
    def file_name(self) -> str:
        return self.path.name if self.path else ""

    def read(self, limit: int) -> bytes:
        """The bytes, at most one more than `limit`, so that too long a file is noticed and not read whole.

        Raises OSError, also for what is no ordinary file: a pipe that nobody writes to would be read for ever.
        """
        if self.path is None:
            return sys.stdin.buffer.read(limit + 1)
        if not self.path.is_file() and self.path.exists():
            raise OSError("It is a pipe, a device or a socket, not a file. Pipe its text in and name it “-”.")
        with self.path.open("rb") as file:
            return file.read(limit + 1)


def named_documents(names: Iterable[str]) -> list[Named]:
    """The documents these names stand for, each file once, in the order given; folders and patterns sorted.

    A folder stands for the .txt and .text files in it and below, hidden ones left out. A name that stands for nothing
    comes back with its `problem`.
    """
    keys: set[str] = set()
    seen: set[Path] = set()
    documents: list[Named] = []
    for name in names:
        for path, problem in _expand(name):
            if path is not None and not problem:
                real = path.resolve()
                if real in seen:
                    continue
                seen.add(real)
            key = _free_key(path, keys)
            keys.add(key)
            documents.append(Named(key, path, problem))
    return documents


def _expand(name: str) -> Iterator[tuple[Path | None, str]]:
    if name == STANDARD_INPUT:
        yield None, ""
        return
    path = Path(name)
    if path.is_dir():
        yield from _files_in(path)
    elif os.path.lexists(path):
        yield path, ""
    else:
        yield from _matches(name)


def _files_in(folder: Path) -> Iterator[tuple[Path, str]]:
    found = sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in TEXT_SUFFIXES
        and path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )
    if not found:
        yield folder, "The folder holds no .txt file. Name the files, or a pattern such as 'stories/*.asc'."
    yield from ((path, "") for path in found)


def _matches(name: str) -> Iterator[tuple[Path, str]]:
    if not glob.has_magic(name):
        yield Path(name), "There is no such file."
        return
    names = sorted(glob.glob(name, recursive=True))  # noqa: PTH207 - Path.glob takes no absolute pattern
    found = [path for path in map(Path, names) if path.is_file()]
    if not found:
        yield Path(name), "No file matches this pattern."
    yield from ((path, "") for path in found)


def _free_key(path: Path | None, keys: set[str]) -> str:
    """The stem; where that is taken, with the folder's name; where that is too, with a number."""
    stem = (path.stem or path.name) if path else "stdin"
    if stem not in keys:
        return stem
    folder = path.resolve().parent.name if path else ""
    base = f"{stem}-{folder}" if folder and f"{stem}-{folder}" not in keys else stem
    number, key = 1, base
    while key in keys:
        number += 1
        key = f"{base}-{number}"
    return key
