"""One construction of news prose at a time, in sentences of our own: who is said to speak."""

from __future__ import annotations

import pytest

from articles.sourcing.suggesting import suggest
from tests.sourcing.suggesting.conversation import only, printed, speakers


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # appositions, both ways round
        ("The treasurer, Nora Vale, said the roof was sound.", "Nora Vale"),
        ("Nora Vale (51), the treasurer, said the roof was sound.", "Nora Vale"),
        ("The treasurer – Nora Vale, 51 – said the roof was sound.", "Nora Vale"),
        ("Her counterpart at Holm Trust, Peter Ash, said he did not.", "Peter Ash"),
        ("The Conservative MP for Westport East, Nora Vale, said it was a stitch-up.", "Nora Vale"),
        ("“Of course,” said the vicar, the Rev Nora Vale.", "Nora Vale"),
        ("The captain, 29-year-old Peter Ash, said he was fit.", "Peter Ash"),
        ("The rival’s opposite number, the Australian Nora Vale, joked that she was cold.", "Nora Vale"),
        ("Prof Nora Vale, from King’s College London, who led the study, said: “We were amazed.”", "Nora Vale"),
        ("Peter Ash, an economist at Holm College who advised them, testified that it was late.", "Peter Ash"),
        ("“We go,” its ambassador to the United Nations, Peter Ash, said in New York.", "Peter Ash"),
        # subjects with a clause of their own
        ("A leaflet pushed through doors last week claims the land is sold.", "a leaflet"),
        ("Scores released by the state in August showed that reading had improved.", "Scores released by the state in August"),
        ("Detectives investigating the theft of a stag from Ardvane House said it was gone.", "Detectives"),
        ("The skipper of a boat that sank off Rathmore on Sunday said he was lucky.", "skipper of a boat"),
        ("More than half of those questioned said they would move.", "half of those questioned"),
        ("Four current and former employees described a culture of fear.", "Four current and former employees"),
        ("Campaigners fighting to save Holm's last staffed light have accused ministers of “theft”.", "Campaigners"),
        ("A letter from the board's chairman, Peter Ash, to the local MP warns that it is late.", "a letter from the board's chairman"),
        ("Engineers quoted by the agency KTA said it would hold.", "Engineers"),
        ("Haddon’s reply, sent on Monday, described the fears as “noted”.", "Haddon’s reply"),
        # inversions
        ("Said Mr Ash: “I will go.”", "Ash"),
        ("“It’s a joke,” said a second resident.", "a second resident"),
        # words that are nouns as often as verbs
        ("The Gulf states called on Iran to stop.", "Gulf states"),
        ("A tweet from the party’s account said: “We won.”", "a tweet from the party’s account"),
        ("One reviewer, less moved, wrote that it was “two hours of rope”.", "one reviewer"),
        ("The Holm festival’s jury called it “a hymn”.", "Holm festival’s jury"),
        # documents
        ("The cuts will end by June, per the filing.", "filing"),
        ("An autopsy found that he had been pushed.", "an autopsy"),
        ("A drama teacher was unfairly dismissed, a tribunal ruled yesterday.", "a tribunal"),
        # passives that name who spoke
        ("Nora Vale was asked by Peter Ash whether she knew.", "Peter Ash"),
        ("The mayor was accused by opponents of hiding the report.", "opponents"),
        ("The plan has been called “daft” by the owner’s deputy, Nora Vale.", "Nora Vale"),
        # a statement issued
        ("Nora Vale’s campaign put out a statement calling Mr Ash “a man in search of a mirror”.", "Nora Vale’s campaign"),
        ("Nora Vale has withdrawn, citing “artistic differences” with the director.", "Nora Vale"),
        # words behind a colon
        ("Mr Ash was blunt: ‘We have run out of road.’", "Ash"),
        ("Mr Ash’s message to voters: ‘Stay at home, please.’", "Ash"),
        # names
        ("“Someone knows,” said DI Vale.", "Vale"),
        ("One of them, identified only as Nurse B, said he had thrown it.", "Nurse B"),
        ("Mahbub H. asked why the lift was shut.", "Mahbub H."),
        ("Thousands of students said they would march.", "Thousands of students"),
        ("The drugmaker Calyx said it would apply.", "Calyx"),
        ("The charity Winter Watch said 9,000 had died.", "Winter Watch"),
        ("The conductor Jean-Luc de la Tour has denied the charge.", "Jean-Luc de la Tour"),
    ],
)  # fmt: skip
def test_speaker_of_a_sentence(text, speaker):
    assert only(text).speaker == speaker


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tom Hill spoke. The coach, Wasim Farooqi, has banned it. “Leave it,” he told reporters.", ["Wasim Farooqi"]),
        ("Mr Tully was asked by police where he was. “At home,” he said.", ["police", "Tully"]),
        ("Guo said his wife had begged him. “She is right,” he said.", ["Guo", "Guo"]),
        ("Lumenar said it would close. “We have no choice,” it said.", ["Lumenar", "Lumenar"]),
        ("Nora Vale and Peter Ash met. She said it was cold. He said it was hot.", ["Nora Vale", "Peter Ash"]),
        ("Perera and her colleagues met. They said it was late.", ["Perera and her colleagues"]),
        ("The captain, Nora Vale, took the blame. “That’s on me,” the defender said.", ["Nora Vale"]),
        ("Coach Luis Arriaga smiled. “We came to win,” the Spaniard said.", ["Luis Arriaga"]),
        ("Nora Vale’s bill was high. “I paid it,” she said.", ["Nora Vale"]),
        ("Ma Xiaoyan runs the festival. Ms Ma said she was surprised.", ["Ma Xiaoyan"]),
        ("“I go,” she said. “I stay,” Fergus Lyle KC told the court. Mr Lyle said no.", [None, "Fergus Lyle", "Fergus Lyle"]),
        ("The minister, Peter Ash, left. “He told me no,” Peter Ash said, according to a transcript. “I said yes.”", ["Peter Ash", "a transcript"]),
    ],
)  # fmt: skip
def test_speakers_of_several_sentences(text, expected):
    assert speakers(text) == expected


def test_one_who_reports_another_keeps_only_his_own_words():
    first, second = suggest(["The bank pledged to keep policy “loose”, the Holm news agency reported, as prices fell."])
    assert (first.speaker, second.speaker) == ("bank", "Holm")
    assert first.end < second.end


def test_claim_and_its_dismissal_have_two_speakers():
    found = suggest(["Mr Ash’s claim that the money was safe was dismissed by Ms Vale as “fantasy”."])
    assert [(one.speaker, one.quotes) for one in found] == [("Ash", []), ("Vale", ["fantasy"])]


def test_attribution_in_mid_sentence_takes_what_stands_before_it():
    assert printed("The dam, Mr Ash said, “was never safe”.") == ["The dam, Mr Ash said, “was never safe”."]
    assert printed("On Monday, Mr Ash said, “we knew”.") == ["Mr Ash said, “we knew”."]


def test_concession_opens_a_statement_of_its_own():
    assert speakers("Nora Vale said it was “a mess”, though Peter Ash called it “a triumph”.") == [
        "Nora Vale",
        "Peter Ash",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The minister tweeted a picture of a cat.",
        "At dusk they say good night.",
        "The clocks told four different times.",
        "A user labelled “Anonymous” joined.",
        "The board rejected a plan to delay the launch.",
        "The engineer requested anonymity to discuss it.",
        "Its rival maintained its “buy” rating.",
        "He read out a note in the “blue” folder.",
    ],
)
def test_acts_and_names_are_no_statements(text):
    assert suggest([text]) == []
