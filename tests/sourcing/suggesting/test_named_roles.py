"""People meant by what they are to somebody, by an office, or by their place in the sentence before."""

from __future__ import annotations

import pytest

from tests.sourcing.suggesting.conversation import speakers


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        # somebody's deputy, lawyer, wife, named once
        (["Nora Vale said no. Her deputy, Paul Reed, said yes.", "Her deputy said it was lost."], ["Nora Vale", "Paul Reed", "Paul Reed"]),
        (["Ian Moss said no. “He will appeal,” said Eva Stone, his lawyer. His lawyer said it was late."], ["Ian Moss", "Eva Stone", "Eva Stone"]),
        (["Nora Vale and her deputy, Paul Reed, met. Her deputy laughed. “Never,” he said."], ["Paul Reed"]),
        (["Ian Moss’s wife, Ellen Moss, left. His wife said he was well."], ["Ellen Moss"]),
        # a lawyer of somebody else
        (["Barrister Tom Ellery said no.", "Ian Moss left. Mr Moss’s barrister said it was late."], ["Tom Ellery", "Mr Moss’s barrister"]),
        # offices told in passing
        (["Asked by the coroner, Hilary Voss, he wept.", "The coroner said it was sad."], ["Hilary Voss"]),
        (["The verdict of Hilary Voss, the coroner, was clear.", "The coroner said it was sad."], ["Hilary Voss"]),
        (["The former minister Ruth Askew said no.", "The minister said yes."], ["Ruth Askew", "minister"]),
        # the former, the latter, ages
        (["Ian Moss said no. Eva Stone said yes. The former said it twice."], ["Ian Moss", "Eva Stone", "Ian Moss"]),
        (["Ian Moss said no. Eva Stone said yes. The latter said it twice."], ["Ian Moss", "Eva Stone", "Eva Stone"]),
        (["Ian Moss said he was sorry.", "“I was drunk,” the 45-year-old said."], ["Ian Moss", "Ian Moss"]),
        # the one just spoken of, though nobody knows the name
        (["Eva Stone said no.", "One backbencher put it differently. “She is toast,” the MP said."], ["Eva Stone", "one backbencher"]),
        # two who speak as one
        (["Treasurer Nora Vale and clerk Ian Moss said it was safe."], ["Nora Vale and Ian Moss"]),
        (["Both Mr Moss and Ms Vale said it was late.", "Ian Moss left. Nora Vale left."], ["Ian Moss and Nora Vale"]),
        # an office told by a lead alone, and a player's place
        (["The engineer behind a fallen bridge told a court he was sorry.", "Conrad Fisk told the court it was late.", "“It was Friday,” the engineer said."], ["Conrad Fisk", "Conrad Fisk", "Conrad Fisk"]),
        (["Captain Leon Frith backed him. “We run for him,” the centre-half said."], ["Leon Frith"]),
        # a word for somebody just named, unless it was said of another or stands for an office of its own
        (["Nora Vale has kept bees since 1980. “They know me,” the apiarist-farmer said."], ["Nora Vale"]),
        (["Nora Vale shouted at the barman. “Get out,” the barman said."], ["barman"]),
        (["Nora Vale was jailed. “You are a menace,” the judge said."], ["judge"]),
        # names that are words for things, nationalities, papers and shifts
        (["Ann Roe left. Her deputy, Anselm Price, said no.", "Mr Price said it was late."], ["Anselm Price", "Anselm Price"]),
        (["The Dane Maja Krogh said it was late."], ["Maja Krogh"]),
        (["At Thursday’s press conference Krogh said it was late."], ["Krogh"]),
        (["The Sunday Herald said it was late."], ["Sunday Herald"]),
        (["A former night manager said it was late."], ["a former night manager"]),
        (["Shares fell, and the lender Keel put it on watch, citing “appetite”."], ["Keel"]),
    ],
)  # fmt: skip
def test_role_stands_for_the_person_the_text_gives_it_to(paragraphs, expected):
    assert speakers(*paragraphs) == expected


def test_deputies_of_two_women_are_not_confused():
    found = speakers(
        "Nora Vale and her deputy, Paul Reed, met.", "Eva Stone and her deputy, Tom Hill, met.", "Her deputy said no."
    )
    assert found[-1] not in ("Paul Reed", "Tom Hill")


def test_surname_that_means_a_thing_is_still_a_person():
    assert speakers("Anselm Price said no.", "Price said yes.")[-1] == "Anselm Price"
    assert speakers("Snow threatened to disrupt the trains.") == []
