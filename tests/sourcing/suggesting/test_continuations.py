from __future__ import annotations

from articles.sourcing.suggesting import suggest
from tests.sourcing.suggesting.conversation import only, who_said


def test_quoted_sentences_behind_the_attribution_belong_to_it():
    found = only("“We lost,” Nora Vale said. “We lost badly.”")
    assert found.quotes == ["We lost,", "We lost badly."]
    assert found.end == len("“We lost,” Nora Vale said. “We lost badly.”")


def test_quotation_split_by_its_cue_is_one_statement():
    assert only("“The dog,” Nora Vale said, “ate it.”").quotes == ["The dog,", "ate it."]


def test_quotation_goes_on_over_paragraphs():
    found = suggest(["Nora Vale said: “We lost.", "“We lost badly.", "“We will be back.”"])
    assert [(s.speaker, s.verb, s.paragraph) for s in found] == [
        ("Nora Vale", "said", 0), ("Nora Vale", None, 1), ("Nora Vale", None, 2),
    ]  # fmt: skip


def test_cue_at_a_paragraphs_end_introduces_the_next_one():
    assert who_said("Nora Vale put it plainly. Vale added:", "“We lost and it was our own doing.”") == [
        ("Nora Vale", "direct", "added")
    ]


def test_second_speaker_does_not_inherit_the_first_ones_words():
    found = who_said("“We lost,” Nora Vale said. “We won,” said Peter Ash. “Easily.”")
    assert found == [("Nora Vale", "direct", "said"), ("Peter Ash", "direct", "said")]


def test_quoted_paragraph_far_from_any_statement_is_left_alone():
    assert who_said(
        "“We lost,” Nora Vale said.", "The ground was empty.", "“Exit only this way please, it said there.”"
    ) == [("Nora Vale", "direct", "said")]
