"""The list of revisions: who, when, which is live, which has a name; as quick with 5,000 as with 5."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Milestone, Revision
from articles.publishing import history, revisions, workflow
from tests.world import make_article


def url_of(article, page="history") -> str:
    return reverse(f"admin:articles_article_{page}", args=[article.pk])


def many(article, count: int):
    """`count` revisions more, cheaply; each holds a text that no list should read."""
    start = article.revisions.count()
    content = revisions.snapshot(article) | {"body": "<p>A long text that no list needs.</p>" * 200}
    Revision.objects.bulk_create(
        Revision(article=article, number=start + n + 1, content=content, digest=str(n), version=1) for n in range(count)
    )


def test_list_shows_who_when_the_note_the_name_and_what_is_live(editor):
    article = make_article()
    first = revisions.record(article, user=editor.user, note="as it came in")
    edition = workflow.publish(article, by=None)
    history.name_milestone(first, name="as sent to the lawyers", by=editor.user)
    article.headline = "Another headline"
    article.save()
    revisions.record(article, user=None)
    lines = history.page_of(article).lines
    assert [(line.revision.number, line.milestone, line.editions, line.live) for line in lines] == [
        (2, "", [], False),
        (1, "as sent to the lawyers", [edition.number], True),
    ]
    page = editor.get(url_of(article)).content.decode()
    for words in ("as sent to the lawyers", "as it came in", "edition 1", "live", "editor"):
        assert words in page


def test_edition_that_ended_is_not_live(db):
    article = make_article()
    workflow.publish(article, by=None)
    workflow.withdraw(article, by=None)
    assert [line.live for line in history.page_of(article).lines] == [False]


def test_pages_follow_by_key(db):
    article = make_article()
    many(article, 12)
    seen, before = [], None
    while True:
        page = history.page_of(article, before, size=5)
        seen += [line.revision.number for line in page.lines]
        before = page.older
        if before is None:
            break
    assert seen == list(range(12, 0, -1))


def test_older_revisions_are_linked(editor):
    article = make_article()
    many(article, history.PAGE + 1)
    page = editor.get(url_of(article))
    assert "?before=2#revisions" in page.content.decode()
    rest = editor.get(url_of(article), {"before": 2})
    assert [line.revision.number for line in rest.context["revisions"].lines] == [1]


@pytest.mark.parametrize("before", ["x", "-1", "99999999999999999999", ""])
def test_cursor_that_is_none_is_the_newest_page(editor, before):
    article = make_article()
    many(article, 2)
    assert len(editor.get(url_of(article), {"before": before}).context["revisions"].lines) == 2


@pytest.mark.parametrize("address", ["history", "change"])
def test_five_thousand_revisions_cost_the_same_queries_and_no_content(editor, address):
    article = make_article()
    many(article, 2)
    editor.get(url_of(article, address))
    small, big = [], []
    for counted, more in ((small, 0), (big, 5_000)):
        many(article, more)
        with CaptureQueriesContext(connection) as captured:
            assert editor.get(url_of(article, address)).status_code == 200
        counted += [query["sql"] for query in captured if "FROM" in query["sql"]]
    assert len(small) == len(big) <= 12
    listing = [sql for sql in big if 'FROM "articles_revision"' in sql]
    assert all('"articles_revision"."content"' not in sql and "COUNT" not in sql for sql in listing)
    assert all("LIMIT" in sql for sql in listing)


def test_save_among_five_thousand_reads_one_content(editor):
    article = make_article()
    many(article, 5_000)
    with CaptureQueriesContext(connection) as captured:
        article.headline = "Changed"
        article.save()
        revisions.record(article, user=None)
    reading = [query["sql"] for query in captured if 'FROM "articles_revision"' in query["sql"]]
    assert len(reading) == 1
    assert "LIMIT 1" in reading[0]


class TestMilestones:
    def test_naming_is_a_verb_with_an_entry(self, editor):
        article = make_article()
        revision = revisions.record(article, user=None)
        response = editor.post(f"{url_of(article, 'milestone')}?revision=1", {"name": "  as sent   to the lawyers "})
        assert response.status_code == 302
        assert Milestone.objects.get().name == "as sent to the lawyers"
        assert Milestone.objects.get().user == editor.user
        history.name_milestone(revision, name="cleared", by=editor.user)
        assert [row.name for row in Milestone.objects.all()] == ["cleared"]

    def test_empty_name_is_refused(self, editor):
        article = make_article()
        revision = revisions.record(article, user=None)
        assert (
            "Give it a name."
            in editor.post(f"{url_of(article, 'milestone')}?revision=1", {"name": "  "}).content.decode()
        )
        with pytest.raises(workflow.WorkflowRefused):
            history.name_milestone(revision, name="  ", by=None)

    def test_revision_of_another_article_is_not_found(self, editor):
        revisions.record(make_article(), user=None)
        assert editor.get(f"{url_of(make_article(), 'milestone')}?revision=1").status_code == 404
