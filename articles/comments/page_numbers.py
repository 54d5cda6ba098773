"""The row of page numbers below a list of comments: the first, the last, those around the one that is shown."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

AROUND = 2  # pages on either side of the one that is shown


@dataclass(frozen=True)
class Page:
    """A page's number and address; number 0 stands for those left out."""

    number: int
    url: str = ""
    is_shown: bool = False


def pages_of(url: str, page: int, last: int, sort: str = "") -> list[Page]:
    """The pages from 1 to `last`; none when there is only one. Page 1 has no number in its address."""
    if last < 2:
        return []
    near = {1, last, *range(max(1, page - AROUND), min(last, page + AROUND) + 1)}
    row: list[Page] = []
    for number in sorted(near):
        if row and number - row[-1].number > 1:
            row.append(Page(0))
        row.append(Page(number, _address(url, number, sort), number == page))
    return row


def _address(url: str, number: int, sort: str) -> str:
    query = ({"sort": sort} if sort else {}) | ({"page": str(number)} if number > 1 else {})
    return f"{url}?{urlencode(query)}" if query else url
