from datetime import timedelta

import pytest

from articles.publishing import workflow
from articles.reading.cursors import PAGE_SIZE
from tests import world
from tests.reading.pages import headlines, seen

pytestmark = pytest.mark.django_db


def many(number, **fields):
    return [world.make_live(ago=timedelta(hours=place + 1), **fields) for place in range(number)]


def section_page():
    section = world.make_section()
    return section.get_absolute_url(), {"section": section}


def topic_page():
    topic = world.make_topic()
    return topic.get_absolute_url(), {"topics": [topic]}


def author_page():
    author = world.make_author()
    return author.get_absolute_url(), {"authors": [author]}


@pytest.mark.parametrize("make_page", [section_page, topic_page, author_page])
def test_pages_go_on_by_key_until_every_story_was_shown_once(client, make_page):
    path, fields = make_page()
    editions = many(PAGE_SIZE + 3, **fields)
    first = client.get(path)
    older = seen(first).all("a", rel="next")[0]["href"]
    world.make_live(**fields, ago=timedelta(minutes=1))  # a new story at the top moves nothing on the next page
    second = client.get(path + older)
    assert headlines(first) + headlines(second) == [edition.path for edition in editions]
    assert not seen(second).all("a", rel="next")


@pytest.mark.parametrize("make_page", [section_page, topic_page, author_page])
def test_stories_of_the_same_moment_are_neither_lost_nor_repeated(client, make_page):
    path, fields = make_page()
    editions = many(PAGE_SIZE + 2, **fields)
    moment = editions[0].first_published
    world.Edition.objects.update(first_published=moment, live_from=moment, updated=moment)
    first = client.get(path)
    second = client.get(path + seen(first).all("a", rel="next")[0]["href"])
    shown = headlines(first) + headlines(second)
    assert sorted(shown) == sorted(edition.path for edition in editions)


@pytest.mark.parametrize("cursor", ["x", "-", "1-", "fffffffffffffff-1", "1-1-1", "'", "%00", "٣-٣", "1" * 500])
@pytest.mark.parametrize("path", ["section", "/corrections/"])
def test_a_cursor_nobody_ever_wrote_is_not_found(client, path, cursor):
    path = world.make_section().get_absolute_url() if path == "section" else path
    assert client.get(path, {"before": cursor}).status_code == 404


def test_after_the_last_story_comes_a_word_and_a_way_back(client):
    section = world.make_section()
    world.make_live(section=section)
    response = client.get(section.get_absolute_url(), {"before": "1-1"})
    assert response.status_code == 200
    assert "There are no older stories." in response.content.decode()


def test_an_empty_section_says_what_will_be_there(client):
    response = client.get(world.make_section().get_absolute_url())
    assert response.status_code == 200
    assert "Nothing has been published in this section yet" in response.content.decode()


@pytest.mark.parametrize("make_page", [topic_page, author_page])
def test_who_or_what_only_a_draft_or_a_planned_or_a_withdrawn_story_has_is_not_found(client, make_page):
    path, fields = make_page()
    world.make_article(**fields)
    planned = world.make_scheduled(**fields)
    gone = world.make_live(**fields)
    workflow.withdraw(gone.article, by=None)
    assert client.get(path).status_code == 404
    assert client.get(path, {"before": "fffffffffff-1"}).status_code == 404
    workflow.cancel_schedule(planned.article, by=None)
    workflow.publish(planned.article, by=None)
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("make_page", [section_page, topic_page, author_page])
def test_a_list_holds_until_its_next_planned_story_and_no_other(client, make_page):
    path, fields = make_page()
    world.make_live(**fields)
    world.make_scheduled(ahead=timedelta(hours=1))
    assert not client.get(path).has_header("X-Page-Until")
    planned = world.make_scheduled(ahead=timedelta(hours=2), **fields)
    assert client.get(path)["X-Page-Until"] == planned.live_from.strftime("%a, %d %b %Y %H:%M:%S GMT")


@pytest.mark.parametrize("make_page", [section_page, topic_page, author_page])
def test_any_number_of_stories_costs_the_same_queries(client, django_assert_num_queries, make_page):
    path, fields = make_page()
    for number in (2, 18):
        many(number, **fields, **({} if "authors" in fields else {"authors": [world.make_author()]}))
        with django_assert_num_queries(5):
            client.get(path)
