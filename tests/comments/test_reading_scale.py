"""A conversation of thousands: the same queries as for fifty, each by an index, and no more rows than the page shows."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.comments.discussions import counts
from articles.comments.reading import REPLIES_SHOWN, THREADS_A_PAGE, address_of, conversation
from articles.comments.threads import FEATURED_SHOWN
from articles.models import Comment
from tests import world

pytestmark = pytest.mark.django_db
LONG, FIRSTS, REPLIES, FEATURED = 3000, 400, 4, 10


@pytest.fixture
def edition():
    """5,000 comments: 400 threads of four replies, of which the first thread has 3,000 more."""
    edition = world.make_live(comment_policy="open")
    began = timezone.now() - timedelta(days=2)

    def rows(parents, each):
        made = [
            Comment(
                article=edition.article,
                edition=edition,
                parent=parent,
                thread=parent,
                author_name="Ada",
                text=f"Words {number}",
                status="approved",
                posted=began + timedelta(seconds=number),
            )
            for number, parent in enumerate(parent for parent in parents for _number in range(each))
        ]
        return Comment.objects.bulk_create(made, batch_size=500)

    firsts = rows([None] * FIRSTS, 1)
    rows(firsts, REPLIES)
    rows(firsts[:1], LONG)
    Comment.objects.filter(pk__in=[first.pk for first in firsts[300 : 300 + FEATURED]]).update(featured_at=began)
    Comment.objects.filter(pk__in=[first.pk for first in firsts[5:8]]).update(status="deleted", text="")
    counts.recount([edition.article_id])
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE articles_comment")  # all tables would wait for what autovacuum holds
    return edition


def plans_of(queries):
    """How the database finds the comments that these statements ask for: a line of its plan for each table it reads."""
    explain = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
    lines = []
    with connection.cursor() as cursor:
        for query in queries:
            if query["sql"].startswith("SELECT") and "articles_comment" in query["sql"]:
                cursor.execute(explain + query["sql"])
                lines += [" ".join(map(str, row)) for row in cursor.fetchall()]
    return lines


def too_wide(lines):
    """Those that read the table, or an index of all comments of the site."""
    wide = ("SCAN articles_comment", "Seq Scan on articles_comment", "comment_queue", "(status=?)")
    return [line for line in lines if any(words in line for words in wide)]


def test_a_story_with_five_thousand_comments_costs_eight_queries(client, edition, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        page = client.get(edition.path)
    assert "4,997 comments" in page.text or "4997 comments" in page.text
    assert page.text.count('class="thread"') == THREADS_A_PAGE
    assert len(page.content) < 400_000


@pytest.mark.parametrize("query", ["", "?sort=newest", "?sort=recommended", "?page=16"])
def test_every_page_of_them_is_found_by_indexes(client, edition, query):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"/comments/{edition.article.public_id}/{query}").status_code == 200
    assert len(queries) <= 8
    lines = plans_of(queries)
    assert lines
    assert too_wide(lines) == []


def test_no_more_rows_are_read_than_are_shown(edition, monkeypatch):
    read = []
    made = Comment.from_db.__func__

    def counting(cls, *args, **kwargs):
        read.append(1)
        return made(cls, *args, **kwargs)

    monkeypatch.setattr(Comment, "from_db", classmethod(counting))
    shown = conversation(edition)
    assert shown.threads[0].more == LONG + REPLIES - REPLIES_SHOWN
    assert len(shown.threads[0].replies) == REPLIES_SHOWN
    assert len(read) == THREADS_A_PAGE + (THREADS_A_PAGE - 1) * REPLIES + REPLIES_SHOWN + FEATURED
    assert len(shown.featured) == FEATURED_SHOWN  # of all that moderators chose by hand


def test_no_statement_counts_a_conversation(edition):
    with CaptureQueriesContext(connection) as queries:
        conversation(edition)
    said = " ".join(query["sql"].upper() for query in queries)
    assert "COUNT(" not in said
    assert " OVER " not in said


def test_the_place_of_the_last_of_them_is_found(client, edition):
    last = Comment.objects.filter(thread__isnull=False).latest("posted")
    url = address_of(last, edition)
    assert f"?page={-(-(LONG + REPLIES) // 100)}#comment-{last.pk}" in url
    assert f'id="comment-{last.pk}"' in client.get(url).text
