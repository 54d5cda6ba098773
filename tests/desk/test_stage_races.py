"""Two people move one story at the same moment: one move is made, the other is judged by where the story then stands."""

import threading

import pytest
from django.db import connection

from articles.models import AuditEntry
from articles.publishing import stages
from articles.publishing.workflow import WorkflowRefused
from tests.world import make_article, make_user


@pytest.mark.django_db(transaction=True)
def test_of_two_moves_at_once_the_second_is_judged_by_the_first():
    """From “in edit” and from “pitch” a reporter may go neither to the other nor back to where both began."""
    article = make_article(stage="draft")
    people = [make_user("ines", "Reporter"), make_user("omar", "Reporter")]
    start, results = threading.Barrier(2), {}

    def move(by, to):
        try:
            start.wait(10)
            results[to] = stages.move(article, to, by=by).stage
        except WorkflowRefused:
            results[to] = "refused"
        finally:
            connection.close()

    threads = [threading.Thread(target=move, args=pair) for pair in zip(people, ("in_edit", "pitch"), strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    article.refresh_from_db()
    assert sorted(results.values()) == sorted([article.stage, "refused"])
    assert AuditEntry.objects.filter(verb="move").count() == 1
    assert article.version == 2
