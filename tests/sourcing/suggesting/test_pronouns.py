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


def test_pronoun_behind_a_report_is_not_the_one_reported():
    found = speakers("Aled Probert gave evidence. The defendant had said that it was “fun”, he told the court.")
    assert found[-1] == "Aled Probert"


def test_woman_just_named_is_she_rather_than_somebody_of_whom_nothing_is_known():
    found = speakers("When Ifeoma Bright came, the coach told her to leave. “I still remind him,” she says.")
    assert found[-1] == "Ifeoma Bright"


def test_relative_in_passing_does_not_take_over():
    found = speakers("Ifeoma Bright said no. Her mother worked nights. “I hated it,” she said.")
    assert found[-1] == "Ifeoma Bright"


def test_relative_at_the_end_of_the_sentence_may_speak_next():
    found = speakers(
        "Donna Wragg said no. The water was black. It was cold.",
        "There was a silence, broken by Callum’s mother. “You priced it,” she said.",
    )
    assert found[-1] == "Callum's mother"


def test_name_behind_a_place_or_a_time_is_the_subject():
    assert speakers("Outside the court Issa Camara, a taxi driver, wept. “Enough,” he said.") == ["Issa Camara"]
    assert speakers("In later life Clegg ran a shop in which, he said, nothing was sold. Peter Clegg died.") == [
        "Peter Clegg"
    ]


def test_nobody_is_meant_when_two_were_spoken_of_long_ago():
    filler = "The hall was full. The lights were low. The rain fell. The bells rang. The doors were shut."
    assert speakers("Eva Stone said no. Ann Roe said yes.", filler, "Funding, she said, is “a joke”.")[-1] is None


def test_main_character_is_meant_again_after_somebody_else_spoke():
    told = ["Ifeoma Bright said she was ready."] + [f"She said round {n} was hard." for n in range(1, 7)]
    found = speakers(
        *told, "Jo Tarrant said no.", "The hall was full. The lights were low. The rain fell.", "“I am,” she said."
    )
    assert found[-1] == "Ifeoma Bright"


def test_words_behind_a_gesture_are_those_of_whoever_made_it():
    assert speakers("Ian Moss shook his head. “We never will.”") == ["Ian Moss"]
    assert speakers("The bell rang. “We never will.”") == []
