from datetime import timedelta

import pytest

from articles.models import Correction
from articles.publishing import workflow
from tests import world
from tests.reading.pages import links

pytestmark = pytest.mark.django_db


def test_without_corrections_the_page_says_what_will_be_there(client):
    response = client.get("/corrections/")
    assert response.status_code == 200
    assert "No corrections so far." in response.content.decode()


def test_corrections_stand_newest_first_each_with_its_story(client):
    edition = world.make_live(headline="The story in question")
    for days, text in ((3, "The older one."), (1, "The newer one.")):
        Correction.objects.create(article=edition.article, text=text, made=world.timezone.now() - timedelta(days=days))
    response = client.get("/corrections/")
    content = response.content.decode()
    assert content.index("The newer one.") < content.index("The older one.")
    assert links(response).count(edition.path) == 2


def test_corrections_of_stories_that_are_not_public_are_not_shown(client):
    withdrawn = world.make_live()
    for article in (world.make_article(), world.make_scheduled().article, withdrawn.article):
        Correction.objects.create(article=article, text="A canary of a correction.")
    workflow.withdraw(withdrawn.article, by=None)
    assert "canary" not in client.get("/corrections/").content.decode()


def test_a_correction_dated_ahead_appears_when_its_time_comes(client):
    edition = world.make_live()
    made = world.timezone.now() + timedelta(hours=1)
    Correction.objects.create(article=edition.article, text="Not yet told.", made=made)
    for path in ("/corrections/", edition.path):
        response = client.get(path)
        assert "Not yet told." not in response.content.decode()
        assert response["X-Page-Until"] == made.strftime("%a, %d %b %Y %H:%M:%S GMT")


def test_older_corrections_go_on_by_key(client):
    edition = world.make_live()
    for number in range(32):
        Correction.objects.create(article=edition.article, text=f"Number {number:02}.")
    first = client.get("/corrections/")
    older = next(href for href in links(first) if href.startswith("?before="))
    second = client.get(f"/corrections/{older}")
    shown = [item.text for response in (first, second) for item in response.context["page"].rows]
    assert shown == [f"Number {number:02}." for number in reversed(range(32))]


@pytest.mark.parametrize("number", [2, 20])
def test_any_number_of_corrections_costs_four_queries(client, django_assert_num_queries, number):
    for _place in range(number):
        Correction.objects.create(article=world.make_live().article, text="It was the other pier.")
    with django_assert_num_queries(4):
        client.get("/corrections/")


@pytest.mark.parametrize(
    ("kinds", "heading"),
    [
        (["correction"], "This story was corrected"),
        (["correction", "retraction"], "This story was retracted, in whole or in part"),
        (["update", "clarification"], None),
    ],
)
def test_what_is_grave_stands_over_the_story_and_the_rest_at_its_foot(client, kinds, heading):
    edition = world.make_live()
    for kind in kinds:
        Correction.objects.create(article=edition.article, kind=kind, text=f"A {kind}.", wrong="north", right="south")
    page = client.get(edition.path).content.decode()
    told = [page.index(f"A {kind}.</p>") for kind in kinds]
    body = page.index("story-body")
    assert all((place < body) == (heading is not None) for place in told)
    assert (page.count('id="grave-title"'), page.count('id="corrections-title"')) == ((1, 0) if heading else (0, 1))
    assert heading is None or f">{heading}</h2>" in page
    assert page.count("north</dd>") == page.count("south</dd>") == len(kinds)
