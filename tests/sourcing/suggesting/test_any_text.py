from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.sourcing.suggesting import suggest

PIECES = st.sampled_from(
    "said told and , . : ; the The a Mr Smith Ms Jones who which that to of in by “ ” ‘ ’ \" ' ( ) – according quoting as "
    "saying he she they it report claims demands US Russia's 3,000 was not ? ! « » „ adding urged officials president "
    "“Yes.” 'no' 23-year-old -- ... `` ''".split()
)
PARAGRAPHS = st.lists(st.one_of(st.lists(PIECES, max_size=50).map(" ".join), st.text(max_size=120)), max_size=5)


@given(PARAGRAPHS)
@settings(max_examples=300, deadline=None)
def test_any_text_gives_suggestions_that_lie_inside_it(paragraphs):
    for found in suggest(paragraphs):
        assert 0 <= found.start < found.end <= len(paragraphs[found.paragraph])
        assert found.kind in {"direct", "partial", "paraphrase"}
        assert found.tier in {"high", "check", "unsure"}
        assert 0 < found.confidence < 1
        assert found.rule
        json.dumps(found.as_dict())


@given(PARAGRAPHS)
@settings(max_examples=100, deadline=None)
def test_same_text_gives_the_same_suggestions(paragraphs):
    assert suggest(paragraphs) == suggest(list(paragraphs))


@given(st.lists(PIECES, max_size=60).map(" ".join))
@settings(max_examples=200, deadline=None)
def test_quotes_are_exact(text):
    plain = "``" not in text and "''" not in text
    assert all(not plain or quote in text for found in suggest([text]) for quote in found.quotes)


SINGLE_MARKS = st.text(alphabet="'‘’ sSaAt.,“”\"n-", max_size=200)


@given(st.lists(SINGLE_MARKS, max_size=4))
@settings(max_examples=200, deadline=None)
def test_any_row_of_single_marks_and_apostrophes_is_read(paragraphs):
    for found in suggest(paragraphs):
        assert all(quote in paragraphs[found.paragraph] or "''" in "".join(paragraphs) for quote in found.quotes)


@pytest.mark.parametrize("mark", "‘’'“\"«„")
def test_mark_that_is_never_closed_does_not_swallow_the_next_paragraph(mark):
    found = suggest([f"{mark}We are leaving at once, Nora Vale said.", "Peter Ash said it was late."])
    assert (found[-1].speaker, found[-1].paragraph) == ("Peter Ash", 1)


def seconds_for(words: int) -> float:
    sentences = "‘It’s the residents’ fault,’ said Nora Vale, the clerk. She added that the boys’ dogs ‘weren’t hers’. "
    text = sentences * (words // len(sentences.split()))
    start = time.perf_counter()
    suggest([text])
    return time.perf_counter() - start


def test_paragraph_of_a_hundred_thousand_words_takes_linear_time():
    short, long = seconds_for(10_000), seconds_for(100_000)
    assert long < 100, "more than a millisecond a word"
    assert long < 25 * short


def test_hostile_length_is_read_to_its_end():
    for unit in (
        "said ",
        "“a ",
        "'a ",
        "‘a’ s’ ",
        "a's 'b ",
        "said by ",
        "was asked by ",
        "released by ",
        "of the '90s ",
        ": ‘",
        "Smith and Jones said ",
        "the man of ",
        "(",
        ", who said ",
    ):
        assert isinstance(suggest([unit * 5000]), list)
