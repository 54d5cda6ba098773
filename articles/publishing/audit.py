"""Writing the audit trail: every verb leaves one entry, in the transaction that made the change."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.db import models

from articles.publishing.models.audit import AuditEntry

COMMAND_LINE = "command line"


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
    return AuditEntry.objects.create(
        actor=actor,
        actor_name=actor.get_username()[:150] if actor else COMMAND_LINE,
        verb=verb,
        object_type=target._meta.model_name or "",
        object_id=target.pk,
        object_name=str(target)[:200],
        before=before or {},
        after=after or {},
        note=note[:300],
    )
