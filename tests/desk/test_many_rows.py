"""The desk with 20,000 stories: as many queries as with two, and no plan that reads or sorts a whole table for a page."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, AuditEntry, Comment, Edition, Revision, Source
from articles.publishing import audit
from tests.world import make_article, make_live, make_section

LIMIT = 12
MANY = 20_000
PAGES = {
    "articles_article_changelist": "articles_article",
    "articles_auditentry_changelist": "articles_auditentry",
    "articles_comment_changelist": "articles_comment",
    "articles_source_changelist": "articles_source",
}
# Counted for the paginator, once a page: an index or a table is read through, and nothing is sorted.
COUNT = "SELECT COUNT(*)"


@pytest.fixture
def many(db):
    """20,000 stories, each live, with a revision, a waiting comment, an entry of the log and a source."""
    first, now = make_live(section=make_section(name="Harbour")), timezone.now()
    sections = [first.section, *(make_section() for _number in range(9))]
    template = Edition.objects.get(pk=first.pk)
    stories = Article.objects.bulk_create(
        [Article(headline=f"Story {number}", section=sections[number % 10]) for number in range(MANY)], batch_size=500
    )
    revisions = Revision.objects.bulk_create(
        [Revision(article=story, number=1, content={"v": 1}, digest=f"{story.pk:064}") for story in stories],
        batch_size=500,
    )
    Edition.objects.bulk_create(
        [edition_of(template, story, revision, now) for story, revision in zip(stories, revisions, strict=True)],
        batch_size=500,
    )
    comments = [
        Comment(article=story, text="A remark.", status="waiting", posted=now, author_name="Wilma") for story in stories
    ]
    Comment.objects.bulk_create(comments, batch_size=500)
    Source.objects.bulk_create(
        [Source(name=f"Source {number:05}", slug=f"source-{number}") for number in range(MANY)], batch_size=500
    )
    AuditEntry.objects.bulk_create(
        [
            audit.entry(None, "publish", object_type="article", object_id=story.pk, object_name=story.headline)
            for story in stories
        ],
        batch_size=500,
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return stories


def edition_of(template: Edition, story: Article, revision: Revision, now) -> Edition:
    fields = {field.attname: getattr(template, field.attname) for field in Edition._meta.concrete_fields}
    started = now - timedelta(minutes=story.pk)
    own = {
        "id": None,
        "article_id": story.pk,
        "revision_id": revision.pk,
        "path": f"/x/{story.public_id}/",
        "first_published": started,
        "live_from": started,
        "updated": started,
        "section_id": story.section_id,
    }
    return Edition(**fields | own)


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
