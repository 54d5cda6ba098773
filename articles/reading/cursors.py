"""Lists by key: which row a page of a list begins after, said in one opaque word of the address.

A page never counts and never skips rows, so page 1,000 costs what page 1 costs, and keeps its place when stories
are added at the top.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from django.http import Http404

PAGE_SIZE = 30
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
CURSOR = re.compile(r"([0-9a-f]{1,14})-([0-9a-f]{1,15})")


@dataclass(frozen=True)
class Page:
    """Rows of a list, and the cursor of the next page: empty when these were the last."""

    rows: list = field(default_factory=list)
    older: str = ""
    is_first: bool = True


def cursor_of(moment: datetime, pk: int) -> str:
    """Microseconds since 1970 and the key, in hexadecimal: all that sorts a list newest first."""
    return f"{(moment - EPOCH) // timedelta(microseconds=1):x}-{pk:x}"


def read_cursor(text: str) -> tuple[datetime, int] | None:
    """What `cursor_of` wrote; None for the first page. Raises Http404 for anything that it never writes."""
    if not text:
        return None
    parts = CURSOR.fullmatch(text)
    if parts is None:
        raise Http404("no such page of the list")
    # Fourteen digits of microseconds end in the year 4253, fifteen of a key within 64 bits: neither overflows.
    return EPOCH + timedelta(microseconds=int(parts[1], 16)), int(parts[2], 16)


def cut(rows, *, is_first: bool, cursor: Callable[[Any], str], size: int = PAGE_SIZE) -> Page:
    """The first `size` of `rows` (a queryset in its order) as a page. One query, of one row more than is shown."""
    found = list(rows[: size + 1])
    shown = found[:size]
    return Page(shown, cursor(shown[-1]) if len(found) > size else "", is_first)


def page_of_editions(editions, before: str) -> Page:
    """The page of `editions`, newest first with all that cards show, that begins after the cursor `before`."""
    key = read_cursor(before)
    return cut(
        editions.newest_first().before(key).for_lists(),
        is_first=key is None,
        cursor=lambda edition: cursor_of(edition.first_published, edition.pk),
    )
