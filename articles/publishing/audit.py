"""Writing the audit trail: every verb leaves one entry, in the transaction that made the change. Secrets stay out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.contrib.auth.models import User
from django.db import models
from django.db.models import QuerySet

from articles.publishing.models.audit import AuditEntry
from articles.publishing.origin import current_origin
from articles.publishing.verb_words import VERBS

__all__ = ["COMMAND_LINE", "LONG", "NOBODY", "VERBS", "WITHHELD", "entry", "is_secret", "record", "without_secrets"]

COMMAND_LINE = "command line"
NOBODY = "nobody signed in"  # the actor of a sign-in that failed
WITHHELD = "(not kept in the log)"
PLAIN = frozenset({"protected", "public", "keepers", "verb", "sealed_with", "terms"})  # values that name no hidden row
PLAIN_NOTES = frozenset({"look_identity"})  # verbs whose notes were refused when they named somebody
LONG = 200  # characters of a value; beyond it the entry says how long the text is, and the revision holds it

# Some objects must not be named by what the log kept of them before: a source that is protected now, and its words.
# A function gives, by kind of object, querysets of (key, the name to show), annotated as `covered_key` and `shown_as`;
# packages above publishing add theirs at start. Others cover single values.
Rows = Callable[[], dict[str, list[QuerySet]]]
Cover = Callable[[list[AuditEntry]], None]
_hidden: list[Rows] = []
_covers: list[Cover] = []

# Fields whose change is worth an entry and whose value must not stand in one, on whatever object.
SECRET = frozenset(
    {"password", "contact", "notes", "author_email", "email", "digest", "token", "key", "content", "session"}
)


def record(
    actor: User | None,
    verb: str,
    target: models.Model,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    note: str = "",
) -> AuditEntry:
    """Write that `actor` (None: an operator at the command line) did `verb` to `target`. One INSERT."""
    made = entry(
        actor,
        verb,
        object_type=target._meta.model_name or "",
        object_id=target.pk,
        object_name=str(target),
        before=before,
        after=after,
        note=note,
    )
    made.save(force_insert=True)
    return made


def entry(
    actor: User | None,
    verb: str,
    *,
    object_type: str,
    object_id: int,
    object_name: str,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    note: str = "",
    actor_name: str = COMMAND_LINE,
) -> AuditEntry:
    """An entry, unsaved, for whoever writes many at once. `actor_name` is used when there is no `actor`."""
    return AuditEntry(
        actor=actor,
        actor_name=(actor.get_username() if actor else actor_name)[:150],
        origin=current_origin(),
        verb=verb,
        object_type=object_type,
        object_id=object_id,
        object_name=object_name[:200],
        before=without_secrets(before or {}),
        after=without_secrets(after or {}),
        note=note[:300],
    )


def without_secrets(values: dict[str, Any]) -> dict[str, Any]:
    """`values` with secrets withheld and long texts told by their length. A key may name an inline: “role 3: notes”."""
    return {name: WITHHELD if is_secret(name) else shortened(value) for name, value in values.items()}


def hide(rows: Rows) -> None:
    """Show entries on these rows under the name given, without values, and let no search find them by another."""
    if rows not in _hidden:
        _hidden.append(rows)


def cover_with(change: Cover) -> None:
    """Let `change(entries)` take from instances what the desk may not read of single values."""
    if change not in _covers:
        _covers.append(change)


def hidden_rows() -> Iterator[tuple[str, QuerySet]]:
    for rows in _hidden:
        for kind, sets in rows().items():
            yield from ((kind, found) for found in sets)


def readable(entries: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
    """`entries` without those on hidden rows: a search must not tell that a name of old led to one. Part of the query."""
    for kind, rows in hidden_rows():
        entries = entries.exclude(object_type=kind, object_id__in=rows.values("covered_key"))
    return entries


def cover(entries: Iterable[AuditEntry]) -> None:
    """Take from these instances what the desk may not read: names of hidden rows, and what changed. Called wherever the
    log is shown. One query, whatever kinds are among them.
    """
    entries = list(entries)
    names = _names_of_hidden(entries)
    for entry in entries:
        if (entry.object_type, entry.object_id) in names:
            _cover(entry, names[entry.object_type, entry.object_id])
    for change in _covers:
        change(entries)


def _names_of_hidden(entries: list[AuditEntry]) -> dict[tuple[str, int | None], str]:
    """The names to show by kind and id of the hidden rows that these entries are about. One query, or none."""
    asked = []
    for kind, rows in hidden_rows():
        if ids := {entry.object_id for entry in entries if entry.object_type == kind}:
            of_kind = rows.filter(covered_key__in=ids).order_by().annotate(of_kind=models.Value(kind))
            asked.append(of_kind.values_list("of_kind", "covered_key", "shown_as"))
    found = asked[0].union(*asked[1:], all=True).order_by() if asked else ()
    return {(kind, key): name for kind, key, name in found}


def _cover(entry: AuditEntry, name: str) -> None:
    entry.object_name = name
    for side in (entry.before, entry.after):
        side.update({key: WITHHELD for key in side if key not in PLAIN})
    if entry.note and entry.verb not in PLAIN_NOTES:
        entry.note = WITHHELD


def is_secret(name: str) -> bool:
    field = name.rpartition(": ")[2]
    return field in SECRET or "password" in field  # Django's forms call it password1, new_password1, …


def shortened(value: Any) -> Any:
    if isinstance(value, str) and len(value) > LONG:
        return f"{value[:40]}… ({len(value):,} characters)"
    return value
