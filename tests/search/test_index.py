"""The index follows the editions, in their transaction, and who may see what is decided when asking."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from articles.models import Edition
from articles.publishing import workflow
from articles.search import index
from articles.search.backend import Order
from articles.search.query import read_query
from tests.search.asking import found
from tests.world import make_article, make_live, make_scheduled, make_section

pytestmark = pytest.mark.django_db


def test_a_published_story_is_found_by_headline_standfirst_and_body():
    edition = make_live(headline="Zeppelin lands", standfirst="A quiet airship.", body="<p>Nobody saw the gondola.</p>")
    assert found("zeppelin") == found("airship") == found("gondola") == [edition.pk]
    assert found("zeppelin gondola") == [edition.pk]
    assert found("zeppelin tractor") == []


def test_a_scheduled_story_is_found_from_its_first_moment_without_any_job():
    edition = make_scheduled(ahead=timedelta(hours=1), headline="Zeppelin lands")
    assert found("zeppelin") == []
    assert found("zeppelin", at=edition.live_from - timedelta(seconds=1)) == []
    assert found("zeppelin", at=edition.live_from) == [edition.pk]


def test_a_withdrawn_story_is_found_no_more():
    edition = make_live(headline="Zeppelin lands")
    workflow.withdraw(edition.article, by=None)
    assert found("zeppelin") == []


def test_a_new_edition_is_found_by_its_own_words_and_not_by_the_old_ones():
    edition = make_live(headline="Zeppelin lands")
    article = edition.article
    article.headline = "Balloon lands"
    article.save()
    assert found("zeppelin") == [edition.pk], "a change at the desk is no change for readers"
    newer = workflow.publish(article, by=None)
    assert found("zeppelin") == []
    assert found("balloon") == [newer.pk]
    assert found("zeppelin", at=timezone.now() - timedelta(minutes=30)) == [edition.pk], "as it was"


def test_a_draft_is_not_found():
    make_article(headline="Zeppelin lands")
    assert found("zeppelin") == []


def test_an_edition_that_is_rolled_back_leaves_the_index_with_it():
    with transaction.atomic():
        edition = make_live(headline="Zeppelin lands")
        assert found("zeppelin") == [edition.pk]
        transaction.set_rollback(True)
    assert index.backend_of("default").known(connection, 0, 2**62) == set()


def test_a_planned_edition_that_is_dropped_leaves_the_index():
    edition = make_scheduled(headline="Zeppelin lands")
    pk = edition.pk
    assert pk in index.backend_of("default").known(connection, pk, pk)
    workflow.cancel_schedule(edition.article, by=None)
    assert index.backend_of("default").known(connection, pk, pk) == set()


def test_headline_weighs_over_standfirst_over_body():
    filler = "<p>" + "The ferry left at noon and came back. " * 8 + "{}</p>"
    in_body = make_live(headline="One", standfirst="Two.", body=filler.format("A zeppelin."))
    in_standfirst = make_live(headline="One", standfirst="A zeppelin.", body=filler.format("Three."))
    in_headline = make_live(headline="A zeppelin", standfirst="Two.", body=filler.format("Three."))
    for number in range(20):
        make_live(headline=f"Other {number}", standfirst="Two.", body=filler.format("Four."))
    assert found("zeppelin") == [in_headline.pk, in_standfirst.pk, in_body.pk]


def test_newest_first_is_by_first_publication():
    older = make_live(headline="Zeppelin zeppelin zeppelin", ago=timedelta(days=3))
    newer = make_live(headline="The harbour office looked at a zeppelin", ago=timedelta(days=1))
    assert found("zeppelin", order=Order.NEWEST) == [newer.pk, older.pk]


def test_any_set_of_editions_can_be_asked():
    section = make_section()
    inside = make_live(headline="Zeppelin", section=section)
    make_live(headline="Zeppelin")
    hits = index.search(Edition.objects.live().filter(section=section), read_query("zeppelin")).hits
    assert [hit.edition_id for hit in hits] == [inside.pk]


def test_an_edition_that_only_ends_is_not_indexed_again(django_assert_num_queries):
    edition = make_live(headline="Zeppelin lands")
    edition.live_until, edition.ending = timezone.now(), Edition.Ending.WITHDRAWN
    with django_assert_num_queries(1):
        edition.save(update_fields=["live_until", "ending"])
