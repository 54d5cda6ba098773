"""What the engine hands out: one suggested statement, with its place, its speaker and the rule that found it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(slots=True)
class Suggestion:
    """One attribution, as found. Nothing here is decided: a person accepts, changes or refuses it.

    `start` and `end` count code points in paragraph number `paragraph` (from 0). `speaker` is the resolved name, or
    None when the engine would have to guess. `kind` is "direct", "partial" or "paraphrase". `verb` is the cue as
    printed, None for a quotation that goes on from before. `quotes` are the exact words between each pair of marks.
    `tier` is "high", "check" or "unsure"; `confidence` (0 to 1) is the precision expected of `rule`, lowered by doubts.
    `source_kind` is "person", "organisation", "group", "document" or "unnamed".
    """

    paragraph: int
    start: int
    end: int
    speaker: str | None
    role: str | None
    affiliation: str | None
    kind: str
    verb: str | None
    quotes: list[str] = field(default_factory=list)
    confidence: float = 0.0
    tier: str = "unsure"
    rule: str = ""
    source_kind: str | None = None
    source_text: str | None = None

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)
