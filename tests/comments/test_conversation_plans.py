"""What PostgreSQL does for the pages of comments when there are many: it walks indexes and never the table, nor sorts it."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.comments.judging.records import record_of, records_of
from articles.models import Comment
from bench import many, many_comments
from tests import world

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]

COMMENTS = 60_000
STORIES = 200
TABLE = "articles_comment"
MOST_SORTED = 2_000  # rows: the comments of one story may be put in order, those of the site may not


@pytest.fixture
def conversation():
    """A site of 60,000 comments, and a story among them with 5,000."""
    many_comments.fill(many.fill(STORIES), first=0, last=COMMENTS)
    busy = world.make_live(comment_policy="open")
    many_comments.converse(busy, 5_000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return busy


def plans_of(act):
    """The plan of every query on comments that `act` asks, as nodes, with the query."""
    with CaptureQueriesContext(connection) as captured:
        act()
    asked = [
        each["sql"] for each in captured.captured_queries if TABLE in each["sql"] and each["sql"].startswith("SELECT")
    ]
    assert asked, "nothing was asked of the comments"
    found = []
    for sql in asked:
        if "FOR UPDATE" in sql:
            continue
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}")
            plan = cursor.fetchone()[0]
        found.append((sql, list(nodes(json.loads(plan) if isinstance(plan, str) else plan))))
    return found


def nodes(plan):
    for each in plan if isinstance(plan, list) else [plan]:
        node = each.get("Plan", each)
        yield node
        yield from nodes(node.get("Plans", []))


def walks(found):
    """What in these plans goes through the whole table, or sorts more than a story's worth."""
    return [
        (node["Node Type"], node.get("Relation Name"), node["Plan Rows"], sql[:600])
        for sql, plan in found
        for node in plan
        if (node["Node Type"] == "Seq Scan" and node["Relation Name"] == TABLE)
        or ("Sort" in node["Node Type"] and node["Plan Rows"] > MOST_SORTED)
    ]


def indexes_of(found):
    return {node["Index Name"] for _sql, plan in found for node in plan if "Index Name" in node}


def test_the_look_at_plans_sees_a_walk_through_the_table(conversation):
    """The control: a search for a word in all texts has no index, and is seen."""
    found = plans_of(lambda: list(Comment.objects.filter(text__contains="harbour").order_by("text")[:50]))
    assert walks(found)


def test_the_queue_walks_the_index_of_what_needs_eyes(conversation):
    queue = Comment.objects.filter(needs_eyes=True).order_by("-created", "-pk")
    found = plans_of(lambda: list(queue[:50]))
    assert walks(found) == []
    assert indexes_of(found) == {"comment_needs_eyes"}
    assert not [node for _sql, plan in found for node in plan if "Sort" in node["Node Type"]]


def test_the_queue_at_the_desk_never_walks_the_table(conversation, client):
    client.force_login(world.make_user("root", is_staff=True, is_superuser=True))
    found = plans_of(lambda: client.get("/admin/articles/comment/"))
    assert walks(found) == []
    assert indexes_of(found) & {"comment_needs_eyes", "comment_queue"}


def test_the_pages_of_a_story_with_five_thousand_comments_use_its_indexes(conversation, client):
    base = f"/comments/{conversation.article.public_id}/"
    first = conversation.article.comments.filter(thread=None).order_by("-posted").first()
    reply = first.thread_comments.first()
    places = ["", "?page=7", "?sort=newest", "?sort=recommended", f"{first.pk}/", f"{reply.pk}/", "feed.rss"]
    for url in (conversation.path, *(base + place for place in places)):
        found = plans_of(lambda url=url: client.get(url))
        assert walks(found) == [], url
        assert indexes_of(found) & {"comment_of_article", "comment_of_thread", "articles_comment_pkey"}, url


def test_a_long_thread_is_read_by_its_index(conversation):
    first = conversation.article.comments.filter(thread=None).first()
    answers = [many_comments.remark(conversation, first.posted, first) for _answer in range(3_000)]
    Comment.objects.bulk_create(answers, batch_size=1_000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE articles_comment")
    page = first.thread_comments.filter(status="approved").order_by("posted", "pk")[:100]
    found = plans_of(lambda: list(page))
    assert indexes_of(found) == {"comment_of_thread"}
    assert not [node for _sql, plan in found for node in plan if "Sort" in node["Node Type"]]


def test_what_judging_looks_up_is_found_by_indexes(conversation):
    from articles.comments.judging.folding import marks_of
    from articles.comments.judging.gathering import copies_of

    found = plans_of(
        lambda: copies_of(
            *marks_of("The ferry left at noon, said remark number 17, and nobody on the pier had been told.")
        )
    )
    assert walks(found) == []
    found = plans_of(lambda: record_of("reader17@example.org"))
    assert walks(found) == []
    waiting = list(Comment.objects.filter(status="waiting").order_by("-pk")[:50])
    found = plans_of(lambda: records_of(waiting))
    assert walks(found) == []
    assert "comment_record_of_author" in indexes_of(found)
