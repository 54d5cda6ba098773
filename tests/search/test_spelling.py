"""A word nobody wrote is read as the one that live stories have; what is not public is never the one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.publishing import workflow
from articles.search.spelling import distance, one_letter_away
from tests.world import make_live, make_scheduled

pytestmark = pytest.mark.django_db


def ask(client, **parameters):
    response = client.get("/search/", parameters)
    assert response.status_code == 200
    return response


@pytest.mark.parametrize("typed", ["zepelin", "zeppelinn", "zpepelin", "zeppalin", "zapelin", "ZEPELIN"])
def test_a_wrong_letter_or_two_find_the_story_and_it_is_said(client, typed):
    edition = make_live(headline="Zeppelin lands")
    response = ask(client, q=typed)
    page = response.content.decode()
    assert edition.path in page
    assert "Showing results for “<bdi>zeppelin</bdi>”" in page
    assert f"No story has “<bdi>{typed}</bdi>”" in page
    assert f'value="{typed}"' in page, "the box keeps what was typed"
    assert "<mark>Zeppelin</mark>" in page or "<mark>" not in page


def test_the_right_words_of_a_search_stay_as_they_are(client):
    edition = make_live(headline="Zeppelin lands in Westport")
    page = ask(client, q='westport "zepelin lands"').content.decode()
    assert edition.path in page
    assert "westport &quot;zeppelin lands&quot;" in page


@pytest.mark.parametrize("typed", ["zeppelin tractor", "zp", "qqqqq", "tractor"])
def test_nothing_is_guessed_where_nothing_is_near(client, typed):
    make_live(headline="Zeppelin lands")
    page = ask(client, q=typed).content.decode()
    assert "Showing results" not in page
    assert f"No story has “<bdi>{typed}</bdi>”" in page


def test_words_of_planned_and_withdrawn_stories_are_neither_offered_nor_believed(client):
    make_scheduled(headline="Quenelle planned")
    workflow.withdraw(make_live(headline="Quenette gone").article, by=None)
    for typed in ("quenele", "quenete"):
        page = ask(client, q=typed).content.decode()
        assert "Showing results" not in page
        assert "uenelle" not in page
    live = make_live(headline="Quesnelle opens")
    assert live.path in ask(client, q="quenelle").content.decode(), "a secret word is a wrong one like any other"


def test_of_words_that_are_as_near_the_more_frequent_is_meant(client):
    make_live(headline="Boats")
    for _number in range(2):
        make_live(headline="Goats")
    assert "Showing results for “<bdi>goats</bdi>”" in ask(client, q="oats").content.decode()


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("harbour", "harbour", 0),
        ("habrour", "harbour", 1),
        ("harbor", "harbour", 1),
        ("hrabuor", "harbour", 2),
        ("a", "abcd", 3),
    ],
)
def test_letters_apart_are_counted(one, other, apart):
    assert distance(one, other, 2) == apart
    assert distance(other, one, 2) == apart


def test_one_letter_away_is_a_letter_more_or_less_or_wrong_or_two_swapped():
    near = set(one_letter_away("гавань"))
    assert {"гаваньь", "гавнь", "гавонь", "гаавнь"} <= near
    assert "harbour" not in near


def plain_distance(one, other):
    """By the definition: optimal string alignment."""
    table = [[row or column for column in range(len(other) + 1)] for row in range(len(one) + 1)]
    table[0] = list(range(len(other) + 1))
    for row in range(1, len(one) + 1):
        table[row][0] = row
        for column in range(1, len(other) + 1):
            wrong = one[row - 1] != other[column - 1]
            cost = min(table[row - 1][column] + 1, table[row][column - 1] + 1, table[row - 1][column - 1] + wrong)
            if row > 1 and column > 1 and one[row - 1] == other[column - 2] and one[row - 2] == other[column - 1]:
                cost = min(cost, table[row - 2][column - 2] + 1)
            table[row][column] = cost
    return table[-1][-1]


@given(st.text("abc", max_size=9), st.text("abc", max_size=9), st.sampled_from([1, 2]))
def test_what_is_given_up_early_is_too_far(one, other, most):
    assert distance(one, other, most) == min(plain_distance(one, other), most + 1)
