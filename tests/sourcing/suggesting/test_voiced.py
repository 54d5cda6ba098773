"""Cues whose object names what was said, figures put on things, and statements by post."""

from __future__ import annotations

import pytest

from articles.sourcing.suggesting import suggest
from tests.sourcing.suggesting.conversation import only, printed


@pytest.mark.parametrize(
    "text",
    [
        "Nora Vale expressed concern that the bridge would close.",
        "Nora Vale voiced serious doubts about the bridge.",
        "Nora Vale dismissed claims that the bridge was unsafe.",
        "Nora Vale brushed aside criticism that she had been slow.",
        "Nora Vale gave a warning that the bridge would close.",
        "Nora Vale made it plain that the bridge would close.",
        "Nora Vale put the cost at about £4m.",
        "Nora Vale rated the home “inadequate”.",
        "Nora Vale branded plans for a bridge “absurd”.",
        "Nora Vale calls that “nonsense”.",
        "Nora Vale remembers him as “a kind of weather”.",
        "Nora Vale told of how she had fled.",
        "Nora Vale asked to see the accounts.",
        "Nora Vale took to Facebook to say the bridge was lost.",
        "Nora Vale used her speech to accuse ministers of lying.",
        "Nora Vale stood up to say the bridge was lost.",
        "Nora Vale always used to say the bridge was lost.",
        "Nora Vale wrote on X: “No bridge for us.”",
        "“No bridge,” Nora Vale posted on Instagram.",
        "“It leaks,” quipped Nora Vale.",
        "Nora Vale told the clerk, Ian Moss, that it was late.",
        "Nora Vale told the jury of six women and six men not to read it.",
        "“It leaks,” said 61-year-old Nora Vale.",
        "The bridge, said Nora Vale, would close.",
    ],
)
def test_statement_is_found_with_its_speaker(text):
    assert only(text).speaker == "Nora Vale"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The diary records that he left at noon.", "diary"),
        ("The report puts the cost at £4m.", "report"),
        ("A report to the cabinet, published last week, puts the cost at £4m.", "report to the cabinet"),
        ("Minutes of a meeting in May record that officials had “grave doubts”.", "Minutes of a meeting"),
        ("Nobody voted, the minutes show.", "minutes"),
        ("The brochures, the jury was told, promised “an acre”.", "brochures"),
        ("Her reply, on the back of a form, says that it was late.", "her reply"),
        ("A message read to the jury said: “They will buy it.”", "message read to the jury"),
    ],
)
def test_document_speaks(text, speaker):
    assert (only(text).speaker or "").lower().removeprefix("a ") == speaker.lower().removeprefix("a ")


@pytest.mark.parametrize(
    "text",
    [
        "Nora Vale raised the flag.",
        "Nora Vale raised concerns.",
        "The agency issued a warning at 4am.",
        "Nora Vale put the book at the end of the shelf.",
        "Nora Vale gave evidence on Monday.",
        "Nora Vale asked to remain anonymous.",
        "Nora Vale, who asked us not to use her name, wept.",
        "Nora Vale made a cake.",
        "Nora Vale recalled a different beginning.",
        "She rejects that but stays.",
    ],
)
def test_act_without_words_is_no_statement(text):
    assert suggest([text]) == []


def test_reporters_own_gloss_behind_the_words_is_left_out():
    text = "Nora Vale joked that some “carry bags well”, a reference to the arrest of Ian Moss in 2019."
    assert printed(text) == ["Nora Vale joked that some “carry bags well”"]


def test_insertion_by_another_source_does_not_hide_the_subject():
    found = suggest(["Strand, the minutes say, replied that she had heard “enough”. Philippa Strand left."])
    assert {one.speaker for one in found} == {"Philippa Strand", "minutes"}
