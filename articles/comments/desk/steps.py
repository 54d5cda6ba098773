"""What a moderator's action leaves behind so that it can be taken back: one ModerationStep, ids and states only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User

from articles.comments.desk.models import ModerationStep


def record(by: User | None, verb: str, before: dict[str, Any], *, count: int, now: datetime) -> ModerationStep | None:
    """Keep what stood before `verb`; `now` is the moment the rows bear. None for an operator, who has no “my last step”."""
    if by is None or not count:
        return None
    return ModerationStep.objects.create(by=by, verb=verb, before=before, count=count, created=now)


def join(later: ModerationStep | None, earlier: ModerationStep | None) -> None:
    """One key pressed, one step to take back: undoing `later` takes `earlier` back as well."""
    if later is not None and earlier is not None:
        later.before["joined"] = earlier.pk
        later.save(update_fields=["before"])


def states_of(rows: Iterable[Mapping[str, Any]], reports: list[int], statements: list[int]) -> dict[str, Any]:
    """The `before` of a decision on comments.

    {"status": {status: [comment]}, "decided": {comment: [moment, person]}, "edited": [comment], "featured": {comment:
    [moment, person]}, "reports": [report that was open], "statements": [statement of reasons that was made]}
    """
    status: dict[str, list[int]] = defaultdict(list)
    decided: dict[str, list[Any]] = {}
    featured: dict[str, list[Any]] = {}
    edited: list[int] = []
    for row in rows:
        status[row["status"]].append(row["pk"])
        if row["decided_at"]:
            decided[str(row["pk"])] = [row["decided_at"].isoformat(), row["decided_by_id"]]
        if row["featured_at"]:
            featured[str(row["pk"])] = [row["featured_at"].isoformat(), row["featured_by_id"]]
        if row["edited_unseen"]:
            edited.append(row["pk"])
    return {
        "status": dict(status),
        "decided": decided,
        "edited": edited,
        "featured": featured,
        "reports": reports,
        "statements": statements,
    }


def moment_and_person(kept: list[Any] | None) -> tuple[datetime | None, int | None]:
    """A pair of states_of, read again."""
    return (datetime.fromisoformat(kept[0]), kept[1]) if kept else (None, None)
