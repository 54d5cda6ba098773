"""Pages of the interface's lists: by key, so that page 1,000 costs what page 1 costs, each with the address of the next."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from articles.reading.cursors import Page, cursor_of, cut, read_cursor
from articles.syndication.addresses import absolute

USUAL, MOST = 30, 100
NO_CURSOR = _("This is no word that `next` gave. Begin without it.")
LONGEST_CURSOR = 1200  # a name of 200 characters of 4 bytes, in base 64, and a key
LARGEST_KEY = 2**63 - 1


class PageForm(forms.Form):
    """What every list takes besides its filters."""

    limit = forms.IntegerField(
        required=False, min_value=1, max_value=MOST, help_text=_("How many at most, 1 to 100. Usually 30.")
    )
    before = forms.CharField(
        required=False, max_length=LONGEST_CURSOR, help_text=_("Which page: take it from `next`, never make it.")
    )


@dataclass(frozen=True)
class Asked:
    """The page that is asked for, and all parameters as they came, to make the next address of."""

    path: str
    given: dict[str, str]
    limit: int = USUAL
    before: str = ""

    def next_address(self, cursor: str) -> str | None:
        """Absolute; None after the last page."""
        return absolute(f"{self.path}?{urlencode({**self.given, 'before': cursor})}") if cursor else None


def by_moment(rows: QuerySet, asked: Asked, *, moment: str) -> Page:
    """The page of `rows`, newest first by the column `moment`. One query. Raises Http404 for a cursor of nobody's."""
    key = read_cursor(asked.before)
    if key is not None:
        at, pk = key
        rows = rows.filter(Q(**{f"{moment}__lt": at}) | Q(**{moment: at, "pk__lt": pk}))
    return page_of(rows.order_by(f"-{moment}", "-pk"), asked, lambda row: cursor_of(moment_of_row(row, moment), row.pk))


def moment_of_row(row: Any, moment: str) -> datetime:
    return getattr(row, moment)


def by_name(rows: QuerySet, asked: Asked) -> Page:
    """The page of `rows` in the order of their names. One query. Raises Http404 for a cursor of nobody's."""
    if asked.before:
        name, pk = read_name_cursor(asked.before)
        rows = rows.filter(Q(name__gt=name) | Q(name=name, pk__gt=pk))
    return page_of(rows.order_by("name", "pk"), asked, name_cursor)


def page_of(rows: QuerySet, asked: Asked, cursor: Callable[[Any], str]) -> Page:
    return cut(rows, is_first=not asked.before, cursor=cursor, size=asked.limit)


def name_cursor(row: Any) -> str:
    return base64.urlsafe_b64encode(f"{row.pk:x}-{row.name}".encode()).decode().rstrip("=")


def read_name_cursor(text: str) -> tuple[str, int]:
    """What `name_cursor` wrote. Raises Http404 for anything else."""
    try:
        key, _dash, name = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_").decode().partition("-")
        pk = int(key, 16)
        if not 0 <= pk <= LARGEST_KEY or "\x00" in name:
            raise ValueError("not a key and a name")
    except (ValueError, binascii.Error) as error:
        raise Http404("no such page") from error
    return name, pk
