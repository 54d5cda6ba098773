"""What of a statement a decision changes: kept in a step, given back by undo. Where it stands is the text's affair."""

from __future__ import annotations

from typing import Any

from django.db.models import DateField

from articles.sourcing.models import Statement

DECIDED = (
    "source_id",
    "role_id",
    "kind",
    "cue",
    "quotes",
    "addressee",
    "place",
    "said_on",
    "said_when",
    "conduit_id",
    "second_conduit_id",
    "third_conduit_id",
    "language",
    "original_words",
    "translator",
    "attribution_level",
    "described_as",
    "state",
    "waiver_reason",
    "decided_by_id",
    "decided_at",
)
# Where it stands and in which words: kept by the one verb that changes them.
ANCHORED = ("words", "paragraph", "start", "end", "anchor_digest", "stale")


def columns_of(statement: Statement, *, anchored: bool = False) -> dict[str, Any]:
    """The decided columns as JSON holds them; with those of its place when `anchored`."""
    columns = {}
    for name in (*DECIDED, *(ANCHORED if anchored else ())):
        field: Any = Statement._meta.get_field(name)
        value = getattr(statement, name)
        columns[name] = field.value_to_string(statement) if value and isinstance(field, DateField) else value
    return columns


def set_columns(statement: Statement, columns: dict[str, Any]) -> None:
    """Write what `columns_of` gave on the instance. What a step of an older version did not know stays as it is."""
    for name in (*DECIDED, *ANCHORED):
        if name in columns:
            field: Any = Statement._meta.get_field(name)
            setattr(statement, field.attname, field.to_python(columns[name]))


def was_decided(statement: Statement) -> bool:
    """Whether a person has had a hand in it, so that no rerun may touch it: a decision, or a mark made by hand."""
    return statement.state != Statement.State.SUGGESTED or not statement.rule
