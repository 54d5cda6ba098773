from __future__ import annotations

import pytest

from articles.sourcing.suggesting.quotations import find_quotations


def inner(text):
    return [quotation.inner for quotation in find_quotations(text)]


@pytest.mark.parametrize(
    "text",
    [
        "“We go,” he said.", '"We go," he said.', "‘We go,’ he said.", "'We go,' he said.", "«We go,» he said.",
        "„We go,“ he said.", "„We go,” he said.", "``We go,'' he said.", "''We go,'' he said.", "“We go,\" he said.",
    ],
)  # fmt: skip
def test_every_style_of_marks_is_matched(text):
    assert inner(text) == ["We go,"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The residents' group said it wasn't O'Brien's.", []),
        ("'It wasn't the residents' fault,' she said.", ["It wasn't the residents' fault,"]),
        ("In the '90s rock 'n' roll was 'loud'.", ["loud"]),
        ("‘They’re the boys’ bikes,’ she said.", ["They’re the boys’ bikes,"]),
        ("He called it 'a mess' and 'a disgrace'.", ["a mess", "a disgrace"]),
        ("The witnesses' accounts differ, and 'no one' knows.", ["no one"]),
    ],
)
def test_apostrophes_are_no_quotation_marks(text, expected):
    assert inner(text) == expected


def test_quotation_inside_a_quotation_belongs_to_the_outer_one():
    assert inner("“He said ‘never’ to me,” she said.") == ["He said ‘never’ to me,"]
    assert inner("'He said \"never\" to me,' she said.") == ['He said "never" to me,']


def test_quotation_open_at_the_end_of_a_paragraph_is_open():
    (quotation,) = find_quotations("“We have waited nine years.")
    assert not quotation.closed
    assert quotation.inner == "We have waited nine years."


def test_forgotten_closing_mark_is_repaired_before_the_attribution():
    assert inner('"We are leaving, he said.') == ["We are leaving,"]


def test_mark_set_on_the_wrong_side_of_the_space_still_opens():
    assert inner('He said there were kits," For example, schools can help".') == [" For example, schools can help"]


def test_offsets_point_at_the_marks():
    text = "Then: “We go,” he said."
    (quotation,) = find_quotations(text)
    assert text[quotation.start : quotation.end] == "“We go,”"
