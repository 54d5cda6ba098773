"""Whether a comment appears, waits or is refused: one ordered list of rules, and what they need to know."""

from articles.comments.judging.cases import (
    HOLD,
    KNOWN_AFTER,
    PUBLISH,
    REFUSE,
    WHY_IT_WAITS,
    Answer,
    Case,
    Hit,
    Judgement,
    Opinion,
    Record,
    Verdict,
    held_for,
)
from articles.comments.judging.phases import PHASES, judge

__all__ = [
    "HOLD",
    "KNOWN_AFTER",
    "PHASES",
    "PUBLISH",
    "REFUSE",
    "WHY_IT_WAITS",
    "Answer",
    "Case",
    "Hit",
    "Judgement",
    "Opinion",
    "Record",
    "Verdict",
    "held_for",
    "judge",
]
