"""A row of the bench's table: what was asked of a figure, what it came to, and how the table is written down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

HEAD = [
    "what",
    "connections",
    "requests/s",
    "of nginx",
    "median ms",
    "p99 ms",
    "CPU ms each",
    "memory MB",
    "wrong",
    "asked",
    "met",
]
NUMBERS = "|".join(["---", *["---:"] * 8, "---", "---"])


@dataclass(frozen=True)
class Figure:
    """One row. None where a figure was not taken. `asked` in words, `is_met` whether it was reached; None for no bound."""

    name: str
    connections: int
    per_second: float
    median: float
    p99: float
    cpu: float | None = None
    memory: float | None = None
    of_nginx: float | None = None
    wrong: int = 0
    asked: str = ""
    is_met: bool | None = None

    def cells(self) -> list[str]:
        return [
            self.name,
            str(self.connections),
            f"{self.per_second:,.0f}",
            shown(self.of_nginx, "{:.2f}"),
            f"{self.median:.2f}",
            f"{self.p99:.2f}",
            shown(self.cpu, "{:.2f}"),
            shown(self.memory, "{:.0f}"),
            str(self.wrong),
            self.asked,
            "" if self.is_met is None else "yes" if self.is_met else "**no**",
        ]


@dataclass(frozen=True)
class Bound:
    """What a row is asked to reach. A wrong answer is never good enough."""

    words: str = ""
    holds: Callable[[Figure], bool] | None = None

    def judged(self, row: Figure) -> Figure:
        if self.holds is None:
            return row
        return Figure(**{**vars(row), "asked": self.words, "is_met": not row.wrong and self.holds(row)})


def shown(figure: float | None, form: str) -> str:
    return "" if figure is None else form.format(figure)


def table(rows: list[Figure]) -> str:
    """In Markdown."""
    lines = [" | ".join(HEAD), NUMBERS, *(" | ".join(row.cells()) for row in rows)]
    return "\n".join(f"| {line} |" if line != NUMBERS else f"|{line}|" for line in lines)
