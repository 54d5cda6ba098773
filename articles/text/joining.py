"""Parts of a line one after the other, with the comma of the reader's language between them: Arabic has its own."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import pgettext


def comma() -> str:
    """The comma with the space that the language has after it."""
    return pgettext("between the parts of a line", ", ")


def joined(parts: Iterable[str]) -> str:
    """The parts that say something, in a line."""
    return comma().join(part for part in parts if part)
