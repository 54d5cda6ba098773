"""Whatever the queue is flooded with, each of its filters is read by a bounded walk of an index in its order."""

from __future__ import annotations

import json

import pytest
from django.db import connection

from articles.comments.desk import queue
from articles.models import Comment
from tests import world

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]

KINDS = {
    "held": {"status": "waiting"},
    "reported": {"status": "approved", "open_reports": 1},
    "edited": {"status": "approved", "edited_unseen": True},
}
FEW, MANY = 30, 20_000


def many(edition, count: int, **fields) -> None:
    Comment.objects.bulk_create(
        [Comment(article=edition.article, text="x", posted=edition.live_from, **fields) for _number in range(count)],
        batch_size=2_000,
    )


def nodes(plan):
    yield plan
    for each in plan.get("Plans", []):
        yield from nodes(each)


@pytest.mark.parametrize("flood", KINDS)
def test_no_filter_of_the_queue_walks_through_a_flood_of_another_kind_nor_sorts_its_own(flood):
    """The few of every kind are older than the flood: who walks by time alone meets all of it first."""
    user = world.make_user("mo", "Moderator")
    quiet, busy = world.make_live(comment_policy="open"), world.make_live(comment_policy="open")
    many(quiet, MANY, status="approved")
    for fields in KINDS.values():
        many(quiet, FEW, **fields)
    many(busy, MANY, **KINDS[flood])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE articles_comment")
    for show in queue.SHOWS:
        window = queue.matching(queue.Filter(show), by=user)[: queue.WINDOW + 1]
        plan = json.loads(window.explain(format="json", analyze=True))[0]["Plan"]
        found = list(nodes(plan))
        names = {node["Node Type"] for node in found}
        assert not {name for name in names if name.startswith(("Seq", "Bitmap"))}, (show, plan)
        read = max(node["Actual Rows"] + node.get("Rows Removed by Filter", 0) for node in found)
        assert read <= queue.WINDOW + 1, (show, plan)
        if show in {"", flood}:
            assert not {name for name in names if "Sort" in name}, (show, plan)
