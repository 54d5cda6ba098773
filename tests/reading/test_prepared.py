"""Queries that are built once: they answer for each value what a query built anew would, in each thread, at each moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, models
from django.utils import timezone

from articles.models import Edition, Topic
from articles.pictures.uploads import ingest
from articles.prepared import Several, prepared
from articles.reading.article import live_at
from articles.reading.beside import near_to
from tests import world
from tests.pictures.drawing import drawn

pytestmark = pytest.mark.django_db


def test_a_query_is_built_once_and_answers_for_every_value():
    built = []

    @prepared(path=models.TextField(), at=models.DateTimeField())
    def found(*, path, at):
        built.append(path)
        return Edition.objects.live(at).filter(path=path).select_related("section")

    one, other = world.make_live(), world.make_live()
    now = timezone.now()
    assert list(found(path=one.path, at=now)) == [one]
    assert list(found(path=other.path, at=now)) == [other]
    assert list(found(path=one.path, at=now - timedelta(days=300))) == []
    assert [each.section for each in found(path=other.path, at=now)] == [other.section]
    assert len(built) == 1


def test_the_shape_of_a_query_is_its_own_query():
    @prepared(paths=Several(models.TextField()))
    def found(order: str, *, paths):
        return Edition.objects.filter(path__in=paths).order_by(order)

    editions = [world.make_live() for _ in range(5)]
    for number in range(6):
        some = editions[:number]
        paths = [edition.path for edition in some]
        assert list(found("pk", paths=paths)) == some
        assert list(found("-pk", paths=paths)) == some[::-1]


def test_several_values_make_few_queries():
    assert [len(Several.padded(range(number))) for number in range(10)] == [0, 1, 2, 4, 4, 8, 8, 8, 8, 16]
    assert set(Several.padded([3, 5, 7])) == {3, 5, 7}


def test_what_is_asked_is_complete():
    @prepared(path=models.TextField())
    def found(*, path):
        return Edition.objects.filter(path=path)

    with pytest.raises(TypeError, match="complete"):
        found(path="/x/").filter(kind="news")
    with pytest.raises(TypeError, match="takes path, not nothing"):
        found()
    with pytest.raises(TypeError, match="takes path, not road"):
        found(road="/x/")


def test_nothing_equals_none():
    @prepared(section=models.BigIntegerField())
    def found(*, section):
        return Edition.objects.filter(section=section)

    edition = world.make_live()
    assert list(found(section=None)) == []
    assert list(found(section=edition.section_id)) == [edition]


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_by_its_own_connection():
    editions = [world.make_live() for _ in range(4)]
    now = timezone.now()
    assert list(live_at(path=editions[0].path, at=now)) == [editions[0]]

    def ask(edition):
        try:
            return [list(live_at(path=edition.path, at=now)) for _ in range(20)]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(ask, editions))
    assert answers == [[[edition]] * 20 for edition in editions]


def test_a_picture_is_left_out_from_the_moment_its_licence_ends():
    """Which moment that is, each asking says anew: the query was built at another one."""
    picture = ingest(drawn(), alt="A pier", credit="Mara Lindqvist")
    picture.licence_until = timezone.localdate() + timedelta(days=2)
    picture.save()
    edition = world.make_live(lead_picture=picture)
    before, after = timezone.now(), timezone.now() + timedelta(days=4)
    for at, shown in ((before, picture), (after, None), (before, picture)):
        [found] = live_at(path=edition.path, at=at)
        assert found.lead_picture == shown


@pytest.mark.parametrize("number", [0, 1, 2, 3, 5])
def test_related_stories_know_any_number_of_topics(number):
    topics = [world.make_topic() for _ in range(number)]
    section = world.make_section()
    edition = world.make_live(section=section, topics=topics)
    alike = world.make_live(topics=topics[-1:])
    neighbour = world.make_live(section=section)
    values = {"article": edition.article_id, "story": edition.story_id, "section": section.pk, "language": "en"}
    found = list(near_to(at=timezone.now(), topics=[topic.pk for topic in topics], **values))
    assert found == ([alike, neighbour] if number else [neighbour])
    assert Topic.objects.count() == number
