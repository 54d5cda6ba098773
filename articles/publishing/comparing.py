"""Two revisions of an article compared: words, moved paragraphs, and rows by the names they have now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.publishing import revisions
from articles.publishing.models import Article, Revision, Topic
from articles.publishing.parts import no_longer_there
from articles.publishing.passages import picture_names, words_of_blocks
from articles.text.blocks import blocks_of, picture_keys
from articles.text.diff import Change, Paragraph, Piece, paragraph_diff, word_diff


@dataclass(frozen=True)
class FieldChange:
    label: str
    pieces: list[Piece]


@dataclass(frozen=True)
class RowsChange:
    """What became of rows or references: people, topics, statements, pictures. Each in a line of words."""

    label: str
    added: list[str]
    removed: list[str]
    changed: list[list[Piece]]


@dataclass(frozen=True)
class Comparison:
    fields: list[FieldChange]
    rows: list[RowsChange]
    body: list[Paragraph]
    formatting: bool  # the body's words are the same and its markup is not

    @property
    def same(self) -> bool:
        changed = any(paragraph.kind != Change.SAME for paragraph in self.body)
        return not (self.fields or self.rows or changed or self.formatting)


def compare(old: Revision, new: Revision) -> Comparison:
    """`new` against `old`: fields and body by word, moved paragraphs as moved, rows by name. Queries look names up."""
    before, after = old.content, new.content
    bodies = [content.get("body") or "" for content in (before, after)]
    words = words_of_blocks(*bodies)
    blocks = [blocks_of(body) for body in bodies]
    body = paragraph_diff(*[[words[block] for block in some] for some in blocks])
    return Comparison(
        fields=list(_fields_changed(before, after)),
        rows=[change for change in _rows_changed(before, after) if change],
        body=body,
        formatting=blocks[0] != blocks[1] and all(paragraph.kind == Change.SAME for paragraph in body),
    )


def _fields_changed(before: dict[str, Any], after: dict[str, Any]) -> Iterable[FieldChange]:
    for name in revisions.FIELDS:
        if name == "body" or before.get(name) == after.get(name):
            continue
        column: Any = Article._meta.get_field(name)
        names = _names(column.related_model, [before.get(name), after.get(name)]) if column.is_relation else {}
        texts = [_in_words(column, content.get(name), names) for content in (before, after)]
        yield FieldChange(capfirst(str(column.verbose_name)), word_diff(*texts))


def _names(model: Any, keys: Iterable[Any]) -> dict[Any, str]:
    return {item.pk: str(item) for item in model._default_manager.filter(pk__in=[key for key in keys if key])}


def _in_words(column: Any, value: Any, names: dict[Any, str]) -> str:
    """A stored value as an editor reads it; nothing for none."""
    if value in {None, ""}:
        return ""
    if column.is_relation:
        return names.get(value) or no_longer_there(value)
    if isinstance(column, models.BooleanField):
        return _("yes") if value else _("no")
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    if isinstance(column, models.DateTimeField):
        moment = parse_datetime(value)
        return date_format(timezone.localtime(moment), "j E Y, H:i e") if moment else str(value)
    return str(value)


def _rows_changed(before: dict[str, Any], after: dict[str, Any]) -> Iterable[RowsChange | None]:
    bodies = [content.get("body") or "" for content in (before, after)]
    pictures = picture_names(bodies)
    yield _changes(_("Pictures in the text"), *[_named(pictures, picture_keys(body)) for body in bodies])
    for name, part in revisions.parts().items():
        values = [content.get(name) or [] for content in (before, after)]
        if values[0] != values[1]:
            yield _changes(str(part.label), *part.describe(values), ordered=part.ordered)
    topics = [content.get("topics") or [] for content in (before, after)]
    if topics[0] != topics[1]:
        names = _names(Topic, {*topics[0], *topics[1]})
        yield _changes(_("Topics"), *[_named(names, keys) for keys in topics])


def _named(names: dict[int, str], keys: Iterable[int]) -> dict[int, str]:
    return {key: names.get(key) or no_longer_there(key) for key in keys}


def _changes(label: str, before: dict[Any, str], after: dict[Any, str], *, ordered: bool = False) -> RowsChange | None:
    """The rows of two revisions by their keys; None when they read the same."""
    kept = [key for key in after if key in before]
    changed = [word_diff(before[key], after[key]) for key in kept if before[key] != after[key]]
    added = [words for key, words in after.items() if key not in before]
    removed = [words for key, words in before.items() if key not in after]
    if ordered and kept != [key for key in before if key in after]:
        changed.append(word_diff(", ".join(before.values()), ", ".join(after.values())))
    return RowsChange(label, added, removed, changed) if added or removed or changed else None
