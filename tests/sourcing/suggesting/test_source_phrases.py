from __future__ import annotations

import pytest

from tests.sourcing.suggesting.conversation import only


@pytest.mark.parametrize(
    ("phrase", "name", "role", "affiliation"),
    [
        ("Kremlin spokesman Dmitry Orlov", "Dmitry Orlov", "Kremlin spokesman", "Kremlin"),
        ("US Deputy Secretary of State Paul Arden", "Paul Arden", "US Deputy Secretary of State", "United States"),
        ("Foreign Minister Selim Aydin", "Selim Aydin", "Foreign Minister", None),
        ("The treasurer, Nora Vale,", "Nora Vale", "treasurer", None),
        ("Nora Vale, the treasurer,", "Nora Vale", "treasurer", None),
        ("Nora Vale, 42, the treasurer,", "Nora Vale", "treasurer", None),
        ("Louisiana's Governor Ruth Blane", "Ruth Blane", "Governor", "Louisiana"),
        ("A spokeswoman for the ministry, Olga Petrova,", "Olga Petrova", "spokeswoman", "ministry"),
        ("Claude Marais, the executive director of the Energy Agency in Paris,", "Claude Marais",
         "executive director of the Energy Agency", "Energy Agency"),
        ("pensioner Doreen Hatch", "Doreen Hatch", "pensioner", None),
        ("Gen. Tomás Arriaga", "Tomás Arriaga", None, None),
        ("Abdul Rahman bin Yusof, the mine's former safety chief,", "Abdul Rahman bin Yusof", "mine's former safety chief", "mine"),
        ("Captain Declan O'Shea", "Declan O'Shea", "Captain", None),
        ("Maria Delgado-Pruitt", "Maria Delgado-Pruitt", None, None),
        ("Dr. Martin Luther Poe Jr.", "Martin Luther Poe", None, None),
        ("Tom “Tiny” Marlow", "Tom Marlow", None, None),
        ("Ludwig van der Berg", "Ludwig van der Berg", None, None),
        ("Tom Moran, SC,", "Tom Moran", "SC", None),
    ],
)  # fmt: skip
def test_source_is_split_into_name_role_and_affiliation(phrase, name, role, affiliation):
    found = only(f"{phrase} said the bridge would close.")
    assert (found.speaker, found.affiliation) == (name, affiliation)
    assert (found.role or "").startswith(role or "")
    assert bool(found.role) == bool(role)


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("The defence ministry", "organisation"),
        ("Residents", "group"),
        ("The report", "document"),
        ("Court papers", "document"),
        ("Two people briefed on the matter", "unnamed"),
        ("A senior official", "unnamed"),
        ("The Red Cross", "organisation"),
        ("Amnesty", "person"),
    ],
)
def test_sources_without_a_persons_name_are_told_apart(phrase, kind):
    assert only(f"{phrase} said that the bridge would close.").source_kind == kind


def test_unnamed_source_keeps_the_words_it_is_described_by():
    assert (
        only("Two people briefed on the matter said the bank would close.").speaker
        == "Two people briefed on the matter"
    )
    assert (
        only("A person familiar with her thinking said she would go.").speaker == "a person familiar with her thinking"
    )
