"""The diversity audit: from self-descriptions alone, small groups withheld, off unless turned on."""

import pytest
from django.urls import reverse

from articles.models import SelfDescription
from articles.sourcing.source_desk.diversity import Cell, suppressed, tables
from tests.world import make_live, make_source, make_statement, make_user

pytestmark = pytest.mark.django_db


def heard(number: int, answer: str | None, *, declined=False):
    edition = make_live()
    for _each in range(number):
        person = make_source(kind="person")
        make_statement(edition.article, source=person, words="w" * 60)
        if answer or declined:
            SelfDescription.objects.create(
                source=person, question="gender", answer=answer or "", declined=declined, consent_on="2026-01-01"
            )


@pytest.fixture
def turned_on(settings):
    settings.DIVERSITY_AUDIT = True


def gender():
    return {cell.answer: cell for cell in tables()[0].cells}


def test_it_is_off_unless_turned_on(client):
    heard(6, "woman")
    client.force_login(make_user("omar", "Editor"))
    assert tables() == []
    assert client.get(reverse("admin:articles_source_diversity")).status_code == 404


def test_declined_and_not_asked_are_counted_apart(turned_on):
    heard(6, "woman")
    heard(5, None, declined=True)
    heard(7, None)
    cells = gender()
    assert {answer: cell.sources for answer, cell in cells.items()} == {
        "woman": 6,
        "declined to say": 5,
        "not asked": 7,
    }
    assert (cells["woman"].statements, cells["woman"].articles, cells["woman"].words) == (6, 1, 60)


def test_organisations_are_nobody_s_gender(turned_on):
    make_statement(make_live().article, source=make_source(kind="organisation"))
    assert gender() == {}


def test_small_group_is_withheld_and_cannot_be_worked_out(turned_on):
    heard(2, "non-binary")
    heard(6, "man")
    heard(9, "woman")
    cells = gender()
    assert cells["non-binary"].withheld
    assert cells["man"].withheld  # the next smallest: or the sum would tell
    assert cells["woman"].sources == 9


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [([9, 8], [9, 8]), ([9, 2, 1], [9, None, None]), ([9, 7, 4], [9, None, None]), ([3], [None]), ([], [])],
)
def test_two_gaps_are_enough(numbers, shown):
    cells = [Cell(str(number), number, number, number, number) for number in numbers]
    assert [cell.sources for cell in suppressed(cells)] == shown


def test_page_is_for_those_who_may_see_answers(client, turned_on):
    heard(6, "woman")
    url = reverse("admin:articles_source_diversity")
    client.force_login(make_user("ines", "Reporter"))
    assert client.get(url).status_code == 403
    client.force_login(make_user("omar", "Editor"))
    assert "Who is heard" in client.get(url).content.decode()


def test_any_number_of_people_costs_as_many_queries(turned_on, django_assert_num_queries):
    heard(20, "woman")
    with django_assert_num_queries(2):
        tables()
