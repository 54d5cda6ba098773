from datetime import timedelta

import pytest

from articles.publishing.models.article import Kind
from articles.reading.front import SECONDS, SHORT_ROW
from tests import world
from tests.reading.pages import headlines, seen

pytestmark = pytest.mark.django_db


def hours(number):
    return timedelta(hours=number)


def test_an_empty_paper_says_what_will_stand_there(client):
    response = client.get("/")
    assert response.status_code == 200
    assert "The first story will stand here" in response.content.decode()


@pytest.mark.parametrize("number", [1, 2, 3, 5, 12])
def test_each_story_stands_once(client, number):
    section = world.make_section()
    editions = [world.make_live(section=section, ago=hours(hour + 1)) for hour in range(number)]
    shown = headlines(client.get("/"))
    assert len(shown) == len(set(shown)) == min(number, 10)
    assert shown == [edition.path for edition in editions][:10]


def test_the_highest_priority_among_the_newest_leads_and_then_the_newest(client):
    newest = world.make_live(ago=hours(1))
    urgent = world.make_live(ago=hours(5), priority=3)
    middle = world.make_live(ago=hours(2))
    assert headlines(client.get("/")) == [urgent.path, newest.path, middle.path]


def test_a_priority_from_long_ago_leads_no_more(client):
    section = world.make_section()
    old = world.make_live(ago=hours(100), priority=9, section=section)
    for hour in range(30):
        world.make_live(ago=hours(hour + 1), section=section)
    assert old.path not in headlines(client.get("/"))


def test_what_was_paid_for_never_leads(client):
    paid = world.make_live(kind=Kind.SPONSORED, priority=9, ago=hours(1))
    news = world.make_live(ago=hours(9))
    assert headlines(client.get("/")) == [news.path, paid.path]


def test_a_section_with_few_stories_sets_them_side_by_side(client):
    section = world.make_section()
    for hour in range(1 + SECONDS + SHORT_ROW):
        world.make_live(section=section, ago=hours(hour + 1))
    assert "row-short" in client.get("/").content.decode()


def test_sections_stand_in_their_order_and_those_without_a_story_of_their_own_not_at_all(client):
    for position in (3, 1, 2):
        section = world.make_section(position=position, name=f"Part {position}")
        for hour in range(7):
            world.make_live(section=section, ago=hours(position * 10 + hour))
    world.make_section(name="Empty part", position=0)
    page = seen(client.get("/"))
    assert [found["id"] for found in page.all("h2", class_="row-title")] == [
        f"row-{section.slug}" for section in world.Section.objects.exclude(name="Empty part").order_by("position")
    ]


def test_drafts_planned_and_withdrawn_stories_do_not_stand_there(client):
    draft, planned, withdrawn = world.make_article(), world.make_scheduled(), world.make_live()
    world.workflow.withdraw(withdrawn.article, by=None)
    content = client.get("/").content.decode()
    assert headlines(client.get("/")) == []
    assert not any(story.headline in content for story in (draft, planned, withdrawn))


def test_the_page_holds_until_the_next_planned_story(client):
    planned = world.make_scheduled(ahead=hours(2))
    world.make_scheduled(ahead=hours(3))
    response = client.get("/")
    assert world.timezone.now() < planned.live_from
    assert response["X-Page-Until"] == planned.live_from.strftime("%a, %d %b %Y %H:%M:%S GMT")
    assert sorted(response["Surrogate-Key"].split()) == ["banner", "front", "sections"]


@pytest.mark.parametrize("number", [2, 20])
def test_any_number_of_stories_costs_six_queries(client, django_assert_num_queries, number):
    for hour in range(number):
        world.make_live(ago=hours(hour + 1), authors=[world.make_author()])
    with django_assert_num_queries(
        6
    ):  # the launched front, the newest, the sections, the cards, the frame, what is next
        client.get("/")
