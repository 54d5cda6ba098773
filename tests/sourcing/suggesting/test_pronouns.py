from __future__ import annotations

from articles.sourcing.suggesting import suggest
from tests.sourcing.suggesting.conversation import speakers


def test_pronoun_means_the_last_speaker():
    assert speakers("Clerk Peter Ash said no. He added that he was sorry.") == ["Peter Ash"] * 2


def test_two_people_of_different_gender_are_told_apart():
    found = speakers(
        "Nora Vale met Peter Ash. Ms Vale said no. Mr Ash said yes.", "He said it twice. She said it once."
    )
    assert found == ["Nora Vale", "Peter Ash", "Peter Ash", "Nora Vale"]


def test_spokeswoman_is_she():
    assert (
        speakers(
            "Spokesman Jo Dunn said no. Spokeswoman Al Reed said yes.", "He said it was so. She agreed that it was."
        )[2]
        == "Jo Dunn"
    )


def test_subject_of_the_sentence_before_may_be_meant():
    assert speakers("Nora Vale said no.", "Peter Ash left the room. “Never,” he said.") == ["Nora Vale", "Peter Ash"]


def test_organisation_is_it_and_group_is_they():
    assert speakers("The ministry said no. It said so twice.") == ["ministry"] * 2
    assert speakers("Residents said no. They said so twice.") == ["Residents"] * 2


def test_pronoun_with_nobody_before_it_has_no_speaker():
    assert speakers("He said no.") == [None]


def test_doubtful_pronoun_is_not_of_tier_high():
    *_, last = suggest(["Peter Ash said no. Tom Roe sat beside Mark Dunn and frowned. He said yes."])
    assert last.tier != "high"


def test_owner_of_a_source_may_be_the_next_pronoun():
    found = speakers("Thomas Ash's sister pleaded with him to stay, but he replied “I can't”. Thomas Ash left.")
    assert found[-1] == "Thomas Ash"
