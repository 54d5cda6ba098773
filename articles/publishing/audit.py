"""Writing the audit trail: every verb leaves one entry, in the transaction that made the change. Secrets stay out."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.db import models

from articles.publishing.models.audit import AuditEntry
from articles.publishing.origin import current_origin

COMMAND_LINE = "command line"
NOBODY = "nobody signed in"  # the actor of a sign-in that failed
WITHHELD = "(not kept in the log)"
LONG = 200  # characters of a value; beyond it the entry says how long the text is, and the revision holds it

# Every verb that is written anywhere, in the order in which the log's filter offers them; a test reads the code for more.
VERBS = tuple(
    (
        "add change delete assign move move_section take_over approve "
        "publish schedule cancel_schedule end cancel_end withdraw restore correct "
        "name_milestone restore_revision reject refused note reopen_note resolve_note make_preview revoke_preview approve_preview "
        "draft_front launch_front plan_front cancel_front restore_front show_banner change_banner end_banner "
        "import hold download sign_in sign_in_failed sign_out"
    ).split()
)

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


def is_secret(name: str) -> bool:
    field = name.rpartition(": ")[2]
    return field in SECRET or "password" in field  # Django's forms call it password1, new_password1, …


def shortened(value: Any) -> Any:
    if isinstance(value, str) and len(value) > LONG:
        return f"{value[:40]}… ({len(value):,} characters)"
    return value
