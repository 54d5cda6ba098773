"""The search page: results, order, pages, help where nothing is found, the same bytes for everyone."""

from datetime import timedelta

import pytest
from django.utils.html import escape

from articles.publishing import workflow
from tests.world import make_live, make_scheduled

pytestmark = pytest.mark.django_db


def ask(client, **parameters):
    response = client.get("/search/", parameters)
    assert response.status_code == 200
    return response, response.content.decode()


def test_a_story_is_shown_with_its_words_marked(client):
    edition = make_live(headline="Zeppelin lands", body="<p>Nobody saw the gondola at noon.</p>")
    response, page = ask(client, q="gondola")
    assert edition.path in page
    assert "<mark>gondola</mark>" in page
    assert "<title>gondola – search – " in page
    assert response["Cache-Control"].startswith("public")
    assert not response.cookies
    assert '<meta name="robots" content="noindex">' in page


def test_headline_and_standfirst_have_their_words_marked_and_everything_else_escaped(client):
    make_live(headline="Gondolas & <zeppelins> land", standfirst="A gondola at noon.", body="<p>Nobody saw it.</p>")
    _response, page = ask(client, q="gondola")
    assert "><mark>Gondolas</mark> &amp; &lt;zeppelins&gt; land</a></h3>" in page
    assert ">A <mark>gondola</mark> at noon.</p>" in page
    assert "<mark>" not in client.get("/archive/").content.decode()


def test_the_words_stay_in_the_box_escaped(client):
    typed = """"><script>alert('x')</script>"""
    _response, page = ask(client, q=typed)
    assert f'value="{escape(typed)}"' in page
    assert "<script" not in page


def test_an_empty_box_gets_advice_and_a_way_to_the_archive(client):
    make_live(headline="Zeppelin lands")
    _response, page = ask(client)
    assert "How to find a story" in page
    assert 'href="/archive/"' in page
    assert "Zeppelin lands" not in page


def test_a_search_without_hits_repeats_the_words_and_helps(client):
    edition = make_live(headline="Balloon lands")
    _response, page = ask(client, q="zeppelin tractor")
    assert "No story has “<bdi>zeppelin tractor</bdi>”" in page
    assert 'href="?q=zeppelin"' in page
    assert 'href="?q=tractor"' in page
    assert edition.path in page, "the newest stories"
    assert 'href="/archive/"' in page


@pytest.mark.parametrize("typed", ["🦆", "***", "\x00", '"""'])
def test_signs_without_words_find_nothing_and_say_so(client, typed):
    _response, page = ask(client, q=typed)
    assert "No story has" in page or "How to find a story" in page


def test_scheduled_and_withdrawn_stories_are_not_found(client):
    make_scheduled(headline="Zeppelin planned")
    workflow.withdraw(make_live(headline="Zeppelin gone").article, by=None)
    _response, page = ask(client, q="zeppelin")
    assert "Zeppelin planned" not in page
    assert "Zeppelin gone" not in page


def test_order_can_be_newest(client):
    older = make_live(headline="Zeppelin", ago=timedelta(days=3))
    newer = make_live(headline="The harbour office had a look at a zeppelin", ago=timedelta(days=1))
    page = ask(client, q="zeppelin", order="newest")[1]
    assert page.index(newer.path) < page.index(older.path)
    page = ask(client, q="zeppelin")[1]
    assert page.index(older.path) < page.index(newer.path)


def test_results_come_thirty_a_page_and_each_once(client):
    editions = {make_live(headline=f"Zeppelin {number}", ago=timedelta(hours=number + 1)).path for number in range(33)}
    first = ask(client, q="zeppelin", order="newest")[1]
    assert "q=zeppelin&amp;order=newest&amp;page=2" in first
    second = ask(client, q="zeppelin", order="newest", page=2)[1]
    on_first, on_second = ({path for path in editions if path in page} for page in (first, second))
    assert (len(on_first), len(on_second)) == (30, 3)
    assert on_first | on_second == editions
    assert 'rel="next"' not in second


@pytest.mark.parametrize("parameters", [{"page": "0"}, {"page": "x"}, {"page": "99999999999"}, {"order": "'; --"}])
def test_what_makes_no_sense_is_the_default(client, parameters):
    edition = make_live(headline="Zeppelin lands")
    assert edition.path in ask(client, q="zeppelin", **parameters)[1]


def test_a_long_text_is_searched_by_its_first_words(client):
    edition = make_live(headline="Zeppelin lands")
    _response, page = ask(client, q="zeppelin " * 1200)
    assert "looked for its first words only" in page
    assert edition.path in page


def test_the_page_says_when_it_changes_by_itself(client):
    planned = make_scheduled(ahead=timedelta(hours=2))
    response, _page = ask(client, q="zeppelin")
    assert response["X-Page-Until"].endswith("GMT")
    assert planned.live_from.strftime("%H:%M:%S") in response["X-Page-Until"]
    assert "front" in response["Surrogate-Key"].split()


def test_queries_do_not_grow_with_results(client, django_assert_num_queries):
    for number in range(2):
        make_live(headline=f"Zeppelin {number}")
    with django_assert_num_queries(6):
        ask(client, q="zeppelin")
    for number in range(18):
        make_live(headline=f"Zeppelin {number}")
    with django_assert_num_queries(6):
        ask(client, q="zeppelin")
