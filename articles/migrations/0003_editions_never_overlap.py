"""On PostgreSQL the database itself forbids two editions of an article at one moment.

SQLite has no exclusion constraints: there the unique constraint on the open edition and the row lock of the verbs
(one writer at a time) hold the rule.
"""

from django.db import migrations

ADD = """
CREATE EXTENSION IF NOT EXISTS btree_gist;
ALTER TABLE articles_edition ADD CONSTRAINT edition_never_overlap
EXCLUDE USING gist (article_id WITH =, tstzrange(live_from, live_until) WITH &&) DEFERRABLE INITIALLY IMMEDIATE;
"""
DROP = "ALTER TABLE articles_edition DROP CONSTRAINT IF EXISTS edition_never_overlap;"


def only_postgresql(sql):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(sql)

    return run


class Migration(migrations.Migration):
    dependencies = [("articles", "0002_groups")]
    operations = [migrations.RunPython(only_postgresql(ADD), only_postgresql(DROP))]
