"""A database trigger: a reply's parent stands in the same article and in the same thread.

A check constraint sees one row only, so this is a trigger. `articles/publishing/triggers.py` installs it.
"""

from __future__ import annotations

from articles.publishing.triggers import Guard

TABLE = "articles_comment"
REFUSAL = "a reply stands in the article and the thread of the comment it answers"

# The parent must be of the same article, and its thread (itself, when it began one) must be the reply's thread.
SQLITE = f"""
CREATE TRIGGER comment_parent_{{event}} BEFORE {{when}} ON {TABLE}
WHEN NEW.parent_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM {TABLE} parent WHERE parent.id = NEW.parent_id
    AND parent.article_id = NEW.article_id AND COALESCE(parent.thread_id, parent.id) = NEW.thread_id
)
BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END
"""  # noqa: S608 - the names put in are constants of this module

POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION comment_parent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.parent_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM {TABLE} parent WHERE parent.id = NEW.parent_id
        AND parent.article_id = NEW.article_id AND COALESCE(parent.thread_id, parent.id) = NEW.thread_id
    ) THEN
        RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER comment_parent BEFORE INSERT OR UPDATE OF parent_id, thread_id, article_id ON {TABLE}
FOR EACH ROW WHEN (NEW.parent_id IS NOT NULL) EXECUTE FUNCTION comment_parent();
"""  # noqa: S608 - the names put in are constants of this module

REPLIES = Guard(
    table=TABLE,
    names=("comment_parent_insert", "comment_parent_update", "comment_parent"),
    sqlite=tuple(
        SQLITE.format(event=event, when=when)
        for event, when in (("insert", "INSERT"), ("update", "UPDATE OF parent_id, thread_id, article_id"))
    ),
    postgresql=POSTGRESQL,
)
