"""Writing the audit trail: every verb leaves one entry, in the transaction that made the change. Secrets stay out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
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
PLAIN = frozenset({"protected", "public", "keepers", "verb", "sealed_with"})  # values that name no hidden row
LONG = 200  # characters of a value; beyond it the entry says how long the text is, and the revision holds it

# Kinds of object of which some must not be named by what the log kept of them before: a source that is protected now.
# By kind, a function that gives (key, the name to show) of those rows; packages above publishing add theirs at start.
_hidden: dict[str, Callable[[], QuerySet]] = {}

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


def hide(kind: str, rows: Callable[[], QuerySet]) -> None:
    """Show entries on these rows under the name given, without values, and let no search find them by another."""
    _hidden[kind] = rows


def readable(entries: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
    """`entries` without those on hidden rows: a search must not tell that a name of old led to one. Part of the query."""
    for kind, rows in _hidden.items():
        entries = entries.exclude(object_type=kind, object_id__in=rows().values("pk"))
    return entries


def cover(entries: Iterable[AuditEntry]) -> None:
    """Take from these instances what the desk may not read: names of hidden rows, and what changed. A query for each kind."""
    entries = list(entries)
    for kind, rows in _hidden.items():
        about = [entry for entry in entries if entry.object_type == kind]
        names = dict(rows().filter(pk__in={entry.object_id for entry in about})) if about else {}
        for entry in about:
            if entry.object_id in names:
                entry.object_name = names[entry.object_id]
                for side in (entry.before, entry.after):
                    side.update({name: WITHHELD for name in side if name not in PLAIN})


def is_secret(name: str) -> bool:
    field = name.rpartition(": ")[2]
    return field in SECRET or "password" in field  # Django's forms call it password1, new_password1, …


def shortened(value: Any) -> Any:
    if isinstance(value, str) and len(value) > LONG:
        return f"{value[:40]}… ({len(value):,} characters)"
    return value
