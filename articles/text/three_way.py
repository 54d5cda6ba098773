"""Two people's changes to one text, joined by paragraph against the text both began with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from articles.text.diff import align


@dataclass(frozen=True)
class Chunk:
    """A place in the text: the paragraphs each side has there. `base` is None when nobody knows how it began."""

    base: tuple[str, ...] | None
    mine: tuple[str, ...]
    theirs: tuple[str, ...]

    @property
    def settled(self) -> tuple[str, ...] | None:
        """What both agree on, or the side that alone changed it; None when both changed it and differently."""
        if self.mine == self.theirs:
            return self.mine
        if self.base is None:
            return None
        if self.mine == self.base:
            return self.theirs
        return self.mine if self.theirs == self.base else None


@dataclass(frozen=True)
class _Side:
    """One side laid along the base: what stands at each of its paragraphs, and what came before each."""

    kept: list[tuple[str, ...]]
    came: list[tuple[str, ...]]


def merge(base: Sequence[str] | None, mine: Sequence[str], theirs: Sequence[str]) -> list[Chunk]:
    """The text in chunks, in order. Either side's paragraphs of all chunks, joined, are that side's whole text."""
    if base is None:
        return _two_way(mine, theirs)
    ours, others = _along(base, mine), _along(base, theirs)
    chunks: list[Chunk] = []
    for i in range(len(base) + 1):
        chunks.append(Chunk((), ours.came[i], others.came[i]))
        if i < len(base):
            chunks.append(Chunk((base[i],), ours.kept[i], others.kept[i]))
    return [chunk for chunk in chunks if chunk.mine or chunk.theirs or chunk.base]


def _along(base: Sequence[str], side: Sequence[str]) -> _Side:
    places = align(base, side)
    kept: list[tuple[str, ...]] = [() if place is None else (side[place],) for place in places]
    came: list[tuple[str, ...]] = [()] * (len(base) + 1)
    following = gap = 0
    for i, place in enumerate(places):
        if place is not None:
            came[gap] += tuple(side[following:place])
            following, gap = place + 1, i + 1
    came[gap] += tuple(side[following:])
    return _Side(kept, came)


def _two_way(mine: Sequence[str], theirs: Sequence[str]) -> list[Chunk]:
    """Without a base every difference is a question."""
    laid = _along(mine, theirs)
    chunks = []
    for i in range(len(mine) + 1):
        chunks.append(Chunk(None, (), laid.came[i]))
        if i < len(mine):
            chunks.append(Chunk(None, (mine[i],), laid.kept[i]))
    return [chunk for chunk in chunks if chunk.mine or chunk.theirs]
