"""`make lint`: new migrations can be run while the former release serves readers, however large the tables are.

Each operation on a table that is there already is looked at:

    a new column       NULL, or with a plain db_default: the former release writes rows without it, and nothing is rewritten
    an index           AddIndexConcurrently of articles/migrations/_careful.py: nobody's comment waits for it
    a rule             AddConstraintNotValid, and ValidateConstraint in a later migration
    a changed column   of the same type or a wider one, and no stricter
    what goes          not in the release that stops to use it, but in the one after
    data               moved by a command, in batches, each in its own transaction, that goes on where it was stopped

What has to be otherwise says why: `careful = {"AddIndex comment.comment_newest": "why it may"}` in the Migration. Those in
LANDED ran before there was this lint. Exit status 1 with a sentence for each fault.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

APP = "articles"
LANDED = 20  # migrations up to this number are as they are; the number never grows
SHORTEST_REASON = 20  # letters

CONCURRENTLY = "use AddIndexConcurrently of articles/migrations/_careful.py, in a migration with atomic = False"
NEXT_RELEASE = "the release that runs meanwhile still asks for it: stop using it now, take it away in the next release"
IN_BATCHES = (
    "move data by a command that works in batches, each in a transaction of its own, and goes on where it was stopped "
    "(rotate_source_keys is one)"
)


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    import django

    django.setup()
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(None)
    names = sorted(name for app, name in loader.disk_migrations if app == APP)
    new = [name for name in names if number_of(name) > LANDED]
    found = [fault for name in new for fault in faults(loader.get_migration(APP, name), before(loader, name))]
    for each in found:
        print(each)
    print(f"Migrations: {len(names) - len(new)} landed, {len(new)} looked at, {len(found)} faults.")
    return 1 if found else 0


def number_of(name: str) -> int:
    """0 for a name without one: it is new, and is looked at."""
    word = name.partition("_")[0]
    return int(word) if word.isdigit() else LANDED + 1


def before(loader: Any, name: str) -> Any:
    """The models as they are before the migration."""
    return loader.project_state((APP, name), at_end=False)


def faults(migration: Any, state: Any) -> Iterator[str]:
    """A sentence for each operation that breaks a rule and gives no reason, and for each reason of nothing."""
    reasons = dict(getattr(migration, "careful", {}))
    made: set[str] = set()  # tables of this very migration: nobody has written into them
    for operation in flat(migration.operations):
        name = subject(operation)
        wrong = fault_of(operation, state, made)
        reason = reasons.pop(name, None) if wrong else None
        if wrong and reason is None:
            yield f"{migration.name}: {name}: {wrong}."
        elif reason is not None and len(reason.strip()) < SHORTEST_REASON:
            yield f"{migration.name}: {name}: “{reason}” is no reason."
        operation.state_forwards(APP, state)
        if type(operation).__name__ == "CreateModel":
            made.add(operation.name_lower)
    for name in reasons:
        yield f"{migration.name}: {name}: a reason for what breaks no rule, or is not there."


def flat(operations: list[Any]) -> Iterator[Any]:
    """Those within SeparateDatabaseAndState count as what they do to the database."""
    for each in operations:
        if type(each).__name__ == "SeparateDatabaseAndState":
            yield from flat(each.database_operations)
        else:
            yield each


def subject(operation: Any) -> str:
    """How an operation is named in `careful`: "AddField comment.language", "AddIndex comment.comment_newest"."""
    inner = getattr(operation, "index", None) or getattr(operation, "constraint", None)
    model = getattr(operation, "model_name", None) or getattr(operation, "name", None) or ""
    part = getattr(inner, "name", None) or (getattr(operation, "name", "") if hasattr(operation, "model_name") else "")
    if code := getattr(operation, "code", None):
        model, part = code.__name__, ""
    return f"{type(operation).__name__} {str(model).lower()}{f'.{part}' if part else ''}".strip()


def fault_of(operation: Any, state: Any, made: set[str]) -> str:
    """What is wrong with it; "" for nothing."""
    kind = type(operation).__name__
    if kind in {"RunPython", "RunSQL"}:
        return IN_BATCHES
    if kind in {"DeleteModel", "RenameModel", "AlterModelTable"}:
        return NEXT_RELEASE
    if getattr(operation, "model_name_lower", None) in made:
        return ""
    judge = JUDGES.get(kind)
    return judge(operation, state) if judge else ""


def add_field(operation: Any, state: Any) -> str:
    field = operation.field
    if field.many_to_many:
        return ""  # a table of its own
    if getattr(field, "generated", False):
        return "a generated column rewrites the table: fill a plain one by a command in batches"
    if not field.null and not field.has_db_default():
        return "a NOT NULL column without db_default: the release that runs meanwhile writes rows without it"
    if field.has_db_default() and not is_constant(field.db_default):
        return "a db_default that differs from row to row rewrites the table: add it NULL, fill it in batches"
    if field.unique or field.db_index:
        return f"its index is made while writers wait: add the column with db_index=False, then {CONCURRENTLY}"
    return ""


def is_constant(default: Any) -> bool:
    """A value, or the moment: PostgreSQL asks for both once."""
    from django.db.models import Value
    from django.db.models.functions import Now

    return not hasattr(default, "resolve_expression") or isinstance(default, Value | Now)


def alter_field(operation: Any, state: Any) -> str:
    old = state.models[APP, operation.model_name_lower].fields[operation.name]
    new = operation.field
    if old.many_to_many or new.many_to_many:
        return "" if old.many_to_many and new.many_to_many else NEXT_RELEASE
    if old.null and not new.null:
        return "NOT NULL on a column that may hold NULL: every row is looked at under a lock, and the former release writes NULL"
    if (new.unique and not old.unique) or (new.db_index and not old.db_index):
        return f"its index is made while writers wait: {CONCURRENTLY}"
    was, becomes = type_of(old), type_of(new)
    if was != becomes and not is_wider(was, becomes):
        return f"{was} becomes {becomes}: the table is rewritten under a lock; add a column and move in batches"
    return ""


def type_of(field: Any) -> str:
    """The column's type on PostgreSQL, or the class of what it refers to. Nothing is connected to."""
    from django.db.backends.postgresql.base import DatabaseWrapper

    if field.is_relation:
        return f"reference to {field.remote_field.model}".lower()
    return str(field.db_type(DatabaseWrapper({"NAME": "none", "OPTIONS": {}, "TIME_ZONE": None}, "lint")))


