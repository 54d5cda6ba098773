"""A migration that would stop the newsroom while it runs, or break the release that still serves, is found by the lint."""

import pytest
from django.contrib.postgres.functions import RandomUUID
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.db.models import Q
from django.db.models.functions import Now

from articles.migrations import _careful as careful
from tests.project.checkout import ROOT, script

lint = script("migration_lint")

TABLE = migrations.CreateModel(
    "Remark",
    fields=[
        ("id", models.BigAutoField(primary_key=True)),
        ("text", models.CharField(max_length=40)),
        ("number", models.IntegerField(null=True)),
        ("reason", models.CharField(max_length=40, null=True)),
    ],
    options={"indexes": [models.Index(fields=["text"], name="remark_text")]},
)


def faults(*operations, reasons=None, atomic=True):
    """What the lint says of a migration with these operations, run on a newsroom that has remarks."""
    state = ProjectState()
    TABLE.state_forwards("articles", state)
    migration = migrations.Migration("0999_new", "articles")
    migration.operations, migration.atomic = list(operations), atomic
    if reasons is not None:
        migration.careful = reasons
    return list(lint.faults(migration, state))


def add(field):
    return migrations.AddField("remark", "new", field)


def alter(name, field):
    return migrations.AlterField("remark", name, field)


INDEX = models.Index(fields=["number"], name="remark_number")
CHECK = models.CheckConstraint(condition=Q(number__gt=0), name="remark_counts")
UNIQUE = models.UniqueConstraint(fields=["number"], name="remark_once")

BREAK_A_RULE = {
    "a column that must be there": (add(models.IntegerField(default=0)), "NOT NULL column without db_default"),
    "a default by the row": (add(models.UUIDField(db_default=RandomUUID())), "differs from row to row"),
    "a generated column": (
        add(
            models.GeneratedField(
                expression=models.F("number") + 1, output_field=models.IntegerField(), db_persist=True
            )
        ),
        "generated column rewrites",
    ),
    "a column with an index": (add(models.IntegerField(null=True, db_index=True)), "index is made while writers wait"),
    "a unique column": (add(models.IntegerField(null=True, unique=True)), "index is made while writers wait"),
    "a foreign key": (add(models.ForeignKey("articles.Remark", models.CASCADE, null=True)), "db_index=False"),
    "an index": (migrations.AddIndex("remark", INDEX), "use AddIndexConcurrently"),
    "an index that goes": (migrations.RemoveIndex("remark", "remark_text"), "use RemoveIndexConcurrently"),
    "a rule": (migrations.AddConstraint("remark", CHECK), "use AddConstraintNotValid"),
    "a unique rule": (migrations.AddConstraint("remark", UNIQUE), "unique index concurrently"),
    "unique together": (migrations.AlterUniqueTogether("remark", {("text", "number")}), "UniqueConstraint"),
    "another type": (alter("number", models.TextField(null=True)), "rewritten under a lock"),
    "a narrower type": (alter("text", models.CharField(max_length=20)), "rewritten under a lock"),
    "a bigger number": (alter("number", models.BigIntegerField(null=True)), "rewritten under a lock"),
    "no longer NULL": (alter("number", models.IntegerField()), "the former release writes NULL"),
    "an index by the way": (alter("number", models.IntegerField(null=True, db_index=True)), "while writers wait"),
    "a column that goes": (migrations.RemoveField("remark", "number"), "in the next release"),
    "a column with a new name": (migrations.RenameField("remark", "number", "count"), "in the next release"),
    "a table that goes": (migrations.DeleteModel("Remark"), "in the next release"),
    "a table with a new name": (migrations.RenameModel("Remark", "Note"), "in the next release"),
    "another table": (migrations.AlterModelTable("remark", "remarks"), "in the next release"),
    "data moved by Python": (migrations.RunPython(migrations.RunPython.noop), "in batches"),
    "data moved by SQL": (migrations.RunSQL("UPDATE articles_remark SET number = 1"), "in batches"),
    "what the state does not show": (
        migrations.SeparateDatabaseAndState(database_operations=[migrations.AddIndex("remark", INDEX)]),
        "use AddIndexConcurrently",
    ),
}
KEEP_THE_RULES = {
    "a column that may be NULL": add(models.IntegerField(null=True)),
    "a column with a default": add(models.IntegerField(db_default=0, default=0)),
    "a column with the moment": add(models.DateTimeField(db_default=Now())),
    "a foreign key without index": add(models.ForeignKey("articles.Remark", models.CASCADE, null=True, db_index=False)),
    "many to many": add(models.ManyToManyField("articles.Remark")),
    "an index that keeps nobody waiting": careful.AddIndexConcurrently("remark", INDEX),
    "an index that goes so": careful.RemoveIndexConcurrently("remark", "remark_text"),
    "a rule for what is to come": careful.AddConstraintNotValid("remark", CHECK),
    "a wider type": alter("text", models.CharField(max_length=80)),
    "plain text": alter("text", models.TextField()),
    "other help": alter("text", models.CharField(max_length=40, help_text="Say more.")),
    "NULL allowed": alter("text", models.CharField(max_length=40, null=True)),
    "other options": migrations.AlterModelOptions("remark", {"verbose_name": "remark"}),
    "a new table": migrations.CreateModel("Other", [("id", models.BigAutoField(primary_key=True))]),
}


