"""What stands before a cue: the source phrase and how the verb is used."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Subject:
    """What stands before a cue.

    `link` is "subject" (tokens `start`..`end` name it, `apposition` adds to it), "relative" (the same, before "who" or
    "which"), "shared" (a verb joined by "and" or a comma), "participle" (…, saying) or "none". The flags tell how the
    verb is used. `left` is the index from which everything to the right belongs to subject and verb.
    """

    link: str
    left: int
    start: int = 0
    end: int = 0
    apposition: tuple[int, int] | None = None
    passive: bool = False
    infinitive: bool = False
    negated: bool = False
    modal: str | None = None
    pluperfect: bool = False