def is_wider(old: str, new: str) -> bool:
    """varchar(40) to varchar(80) or to text: PostgreSQL notes it, and reads nothing."""
    if not old.startswith("varchar("):
        return False
    return new == "text" or (new.startswith("varchar(") and int(new[8:-1]) >= int(old[8:-1]))


def add_constraint(operation: Any, state: Any) -> str:
    from django.db.models import CheckConstraint

    if isinstance(operation.constraint, CheckConstraint):
        return "every row is looked at under a lock: use AddConstraintNotValid of articles/migrations/_careful.py"
    return "its index is made while writers wait: make a unique index concurrently, or say why it may"


JUDGES: dict[str, Any] = {
    "AddField": add_field,
    "AlterField": alter_field,
    "RemoveField": lambda operation, state: NEXT_RELEASE,
    "RenameField": lambda operation, state: NEXT_RELEASE,
    "AddIndex": lambda operation, state: f"writers wait while it is made: {CONCURRENTLY}",
    "RemoveIndex": lambda operation, state: "use RemoveIndexConcurrently of articles/migrations/_careful.py",
    "AddConstraint": add_constraint,
    "AlterUniqueTogether": lambda operation, state: (
        "writers wait while it is made: use a UniqueConstraint, and say why it may"
    ),
    "AlterIndexTogether": lambda operation, state: f"writers wait while it is made: {CONCURRENTLY}",
}

if __name__ == "__main__":
    sys.exit(main())
