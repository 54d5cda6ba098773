"""The desk with 20,000 stories: as many queries as with two, and no plan that reads or sorts a whole table for a page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench.many import fill
from tests.world import make_article

LIMIT = 12
MANY = 20_000
LISTS = ("article", "auditentry", "comment", "correction", "importeddocument", "notice", "picture", "source", "topic")
PAGES = {f"articles_{model}_changelist": f"articles_{model}" for model in LISTS}
# Counted for the paginator, once a page: an index or a table is read through, and nothing is sorted.
COUNT = "SELECT COUNT(*)"


@pytest.fixture
def many(editor):
    return fill(MANY, by=editor.user)


def asked(client, url) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return [query["sql"] for query in captured.captured_queries]


def plan_of(sql: str) -> list[str]:
    explain = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
    with connection.cursor() as cursor:
        cursor.execute(explain + sql)
        rows = cursor.fetchall()
    if connection.vendor == "sqlite":  # (id, parent, …, step): what has a parent is done for one row of the page
        return [step for _number, parent, _unused, step in rows if parent == 0 or step.startswith("SCAN")]
    return [step.strip() for (step,) in rows]


def growing(plan: list[str], table: str) -> list[str]:
    """The steps of a plan whose cost grows with the table: its rows read one by one without an index, or sorted."""
    if connection.vendor == "sqlite":
        return [step for step in plan if "TEMP B-TREE FOR ORDER BY" in step or step == f"SCAN {table}"]
    return [step for step in plan if f"Seq Scan on {table} " in step or step.startswith(f"Sort Key: {table}.")]


def test_twenty_thousand_stories_cost_few_queries_and_are_read_by_index(editor, many):
    """One test for all of it: building the rows is what takes time."""
    wrong = {}
    for name, table in PAGES.items():
        url = reverse(f"admin:{name}")
        editor.get(url)
        queries = asked(editor, url)
        if len(queries) > LIMIT:
            wrong[name] = f"{len(queries)} queries"
        for sql in queries:
            if f'FROM "{table}"' in sql and COUNT not in sql and (steps := growing(plan_of(sql), table)):
                wrong[name, sql] = steps
    for name, story in (("change", many[-1]), ("history", many[-1]), ("delete", make_article())):
        url = reverse(f"admin:articles_article_{name}", args=[story.pk])
        editor.get(url)
        if len(queries := asked(editor, url)) > LIMIT:
            wrong[name] = f"{len(queries)} queries"
    assert wrong == {}, "\n".join(f"{name}: {what}" for name, what in wrong.items())
