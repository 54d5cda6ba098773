"""What differs between an article as stored and what somebody typed: a short list for the bar that offers it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from django.utils.translation import gettext as _

from articles.desk import autosave
from articles.publishing.models import Article
from articles.text.sanitise import clean_html, plain_text

AROUND = 24  # characters shown before the first difference
SHOWN = 120  # characters of each side


@dataclass(frozen=True)
class Difference:
    """One field: its label, and the words around the first change, as stored and as typed."""

    label: str
    stored: str
    typed: str


def differences(article: Article, fields: dict[str, Any]) -> list[Difference]:
    """In the order of the form. No query: relations are named, their labels are left to the form."""
    return [_difference(article, name, fields[name]) for name in autosave.FIELDS if name in fields]


def _difference(article: Article, name: str, typed: Any) -> Difference:
    model_field = Article._meta.get_field(name)
    label = str(getattr(model_field, "verbose_name", name))
    if name == "topics" or name in autosave.RELATIONS:
        return Difference(label, "", _("another choice"))
    before = autosave.stored(article, name)
    if name in autosave.CHOICES:
        names = dict(model_field.flatchoices)  # type: ignore[union-attr]  # a column, not a relation
        return Difference(label, str(names.get(before, before)), str(names.get(typed, typed)))
    if name in autosave.TICKS:
        words = {True: _("ticked"), False: _("not ticked")}
        return Difference(label, words[bool(before)], words[bool(typed)])
    if name == "body":
        before, typed = plain_text(clean_html(before)), plain_text(clean_html(typed))
    return Difference(label, *excerpts(before, typed))


def excerpts(before: str, after: str) -> tuple[str, str]:
    """Both texts from shortly before their first difference to shortly after their last, cut to SHOWN characters."""
    if before == after:
        return "", _("only its markup changed")
    same = shared(before, after)
    tail = shared(before[same:][::-1], after[same:][::-1])
    return _excerpt(before, same, tail), _excerpt(after, same, tail)


def shared(one: str, other: str) -> int:
    """How many characters both begin with."""
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _excerpt(text: str, same: int, tail: int) -> str:
    start, end = max(same - AROUND, 0), min(len(text) - tail + AROUND, len(text))
    shown = " ".join(text[start:end][:SHOWN].split())
    cut = end - start > SHOWN or end < len(text)
    return f"{'…' if start else ''}{shown}{'…' if cut else ''}"
