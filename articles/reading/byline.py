"""Names in a row as a language has it: “A, B and C”, «A, B et C»."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

# What stands between names, and before the last one. Arabic joins its “and” to the name that follows.
SEPARATORS: dict[str, tuple[str, str]] = {
    "ar": ("، ", " و"),
    "de": (", ", " und "),
    "en": (", ", " and "),
    "es": (", ", " y "),
    "fa": ("، ", " و "),
    "fr": (", ", " et "),
    "he": (", ", " ו"),
    "it": (", ", " e "),
    "nl": (", ", " en "),
    "pt": (", ", " e "),
    "ru": (", ", " и "),
    "uk": (", ", " і "),
}


@dataclass(frozen=True)
class Name:
    """One name of a row, the words before it, and what it is there for (an address, a role; both may be empty)."""

    before: str
    name: str
    address: str = ""
    role: str = ""


def in_a_row(names: Iterable[tuple[str, str, str]], language: str = "") -> list[Name]:
    """`names` (name, address, role) with the words that `language` puts between them."""
    rows = list(names)
    between, before_last = SEPARATORS.get(language.partition("-")[0], (", ", _(" and ")))
    last = len(rows) - 1
    return [
        Name("" if place == 0 else before_last if place == last else between, *row) for place, row in enumerate(rows)
    ]
