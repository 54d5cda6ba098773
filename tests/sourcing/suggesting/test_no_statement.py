from __future__ import annotations

import pytest

from articles.sourcing.suggesting import suggest
from tests.sourcing.suggesting.conversation import only


@pytest.mark.parametrize(
    "text",
    [
        "Nora Vale believes the bridge is safe.",
        "He was accused of theft.",
        "The men were told to leave.",
        "Nora Vale refused to say more.",
        "She wants to say thank you.",
        "The so-called “bridge of sighs” was closed.",
        "The film “The Long Way Home” opened on Friday.",
        "The storm threatened to disrupt supplies.",
        "The police found him dead.",
        "He claimed three wickets.",
        "The agents found $300,000 in a freezer.",
        "Nora Vale would not comment.",
        "The report was published on Friday.",
        "She read the letter aloud.",
        "The company reports to the board.",
        "Orders rose and claims fell.",
        "I said nothing.",
        "The film tells the story of a village that votes to leave.",
        "The minister declared three days of mourning.",
        "It is said that the house is haunted.",
        "He added the words “and Sons” to the sign.",
        "Nora Vale pleaded guilty.",
    ],
)
def test_acts_thoughts_names_and_passives_are_no_statements(text):
    assert suggest([text]) == []


def test_words_inside_a_report_are_not_a_second_statement():
    assert only("Nora Vale said officials had told her the bridge was safe.").speaker == "Nora Vale"
    assert only("Nora Vale said the bridge, which officials say is safe, would close.").speaker == "Nora Vale"


def test_nickname_and_title_are_not_among_the_quotes():
    assert only("Tom “Tiny” Marlow said the film “The Long Way Home” was “rubbish”.").quotes == ["rubbish"]


def test_scare_quotes_in_a_report_belong_to_its_speaker():
    found = only("Nora Vale urged the state to part with “terrorists”.")
    assert (found.speaker, found.kind, found.quotes) == ("Nora Vale", "partial", ["terrorists"])
