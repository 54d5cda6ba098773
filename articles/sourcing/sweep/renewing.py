"""Which new find is an accepted or waived statement whose words were edited: one passage, one row, one decision.

The statement is offered the words as they stand now, and what the machine or the marks found there is not offered again
beside it. It is an offer: a person renews the statement, or says that its words are gone, and then the find stands alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from articles.sourcing.models import Statement
from articles.sourcing.sweep.quotations import same_letters
from articles.text.marking import Passage

ALIKE = 0.5  # of the words of both, in their order
FAR = 3  # paragraphs that an edit moves words by
LONGEST = 120  # words that are compared


@dataclass(frozen=True)
class Find:
    """A passage that no person has decided on: of a suggestion, or of a quotation that has no record."""

    passage: Passage
    words: str
    suggestion: int | None = None  # its key


def renewals(lost: Iterable[Statement], finds: Iterable[Find]) -> Mapping[int, Find]:
    """For statements that were lost, by their keys, the find that is most like each; every find is offered once."""
    waiting = [(find, words_of(find.words)) for find in finds]
    weighed = []
    for statement in lost:
        own = words_of(statement.words)
        for number, (find, words) in enumerate(waiting):
            distance = abs(find.passage.paragraph - statement.paragraph)
            if distance <= FAR and (likeness := alike(own, words)) >= ALIKE:
                weighed.append((-likeness, distance, statement.pk, number))
    found: dict[int, Find] = {}
    taken: set[int] = set()
    for _likeness, _distance, pk, number in sorted(weighed):
        if pk not in found and number not in taken:
            found[pk] = waiting[number][0]
            taken.add(number)
    return found


def words_of(text: str) -> list[str]:
    return same_letters(text).casefold().replace('"', " ").split()[:LONGEST]


def alike(one: list[str], other: list[str]) -> float:
    """How much of two texts is the same words in the same order, from 0 to 1."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= ALIKE else 0.0
