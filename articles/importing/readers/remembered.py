"""Answers about a line, remembered while one document is read: each pass over it asks the same of every line again."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

MOST = 100_000  # answers of one function; a document at the limit has fewer lines of any length
_functions: list[Any] = []


def remembered[**P, R](function: Callable[P, R]) -> Callable[P, R]:
    """Remember what `function` answers until `forget`; for pure functions of a line."""
    keeping: Any = lru_cache(maxsize=MOST)(function)
    _functions.append(keeping)
    return keeping


def forget() -> None:
    """To be called when a document is read: its lines are not kept in memory."""
    for keeping in _functions:
        keeping.cache_clear()
