"""What of the record the database itself keeps from change: the audit log, and what a revision holds.

An entry is never changed or deleted. One exception: when an account is deleted, its entries lose their link to it
(`actor` becomes NULL) and keep the name. A revision may go (with an article that was never published, or when old ones
are thinned out), but what it holds, whose it is and its number stay as they were written.
"""

from __future__ import annotations

from articles.publishing.triggers import Guard

ENTRY_REFUSAL = "the audit log is never changed"
REVISION_REFUSAL = "what a revision holds is never changed"
ENTRY_COLUMNS = (
    "id",
    "at",
    "actor_name",
    "origin",
    "verb",
    "object_type",
    "object_id",
    "object_name",
    "before",
    "after",
    "note",
)
REVISION_COLUMNS = ("id", "article_id", "number", "content", "digest")


def unchanged(columns: tuple[str, ...], same: str) -> str:
    """The SQL for "these columns stay as they are"; `same` is the comparison that takes NULL for a value."""
    return " AND ".join(f'NEW."{column}" {same} OLD."{column}"' for column in columns)


# The comparisons stand in PostgreSQL's functions and not in WHEN, which would keep a migration from changing a column.
# On SQLite REPLACE deletes the former row without firing a trigger for it, so an id that is taken is refused as well.
AUDIT = Guard(
    table="articles_auditentry",
    names=("auditentry_update", "auditentry_delete", "auditentry_replace", "auditentry_truncate"),
    sqlite=(
        f"""
        CREATE TRIGGER auditentry_update BEFORE UPDATE ON articles_auditentry
        WHEN NOT (NEW.actor_id IS NULL AND {unchanged(ENTRY_COLUMNS, "IS")})
        BEGIN SELECT RAISE(ABORT, '{ENTRY_REFUSAL}'); END
        """,
        f"""
        CREATE TRIGGER auditentry_delete BEFORE DELETE ON articles_auditentry
        BEGIN SELECT RAISE(ABORT, '{ENTRY_REFUSAL}'); END
        """,
        f"""
        CREATE TRIGGER auditentry_replace BEFORE INSERT ON articles_auditentry
        WHEN EXISTS (SELECT 1 FROM articles_auditentry WHERE id = NEW.id)
        BEGIN SELECT RAISE(ABORT, '{ENTRY_REFUSAL}'); END
        """,  # noqa: S608 - the words put in are constants of this module
    ),
    postgresql=f"""
        CREATE OR REPLACE FUNCTION auditentry_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'UPDATE' THEN
                IF NEW.actor_id IS NULL AND {unchanged(ENTRY_COLUMNS, "IS NOT DISTINCT FROM")} THEN
                    RETURN NEW;
                END IF;
            END IF;
            RAISE EXCEPTION '{ENTRY_REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
        END $$;
        CREATE TRIGGER auditentry_update BEFORE UPDATE ON articles_auditentry FOR EACH ROW
        EXECUTE FUNCTION auditentry_fixed();
        CREATE TRIGGER auditentry_delete BEFORE DELETE ON articles_auditentry FOR EACH ROW
        EXECUTE FUNCTION auditentry_fixed();
        CREATE TRIGGER auditentry_truncate BEFORE TRUNCATE ON articles_auditentry FOR EACH STATEMENT
        EXECUTE FUNCTION auditentry_fixed();
    """,
)

REVISIONS = Guard(
    table="articles_revision",
    names=("revision_update", "revision_replace"),
    sqlite=(
        f"""
        CREATE TRIGGER revision_update BEFORE UPDATE ON articles_revision
        WHEN NOT ({unchanged(REVISION_COLUMNS, "IS")})
        BEGIN SELECT RAISE(ABORT, '{REVISION_REFUSAL}'); END
        """,
        f"""
        CREATE TRIGGER revision_replace BEFORE INSERT ON articles_revision
        WHEN EXISTS (SELECT 1 FROM articles_revision WHERE id = NEW.id)
        BEGIN SELECT RAISE(ABORT, '{REVISION_REFUSAL}'); END
        """,  # noqa: S608 - the words put in are constants of this module
    ),
    postgresql=f"""
        CREATE OR REPLACE FUNCTION revision_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF {unchanged(REVISION_COLUMNS, "IS NOT DISTINCT FROM")} THEN
                RETURN NEW;
            END IF;
            RAISE EXCEPTION '{REVISION_REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
        END $$;
        CREATE TRIGGER revision_update BEFORE UPDATE ON articles_revision FOR EACH ROW
        EXECUTE FUNCTION revision_fixed();
    """,
)
