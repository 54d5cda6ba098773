"""The list of all comments: counted and searched at the same price whatever their number, and found by any of their words."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.comments.desk import finding
from articles.models import Comment
from tests import world

pytestmark = pytest.mark.django_db
LIST = reverse("admin:articles_comment_changelist")


@pytest.fixture
def many(monkeypatch):
    """Seven comments, and a list that counts to three and looks through the newest two first."""
    for name, number in (("MOST", 3), ("NEWEST", 2)):
        monkeypatch.setattr(finding, name, number)
    edition = world.make_live(headline="Storm closes the harbour")
    for number in range(7):
        rare = " Åse saw a heron." if number == 1 else ""
        world.make_comment(
            edition, text=f"The ferry left, said remark {number}.{rare}", author_email=f"reader{number}@example.org"
        )
    world.make_comment(world.make_live(headline="Budget passed"), text="Too late.", author_name="Bo Quist")
    return edition


def found(mo, words: str) -> list[str]:
    rows = mo.get(LIST, {"status": "all", "q": words}).context["cl"].result_list
    return [comment.text for comment in rows]


@pytest.mark.parametrize(
    ("words", "texts"),
    [
        ("heron", 1),
        ("HERON åse", 1),
        ("reader5@exam", 1),
        ("quist", 1),
        ("budget", 1),
        ("budget late", 1),
        ("budget ferry", 0),
        ('"left, said remark 4"', 1),
        ('"remark left"', 0),
        ("100%", 0),
        ("_erry", 0),
        ("zq", 0),
    ],
)
def test_comments_are_found_by_text_name_address_and_headline(mo, many, words, texts):
    assert len(found(mo, words)) == texts


def test_of_frequent_words_the_newest_are_shown_and_it_is_said_that_there_are_more(mo, many):
    page = mo.get(LIST, {"status": "all", "q": "ferry"})
    assert [row.text[-2] for row in page.context["cl"].result_list][:3] == ["6", "5", "4"]
    assert page.context["cl"].result_count == 3
    assert "the newest 3 results; there are more" in page.text


def test_a_list_counts_to_its_most_and_says_that_there_are_more(mo, many):
    page = mo.get(LIST, {"status": "all"})
    assert (page.context["cl"].result_count, page.context["cl"].paginator.is_cut) == (3, True)
    assert "the first 3 comments in this order; there are more" in page.text


def test_a_list_of_few_says_how_many(mo):
    world.make_comment(world.make_live())
    assert "1 comment\n" in mo.get(LIST, {"status": "all"}).text


def test_search_keeps_to_the_filter(mo, many):
    Comment.objects.filter(text__contains="heron").update(status="rejected")
    rows = mo.get(LIST, {"status": "approved", "q": "heron"}).context["cl"].result_list
    assert list(rows) == []
    rows = mo.get(LIST, {"status": "rejected", "q": "heron"}).context["cl"].result_list
    assert len(rows) == 1


def test_nothing_is_counted_without_a_limit(mo, many):
    for query in ({"status": "all"}, {"status": "all", "q": "ferry"}, {"status": "approved", "q": "heron"}):
        with CaptureQueriesContext(connection) as captured:
            mo.get(LIST, query)
        # Apart from the transaction in which PostgreSQL is kept to its index of words.
        assert len([each for each in captured if each["sql"].startswith("SELECT")]) <= 12
        counted = [each["sql"] for each in captured if "COUNT(" in each["sql"] and '"articles_comment"' in each["sql"]]
        assert counted
        assert [sql for sql in counted if "LIMIT" not in sql] == []


@pytest.mark.postgres
def test_words_of_two_letters_are_looked_for_in_the_newest_and_that_is_said(mo, many):
    Comment.objects.filter(text__contains="heron").update(text="An old zq.")
    page = mo.get(LIST, {"status": "all", "q": "zq"})
    assert list(page.context["cl"].result_list) == []
    assert "newest 20,000 comments only" in page.text
    assert "newest 20,000" not in mo.get(LIST, {"status": "all", "q": "zq heron"}).text


@pytest.mark.postgres
def test_rare_words_are_met_by_their_trigrams(many):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
    plan = Comment.objects.filter(finding.condition(["heron"])).explain()
    assert "comment_words" in plan
    assert "Seq Scan" not in plan
    assert "article_headline_words" in finding.Article.objects.filter(headline__icontains="heron").explain()
