"""How far a reader is known, from the record: for the order and the look of the moderators' queue. Pure.

Nothing here lets a comment through or stops one: the rules of phases.py do. It tells a moderator whom to look at first.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.comments.judging.cases import KNOWN_AFTER, Record

TRUSTED_AFTER = 20  # approved comments
FEW_REJECTED = 0.05  # of all decided, for somebody who is trusted
REJECTED_TOO_OFTEN = 0.3  # of those decided lately, as in Coral
FEWEST_REJECTED = 2
OFTEN_REPORTED = 3  # comments with open reports


class Level(IntEnum):
    """From the one to look at first to the one who needs it least."""

    DOUBTFUL = 0
    NEW = 1
    KNOWN = 2
    TRUSTED = 3


NAMES: dict[Level, Promise] = {
    Level.DOUBTFUL: gettext_lazy("often rejected or reported"),
    Level.NEW: gettext_lazy("new here"),
    Level.KNOWN: gettext_lazy("known"),
    Level.TRUSTED: gettext_lazy("trusted"),
}


@dataclass(frozen=True)
class Trust:
    """`words` say the level and what it rests on: “known: 5 approved, 1 rejected”."""

    level: Level
    words: str


def of(record: Record) -> Trust:
    level = level_of(record)
    counts = ", ".join(_counts(record))
    return Trust(
        level, _("%(level)s: %(counts)s") % {"level": NAMES[level], "counts": counts} if counts else str(NAMES[level])
    )


def level_of(record: Record) -> Level:
    if is_often_rejected(record) or record.reported >= OFTEN_REPORTED:
        return Level.DOUBTFUL
    decided = record.approved + record.rejected
    if record.approved >= TRUSTED_AFTER and record.rejected <= FEW_REJECTED * decided and not record.reported:
        return Level.TRUSTED
    if record.approved >= KNOWN_AFTER and record.approved > record.rejected:
        return Level.KNOWN
    return Level.DOUBTFUL if record.rejected >= FEWEST_REJECTED and record.rejected > record.approved else Level.NEW


def is_often_rejected(record: Record) -> bool:
    """Of what people decided in the last days, too much was rejected: the rule `record` holds by this, too."""
    rejected = record.rejected_lately
    return rejected >= FEWEST_REJECTED and rejected >= REJECTED_TOO_OFTEN * record.decided_lately


def _counts(record: Record) -> list[str]:
    said = [
        (record.approved, ngettext("%d approved", "%d approved", record.approved)),
        (record.rejected, ngettext("%d rejected", "%d rejected", record.rejected)),
        (record.reported, ngettext("%d reported", "%d reported", record.reported)),
    ]
    return [words % number for number, words in said if number]
