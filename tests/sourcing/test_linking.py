"""A name in a text is matched to the sources we know: with a reason, several offered and none chosen."""

from datetime import date

import pytest

from articles.models import Role
from articles.sourcing.names import keys_of
from articles.sourcing.sweep import candidates
from articles.sourcing.sweep.linking import candidates_of_all, preselected
from tests.world import make_source

pytestmark = pytest.mark.django_db


def of(speaker, kind="person", role=None, on=None):
    return candidates({"speaker": speaker, "role": role, "affiliation": None, "source_kind": kind}, on=on)


@pytest.mark.parametrize("written", ["Ines Calder", "INES CALDER", "Dr Ines Calder", "Inés Calder", "I. Calder"])
def test_a_full_name_is_known_by_case_accents_titles_and_other_names(written):
    source = make_source(name="Ines Calder", aliases=["I. Calder"])
    make_source(name="Tom Brandt")
    (found,) = of(written)
    assert (found.source, found.exact, preselected([found])) == (source, True, source)


def test_a_surname_is_offered_and_not_chosen():
    one, two = make_source(name="Ines Calder"), make_source(name="Otto Calder")
    found = of("Calder")
    assert [candidate.source for candidate in found] == [one, two]
    assert preselected(found) is None
    assert all(candidate.why for candidate in found)


def test_two_of_one_name_are_offered_and_neither_is_chosen():
    make_source(name="Ines Calder"), make_source(name="Ines Calder")
    found = of("Ines Calder")
    assert len(found) == 2
    assert preselected(found) is None


def test_other_first_names_are_other_people_and_initials_may_be_the_same():
    source = make_source(name="Ines Calder")
    assert of("Otto Calder") == []
    assert [candidate.source for candidate in of("I Calder")] == [source]


def test_the_role_held_at_the_time_comes_first_and_says_so():
    make_source(name="Ines Calder")
    minister = make_source(name="Otto Calder")
    Role.objects.create(
        source=minister, title="harbour master", held_from=date(2020, 1, 1), held_until=date(2022, 1, 1)
    )
    first = of("Calder", role="harbour master", on=date(2021, 5, 1))[0]
    assert (first.source, first.role.title) == (minister, "harbour master")
    assert "harbour master" in first.why
    assert of("Calder", role="harbour master", on=date(2024, 5, 1))[0].role is None


def test_acronyms_find_organisations_both_ways_and_choose_none():
    source = make_source(name="United Nations", kind="organisation")
    assert "un" in keys_of(source)
    found = of("UN", "organisation")
    assert ([candidate.source for candidate in found], preselected(found)) == ([source], None)
    short = make_source(name="WFP", kind="organisation")
    assert [candidate.source for candidate in of("World Food Programme", "organisation")] == [short]


def test_a_person_is_no_organisation_and_residents_are_nobody_in_particular():
    make_source(name="Calder", kind="organisation"), make_source(name="Residents", kind="organisation")
    assert of("Calder") == []
    assert preselected(of("Residents", "group")) is None


@pytest.mark.parametrize(
    ("speaker", "kind"), [(None, None), ("", "person"), ("!!", "person"), ("an official", "unnamed")]
)
def test_nobody_is_found_for_nobody(speaker, kind):
    make_source(name="an official", kind="unnamed")
    assert of(speaker, kind) == []


def test_many_speakers_cost_the_queries_of_one(django_assert_max_num_queries):
    for number in range(30):
        Role.objects.create(source=make_source(name=f"Ines Calder{number}"), title="master")
    many = [{"speaker": f"Ines Calder{number}", "role": "master", "source_kind": "person"} for number in range(30)]
    with django_assert_max_num_queries(2):
        assert all(len(found) == 1 for found in candidates_of_all(many))
