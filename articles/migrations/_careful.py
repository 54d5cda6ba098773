"""Operations for tables that are in use: no writer waits while they run on PostgreSQL; on SQLite they are the plain ones.

SQLite holds the one write lock of the file for any change of a table, so there is nothing to be gained there.
Name each index and constraint as the model does. A migration with one that works concurrently has `atomic = False`.
"""

from __future__ import annotations

from django.contrib.postgres import operations as of_postgresql
from django.db.migrations.operations import AddConstraint, AddIndex, RemoveIndex


class AddIndexConcurrently(of_postgresql.AddIndexConcurrently):
    """CREATE INDEX CONCURRENTLY. When it is cut short an invalid index is left: drop it and run the migration again."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
        else:
            AddIndex.database_forwards(self, app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "postgresql":
            super().database_backwards(app_label, schema_editor, from_state, to_state)
        else:
            AddIndex.database_backwards(self, app_label, schema_editor, from_state, to_state)


class RemoveIndexConcurrently(of_postgresql.RemoveIndexConcurrently):
    """DROP INDEX CONCURRENTLY."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
        else:
            RemoveIndex.database_forwards(self, app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "postgresql":
            super().database_backwards(app_label, schema_editor, from_state, to_state)
        else:
            RemoveIndex.database_backwards(self, app_label, schema_editor, from_state, to_state)


class AddConstraintNotValid(of_postgresql.AddConstraintNotValid):
    """A rule that holds for what is written from now on. `ValidateConstraint`, in a later migration, looks at the rest."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
        else:
            AddConstraint.database_forwards(self, app_label, schema_editor, from_state, to_state)


class ValidateConstraint(of_postgresql.ValidateConstraint):
    """Looks at every row while readers and writers go on; on SQLite that was done when the rule was added."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
