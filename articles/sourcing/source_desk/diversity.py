"""Who is heard, counted from what sources say of themselves, with small groups withheld. Off unless a newsroom turns it on.

Nobody is guessed at: without an answer a source counts as “not asked”. A cell of fewer than SMALLEST sources would tell
who is meant, so it is withheld; and when it is the only one withheld in its table, so is the next smallest, or it could
be found by subtraction (complementary suppression, as statistical offices do it).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models.functions import Length
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.sourcing.models import SelfDescription, Source
from articles.sourcing.source_desk.reliance import WINDOW, heard

SMALLEST = 5  # sources in a cell that may be shown
LETTERS_A_WORD = 6  # of English prose with its spaces; words are estimated, never counted one by one


@dataclass(frozen=True)
class Cell:
    """One answer to one question. Figures are None where they are withheld."""

    answer: str
    sources: int | None
    statements: int | None
    words: int | None
    articles: int | None

    @property
    def withheld(self) -> bool:
        return self.sources is None


@dataclass(frozen=True)
class Table:
    question: str
    label: str
    cells: list[Cell]


def is_on() -> bool:
    return bool(settings.DIVERSITY_AUDIT)


def tables(since: datetime | None = None) -> list[Table]:
    """A table for each question, over the persons heard since `since`. Two queries. Empty unless turned on."""
    if not is_on():
        return []
    people = heard(since or timezone.now() - WINDOW).filter(source__kind=Source.Kind.PERSON).order_by()
    spoken = list(people.values_list("source", "article", Length("words")))
    answers = {
        (source, question): _("declined to say") if declined else answer
        for source, question, declined, answer in SelfDescription.objects.filter(
            source__in=people.values("source")
        ).values_list("source", "question", "declined", "answer")
    }
    return [
        Table(value, str(label), suppressed(_cells(value, spoken, answers)))
        for value, label in SelfDescription.Question.choices
    ]


def _cells(question: str, spoken: list[tuple[int, int, int]], answers: dict[tuple[int, str], str]) -> list[Cell]:
    """One cell for each answer, most sources first; “declined” and “not asked” are answers of their own."""
    groups: dict[str, list[tuple[int, int, int]]] = {}
    for row in spoken:
        answer = answers.get((row[0], question), _("not asked"))
        groups.setdefault(answer, []).append(row)
    cells = [
        Cell(
            answer=answer,
            sources=len({source for source, _article, _length in rows}),
            statements=len(rows),
            words=round(sum(length for _source, _article, length in rows) / LETTERS_A_WORD),
            articles=len({article for _source, article, _length in rows}),
        )
        for answer, rows in groups.items()
    ]
    return sorted(cells, key=lambda cell: (-(cell.sources or 0), cell.answer))


def suppressed(cells: list[Cell]) -> list[Cell]:
    """`cells` (largest first) with the small ones withheld, and one more where a single gap could be worked out."""
    small = {cell.answer for cell in cells if (cell.sources or 0) < SMALLEST}
    if len(small) == 1 and len(cells) > 1:
        small.add(next(cell.answer for cell in reversed(cells) if cell.answer not in small))
    return [Cell(cell.answer, None, None, None, None) if cell.answer in small else cell for cell in cells]
