"""Who accounts for which line: every block of a page is taken into the article or left over, by name."""

from dataclasses import dataclass, field

from articles.importing.document import Leftover
from articles.importing.readers.lines import Block


@dataclass(slots=True)
class Ledger:
    """Roles by line number. A line whose lost breaks were found again may have several roles."""

    roles: dict[int, list[str]] = field(default_factory=dict)
    leftovers: list[Leftover] = field(default_factory=list)

    def take(self, block: Block, role: str) -> None:
        for number in block.numbers:
            self.roles.setdefault(number, []).append(role)

    def leave(self, block: Block, kind: str) -> None:
        """Note the block as left over; a block of several lines is one leftover, at its first line."""
        self.leftovers.append(Leftover(block.numbers[0], kind, block.text))
        self.take(block, "leftover")

    def add(self, other: "Ledger") -> None:
        """Enter what another ledger noted of the same page."""
        for number, roles in other.roles.items():
            self.roles.setdefault(number, []).extend(roles)
        self.leftovers.extend(other.leftovers)

    def accounts(self) -> list[tuple[int, str]]:
        """Each line once, in order; "several" for a line that was split and served more than one purpose."""
        return [
            (number, roles[0] if len(set(roles)) == 1 else "several") for number, roles in sorted(self.roles.items())
        ]
