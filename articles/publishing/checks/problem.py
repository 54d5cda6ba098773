"""Problem: one thing that a pre-publish check found, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Level(StrEnum):
    ERROR = "error"  # blocks publication
    WARNING = "warning"  # asks for a tick


@dataclass(frozen=True)
class Problem:
    """`id` is stable (`headline.long`), `message` says what is so, `hint` what to do, `object` what it is about."""

    id: str
    message: str
    hint: str = ""
    level: Level = Level.ERROR
    object: Any = None

    @property
    def key(self) -> tuple[str, str]:
        """What a tick is remembered by: the same words about the same thing, and nothing that is found later."""
        return (self.id, self.message[:400])

    def __str__(self):
        return f"{self.message} {self.hint}".strip()


def warning(id: str, message: str, hint: str = "", object: Any = None) -> Problem:  # noqa: A002 - the names of the fields
    return Problem(id, message, hint, Level.WARNING, object)