@pytest.mark.parametrize("case", BREAK_A_RULE)
def test_what_breaks_a_rule_is_found(case):
    operation, words = BREAK_A_RULE[case]
    [said] = faults(operation)
    assert words in said
    assert said.startswith("0999_new: ")


@pytest.mark.parametrize("case", KEEP_THE_RULES)
def test_what_keeps_the_rules_is_let_pass(case):
    assert faults(KEEP_THE_RULES[case]) == []


def test_into_a_table_of_the_same_migration_nobody_writes():
    table = migrations.CreateModel("Other", [("id", models.BigAutoField(primary_key=True))])
    then = [
        migrations.AddField("other", "number", models.IntegerField(default=0, db_index=True)),
        migrations.AddIndex("other", models.Index(fields=["number"], name="other_number")),
        migrations.AddConstraint("other", models.UniqueConstraint(fields=["number"], name="other_once")),
    ]
    assert faults(table, *then) == []
    assert len(faults(table, *then, migrations.AddIndex("remark", INDEX))) == 1


@pytest.mark.parametrize("case", BREAK_A_RULE)
def test_a_reason_excuses_what_it_names(case):
    operation, _words = BREAK_A_RULE[case]
    name = faults(operation)[0].split(": ")[1]
    assert faults(operation, reasons={name: "The table has twelve rows in every newsroom."}) == []


def test_a_reason_must_be_one_and_excuse_something():
    operation = migrations.AddIndex("remark", INDEX)
    assert "is no reason" in faults(operation, reasons={"AddIndex remark.remark_number": "because"})[0]
    two = faults(operation, reasons={"AddIndex remark.another": "The table has twelve rows in every newsroom."})
    assert [("AddIndexConcurrently" in two[0]), ("a reason for what breaks no rule" in two[1])] == [True, True]


def test_every_migration_of_the_checkout_is_landed_or_keeps_the_rules():
    loader = MigrationLoader(None)
    names = sorted(name for app, name in loader.disk_migrations if app == "articles")
    new = [name for name in names if lint.number_of(name) > lint.LANDED]
    assert [
        fault
        for name in new
        for fault in lint.faults(loader.get_migration("articles", name), lint.before(loader, name))
    ] == []
    assert lint.LANDED == 20
    assert {lint.number_of(name) for name in names} >= set(range(1, lint.LANDED + 1))


def test_make_lint_asks_it():
    assert ".ci/migration_lint.py" in (ROOT / "Makefile").read_text()


# What it recommends works on the database at hand


@pytest.mark.django_db(transaction=True)
def test_the_careful_operations_do_what_they_say_on_both_databases():
    state = ProjectState()
    steps = [
        TABLE,
        careful.AddIndexConcurrently("remark", INDEX),
        careful.RemoveIndexConcurrently("remark", "remark_text"),
        careful.AddConstraintNotValid("remark", CHECK),
        careful.ValidateConstraint("remark", "remark_counts"),
    ]
    states = [state.clone()]
    for step in steps:
        following = states[-1].clone()
        step.state_forwards("articles", following)
        with connection.schema_editor(atomic=False) as editor:
            step.database_forwards("articles", editor, states[-1], following)
        states.append(following)
    try:
        with connection.cursor() as cursor:
            there = set(connection.introspection.get_constraints(cursor, "articles_remark"))
        assert {"remark_number", "remark_counts"} <= there
        assert "remark_text" not in there
        with pytest.raises(Exception, match="remark_counts"), connection.cursor() as cursor:
            cursor.execute("INSERT INTO articles_remark (text, number) VALUES ('x', 0)")
        for at in range(len(steps) - 1, 0, -1):
            with connection.schema_editor(atomic=False) as editor:
                steps[at].database_backwards("articles", editor, states[at + 1], states[at])
    finally:
        with connection.schema_editor(atomic=False) as editor:
            TABLE.database_backwards("articles", editor, states[1], states[0])
