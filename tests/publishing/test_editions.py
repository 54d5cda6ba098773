"""Editions: the one definition of public, and what the database itself refuses."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from articles.models import Article, Edition
from articles.publishing import workflow
from tests import world

pytestmark = pytest.mark.django_db


def test_live_holds_from_the_first_moment_up_to_but_not_at_the_last():
    edition = world.make_live()
    end = timezone.now() + timedelta(hours=1)
    Edition.objects.filter(pk=edition.pk).update(live_until=end, ending="withdrawn")
    edition.refresh_from_db()
    tick = timedelta(microseconds=1)
    moments = {edition.live_from - tick: False, edition.live_from: True, end - tick: True, end: False}
    for moment, public in moments.items():
        assert Edition.objects.live(moment).exists() is public
        assert edition.is_live(moment) is public


def test_at_most_one_open_edition_per_article():
    edition = world.make_live()
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.create(
            article=edition.article,
            revision=edition.revision,
            number=2,
            path=edition.path,
            section=edition.section,
            headline="Second",
            body_html="<p>x</p>",
            body_text="x",
            first_published=edition.first_published,
            live_from=timezone.now(),
            updated=timezone.now(),
        )


@pytest.mark.parametrize(
    "change",
    [
        {"live_until": None, "ending": "withdrawn"},
        {"headline": ""},
        {"body_text": ""},
        {"first_published": timezone.now() + timedelta(days=1)},
    ],
    ids=["ending without an end", "no headline", "no body", "published before it was first published"],
)
def test_the_database_refuses_a_broken_edition(change):
    edition = world.make_live()
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(**change)


def test_the_database_refuses_an_end_before_the_start():
    edition = world.make_live()
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(live_until=edition.live_from, ending="withdrawn")


@pytest.mark.postgres
def test_postgresql_refuses_two_editions_at_one_moment():
    edition = world.make_live()
    closed = workflow.publish(edition.article, by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(pk=closed.pk).update(live_from=edition.live_from)


def test_an_article_that_was_published_cannot_be_deleted():
    edition = world.make_live()
    with pytest.raises(ProtectedError):
        edition.article.delete()


def test_the_next_change_is_the_nearest_start_or_end():
    now = timezone.now()
    assert Edition.objects.next_change(now) is None
    world.make_scheduled(ahead=timedelta(hours=5))
    nearest = world.make_scheduled(ahead=timedelta(hours=2))
    assert Edition.objects.next_change(now) == nearest.live_from


def test_a_list_pages_by_key_without_gaps_or_repeats():
    editions = [world.make_live(ago=timedelta(hours=hour)) for hour in range(5)]
    same_moment = editions[2].first_published
    Edition.objects.filter(pk__in=[editions[2].pk, editions[3].pk]).update(
        first_published=same_moment, live_from=same_moment
    )
    seen, cursor = [], None
    while page := list(Edition.objects.live().newest_first().before(cursor)[:2]):
        seen += page
        cursor = (page[-1].first_published, page[-1].pk)
    assert len(seen) == 5
    assert len({edition.pk for edition in seen}) == 5


def test_cards_cost_two_queries_for_any_number(django_assert_num_queries):
    for _number in range(4):
        world.make_live(authors=[world.make_author()])
    with django_assert_num_queries(2):
        for edition in Edition.objects.live().newest_first().for_lists():
            assert edition.section.name
            assert [row.author.name for row in edition.edition_authors.all()]


def test_the_desk_sees_each_live_state():
    draft, live, planned, gone = (
        world.make_article(),
        world.make_live().article,
        world.make_scheduled().article,
        world.make_live().article,
    )
    workflow.withdraw(gone, by=None)
    states = {
        article.pk: (bool(article.live_number), bool(article.scheduled_for), article.was_public)
        for article in Article.objects.with_live_state()
    }
    assert states == {
        draft.pk: (False, False, False),
        live.pk: (True, False, True),
        planned.pk: (False, True, False),
        gone.pk: (False, False, True),
    }


def test_the_newest_of_a_section_come_from_an_index():
    section = world.make_section()
    world.make_live(section=section)
    plan = Edition.objects.live().filter(section=section).newest_first()[:30].explain()
    if connection.vendor == "sqlite":
        assert "edition_newest_of_section" in plan
        assert "TEMP B-TREE" not in plan
