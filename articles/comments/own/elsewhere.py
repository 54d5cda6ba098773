"""What other packages keep under a reader's address: they say it, and let go of it, when a reader asks.

This package does not import them; each is registered at the app's start.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Keeper:
    """`rows(addresses)` are what is kept under these small-lettered addresses, ready for JSON, under `name` in the file.

    `forget(addresses)` takes names, words and addresses from them, in the transaction of the erasure, and gives how many.
    `move(old, new)` follows a reader who changed the address, so that both reach what is theirs afterwards, too.
    """

    name: str
    rows: Callable[[frozenset[str]], Iterable[dict[str, Any]]]
    forget: Callable[[frozenset[str]], int]
    move: Callable[[str, str], object]


_keepers: list[Keeper] = []


def add(keeper: Keeper) -> None:
    """Ask `keeper`, too. Adding it again does nothing."""
    if keeper not in _keepers:
        _keepers.append(keeper)


def rows_of(addresses: frozenset[str]) -> dict[str, list[dict[str, Any]]]:
    """By the keepers' names; each with a list, which may be empty. A query for each keeper."""
    return {keeper.name: list(keeper.rows(addresses)) if addresses else [] for keeper in _keepers}


def count(addresses: frozenset[str]) -> int:
    return sum(len(rows) for rows in rows_of(addresses).values())


def forget(addresses: frozenset[str]) -> int:
    """Let every keeper forget these addresses; how many rows were theirs."""
    return sum(keeper.forget(addresses) for keeper in _keepers) if addresses else 0


def move(old: str, new: str) -> None:
    """Let every keeper follow from the one address to the other."""
    for keeper in _keepers:
        keeper.move(old, new)
