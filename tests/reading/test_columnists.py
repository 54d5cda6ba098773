"""A card of an opinion names whose it is, wherever cards stand; the number of queries does not grow with them."""

import pytest

from articles.models import Author
from tests import world
from tests.reading.pages import seen

pytestmark = pytest.mark.django_db


def named_on(response) -> int:
    return len(seen(response).all("p", class_="card-author"))


@pytest.fixture
def opinions():
    section = world.make_section(name="Debate", slug="debate")
    topic = world.make_topic(name="Ferries", slug="ferries")
    pair = [world.make_author(name="Mara <Lind>"), world.make_author(name="Ana Roth")]
    common = {"section": section, "topics": [topic], "kind": "opinion"}
    world.make_live(headline="Ferry one", authors=pair, **common)
    world.make_live(headline="Ferry two", byline="A reader of ours", **common)
    world.make_live(headline="Ferry three", authors=pair, **(common | {"kind": "news"}))


@pytest.mark.parametrize("path", ["/", "/debate/", "/topics/ferries/", "/archive/", "/search/?q=ferry"])
def test_opinions_name_their_columnists_and_news_does_not(client, opinions, path):
    response = client.get(path)
    page = response.content.decode()
    assert "<bdi>Mara &lt;Lind&gt;, Ana Roth</bdi>" in page
    assert "<bdi>A reader of ours</bdi>" in page
    assert named_on(response) == 2


def test_an_author_s_own_page_does_not_repeat_the_name(client, opinions):
    assert named_on(client.get(Author.objects.get(name="Ana Roth").get_absolute_url())) == 0


def test_a_day_of_the_archive_names_them_in_one_query_however_many(client, django_assert_num_queries, opinions):
    path = f"/archive/{world.make_live(kind='opinion', byline='B').first_published:%Y/%m/%d/}"
    client.get(path)  # fills what is kept in memory
    with django_assert_num_queries(5) as few:
        first = named_on(client.get(path))
    for _number in range(20):
        world.make_live(kind="opinion", authors=[world.make_author()])
    with django_assert_num_queries(len(few)):
        assert named_on(client.get(path)) == first + 20


@pytest.mark.parametrize("path", ["/", "/debate/", "/archive/", "/search/?q=ferry"])
def test_a_page_that_names_columnists_is_made_anew_when_one_is_called_otherwise(client, opinions, path):
    assert "authors" in client.get(path)["Surrogate-Key"].split()
