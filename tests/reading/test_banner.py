"""The breaking banner on the readers' pages: on each of them, with a link while there is a story, gone at its end."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.fronts import banners
from articles.models import Banner
from articles.publishing import workflow
from tests import world
from tests.reading.pages import seen

pytestmark = pytest.mark.django_db
WORDS = "Port of Westport closed by storm"


def ahead(hours):
    return timezone.now() + timedelta(hours=hours)


def show(**fields):
    return banners.show(**{"by": None, "text": WORDS, "live_until": ahead(2), **fields})


def until(moment):
    return moment.strftime("%a, %d %b %Y %H:%M:%S GMT")


@pytest.fixture
def pages():
    edition = world.make_live(topics=[topic := world.make_topic()], authors=[author := world.make_author()])
    subjects = [edition, edition.section, topic, author]
    return ["/", "/sources/", "/corrections/", "/archive/", *(subject.get_absolute_url() for subject in subjects)]


def test_it_stands_on_top_of_every_page_and_the_page_holds_until_it_ends(client, pages):
    banner = show()
    for path in pages:
        response = client.get(path)
        content = response.content.decode()
        assert content.count(WORDS) == 1, path
        assert content.index(WORDS) < content.index("<main"), path
        assert response["X-Page-Until"] == until(banner.live_until), path
        assert "banner" in response["Surrogate-Key"].split(), path


def test_pages_without_one_carry_its_tag_so_that_a_new_one_purges_them(client, pages):
    for path in pages:
        assert "banner" in client.get(path)["Surrogate-Key"].split(), path
        assert "breaking" not in client.get(path).content.decode(), path
    assert "banner" in Banner(text=WORDS).cache_tags()


def test_a_page_holds_until_a_planned_one_begins(client, pages):
    banner = show(live_from=ahead(1))
    for path in pages:
        response = client.get(path)
        assert WORDS not in response.content.decode()
        assert response["X-Page-Until"] == until(banner.live_from)


def test_it_ends_by_its_moment_with_no_worker(client):
    world.make_live()
    show()
    Banner.objects.update(live_from=ahead(-2), live_until=timezone.now())
    assert WORDS not in client.get("/").content.decode()


def test_of_two_the_one_that_began_last_is_shown(client):
    world.make_live()
    show(text="The first", live_from=ahead(-2))
    show(text="The second", live_from=ahead(-1))
    content = client.get("/").content.decode()
    assert "The second" in content
    assert "The first" not in content


def test_it_leads_to_its_story_while_readers_can_read_it(client):
    edition = world.make_live()
    show(article=edition.article)
    response = client.get("/sources/")
    link = seen(response).all("p", class_="breaking")
    assert link
    assert f'<a href="{edition.path}"><bdi>{WORDS}' in response.content.decode()
    assert f"article:{edition.article_id}" in response["Surrogate-Key"].split()
    workflow.withdraw(edition.article, by=None)
    content = client.get("/sources/").content.decode()
    assert WORDS in content
    assert edition.path not in content


def test_a_story_that_is_still_planned_is_not_linked_and_the_page_holds_until_it_is(client):
    planned = world.make_scheduled(ahead=timedelta(hours=1))
    world.make_section()
    show(article=planned.article)
    response = client.get("/sources/")
    assert planned.path not in response.content.decode()
    assert response["X-Page-Until"] == until(planned.live_from)


def test_its_words_are_words(client):
    world.make_section()
    show(text="<b>Bold</b> & closed")
    assert "&lt;b&gt;Bold&lt;/b&gt; &amp; closed" in client.get("/").content.decode()


@pytest.mark.parametrize("number", [0, 1, 20])
def test_any_number_of_banners_costs_no_query(client, django_assert_num_queries, number):
    edition = world.make_live()
    client.get("/sources/")
    for place in range(number):
        show(article=edition.article, live_from=ahead(-place))
    with django_assert_num_queries(3):  # the sources, what is planned, the frame with its banner
        client.get("/sources/")


def test_a_paper_without_a_section_has_no_banner_and_no_error(client):
    show()
    assert client.get("/").status_code == 200
