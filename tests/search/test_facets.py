"""The results of a search can be narrowed by section, kind, year and language; each choice says how many it leads to."""

import re

import pytest

from tests.world import make_live, make_section

pytestmark = pytest.mark.django_db


def ask(client, **parameters):
    response = client.get("/search/", parameters)
    assert response.status_code == 200
    return response


def choices(response):
    return {
        facet.name: {each.value: each.count for each, _address in listed}
        for facet, listed in response.context["facets"]
    }


@pytest.fixture
def stories():
    sea = make_section(name="Sea", slug="sea")
    return [
        make_live(headline="Zeppelin one", section=sea, kind="opinion"),
        make_live(headline="Zeppelin two", section=sea, language="fr"),
        make_live(headline="Zeppelin three", section=make_section(name="Town", slug="town")),
    ]


def test_choices_count_the_stories_they_lead_to(client, stories):
    counted = choices(ask(client, q="zeppelin"))
    assert counted["section"] == {"sea": 2, "town": 1}
    assert counted["kind"] == {"news": 2, "opinion": 1}
    assert counted["language"] == {"en": 2, "fr": 1}
    assert "year" not in counted, "one year is no choice"


def test_a_choice_narrows_and_can_be_taken_back(client, stories):
    response = ask(client, q="zeppelin", section="sea")
    page = response.content.decode()
    assert [story.path in page for story in stories] == [True, True, False]
    assert choices(response)["kind"] == {"news": 1, "opinion": 1}
    without = re.search(r'<a href="([^"]*)"><span class="chosen-label">Section:', page)[1].replace("&amp;", "&")
    assert stories[2].path in client.get(f"/search/{without}").content.decode()
    both = ask(client, q="zeppelin", section="sea", kind="opinion")
    assert [result.edition.pk for result in both.context["results"]] == [stories[0].pk]


@pytest.mark.parametrize("choice", [{"kind": "gossip"}, {"year": "x"}, {"language": "\x00"}, {"section": "no such"}])
def test_a_choice_that_is_none_is_left_out(client, stories, choice):
    assert stories[0].path in ask(client, q="zeppelin", **choice).content.decode()


def test_a_choice_without_stories_helps_to_look_wider(client, stories):
    page = ask(client, q="zeppelin", section="nowhere").content.decode()
    assert "Look in all sections, kinds, years and languages" in page


def test_of_very_many_stories_the_newest_and_those_of_the_headlines_are_taken_and_it_is_said(client, monkeypatch):
    monkeypatch.setattr("articles.search.backend.MOST_HITS", 3)
    old = make_live(headline="Zeppelin at last")
    for number in range(6):
        make_live(headline=f"Story {number}", body=f"<p>A zeppelin came, number {number}.</p>")
    response = ask(client, q="zeppelin")
    page = response.content.decode()
    assert "More than 3 stories with" in page
    assert "we look at the newest 3" in page
    assert response.context["results"][0].edition.pk == old.pk, "an old headline comes before new mentions"
    assert len(response.context["results"]) == 4
