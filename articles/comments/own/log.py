"""What readers do with their own comments, in the audit log: ids and counts, no word of theirs, no network address."""

from __future__ import annotations

from typing import Any

from articles.publishing.models.audit import AuditEntry

READER = "a reader"


def by_its_reader(made: AuditEntry) -> None:
    """Write an entry that a reader's own doing made: where they sat is nobody's business."""
    made.origin = ""
    made.save(force_insert=True)


def of_comment(pk: int) -> dict[str, Any]:
    return {"object_type": "comment", "object_id": pk, "object_name": f"comment {pk}", "actor_name": READER}


def of_reader(user_id: int | None, counts: dict[str, int]) -> dict[str, Any]:
    return {"object_type": "reader", "object_id": user_id or 0, "object_name": READER, "after": dict(counts)}
