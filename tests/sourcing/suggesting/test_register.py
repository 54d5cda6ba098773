from __future__ import annotations

from tests.sourcing.suggesting.conversation import speakers


def test_surname_and_title_mean_the_person_named_in_full():
    assert speakers("Clerk Peter Ash said no.", "Mr Ash said yes. Ash said yes.") == ["Peter Ash"] * 3


def test_full_name_may_come_after_the_surname():
    assert speakers("Ash said no.", "Peter Ash said yes.") == ["Peter Ash"] * 2


def test_family_name_may_stand_first():
    assert speakers("President Liu Weimin said no.", "President Liu said yes.") == ["Liu Weimin"] * 2


def test_role_alone_means_the_only_person_who_holds_it():
    assert speakers("New Orleans mayor Rob Nagle said no.", "The mayor said yes.") == ["Rob Nagle"] * 2


def test_role_held_by_two_people_is_not_resolved_to_either():
    found = speakers("Senator Ann Lee said no. Senator Tom Roe said yes.", "The senator said yes.")
    assert found[:2] == ["Ann Lee", "Tom Roe"]
    assert found[2] != "Ann Lee"


def test_acronym_in_brackets_means_the_long_name():
    found = speakers("The Korean Central News Agency (KCNA) said no.", "KCNA said yes.")
    assert found == ["Korean Central News Agency"] * 2


def test_capital_stands_for_its_government():
    assert speakers("Russia said no.", "Moscow said yes.") == ["Russia"] * 2
    assert speakers("Oslo said no.") == ["Norway"]


def test_two_people_of_one_surname_are_not_confused_when_titled():
    found = speakers("Thomas Sam said no. His wife Mary Sam said yes.", "Mrs Sam said yes.")
    assert found[-1] == "Mary Sam"


def test_senators_in_a_list_are_known_by_surname():
    found = speakers(
        "Sens. Dianne Feld (D-Calif.) and Mel Martin (R-Fla.) proposed a bill.", "“It is time,” Senator Martin said."
    )
    assert found[-1] == "Mel Martin"
