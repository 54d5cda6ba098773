"""On PostgreSQL the desk's list of all comments is searched by trigrams (comments/finding.py), and headlines with it.

Made while the site goes on: no transaction around it, so it stands apart from what changes columns. Stopped halfway it
can be run again.
"""

from django.db import migrations

EXTENSION = "CREATE EXTENSION IF NOT EXISTS pg_trgm"
# As Django writes `icontains`, so that its queries find them.
INDEXES = {
    "comment_words": (
        "articles_comment (upper(text) gin_trgm_ops, upper(author_name::text) gin_trgm_ops, "
        "upper(author_email::text) gin_trgm_ops)"
    ),
    "article_headline_words": "articles_article (upper(headline::text) gin_trgm_ops)",
}


def make(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute("SET statement_timeout = 0")  # what a page may take is too short for this
    schema_editor.execute(EXTENSION)
    for name, rows in INDEXES.items():
        schema_editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")
        schema_editor.execute(f"CREATE INDEX CONCURRENTLY {name} ON {rows.replace(' (', ' USING gin (', 1)}")
    schema_editor.execute("RESET statement_timeout")


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name in INDEXES:
            schema_editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")


class Migration(migrations.Migration):
    atomic = False
    careful = {"RunPython make": "makes indexes only, each CONCURRENTLY; no row is looked at by us or changed"}
    dependencies = [("articles", "0021_comment_seen_text")]
    operations = [migrations.RunPython(make, drop)]
