"""What a check found: how it is, in a sentence, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Level(IntEnum):
    OK = 0
    NOTE = 1  # worth knowing; nothing is wrong
    WARNING = 2  # readers notice nothing today
    BAD = 3  # readers or the desk suffer, or will when something else happens


@dataclass(frozen=True)
class Finding:
    level: Level
    words: str
    remedy: str = ""


def ok(words: str) -> Finding:
    return Finding(Level.OK, words)


def note(words: str, remedy: str = "") -> Finding:
    return Finding(Level.NOTE, words, remedy)


def warning(words: str, remedy: str) -> Finding:
    return Finding(Level.WARNING, words, remedy)


def bad(words: str, remedy: str) -> Finding:
    return Finding(Level.BAD, words, remedy)
