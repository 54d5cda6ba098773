"""What is taken out of a typed text before it is stored, and what is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.comments.cleaning import clean_name, clean_text, is_visible, problem_of_text


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  one\r\ntwo\rthree  ", "one\ntwo\nthree"),
        ("one\n\n\n \n\t\ntwo", "one\n\ntwo"),
        ("one\u2028two\u0085three", "one\ntwo\nthree"),
        ("nul\x00 bell\x07 c1\x9f", "nul bell c1"),
        ("cafe\u0301", "café"),
        ("<b>bold</b> & &amp; &#9999;", "<b>bold</b> & &amp; &#9999;"),
        ("a\tb", "a\tb"),
        ("👩\u200d🚀 می\u200cروم", "👩\u200d🚀 می\u200cروم"),
        ("\x00\r\n ", ""),
    ],
)
def test_text_keeps_every_word_and_loses_what_is_no_text(typed, stored):
    assert clean_text(typed) == stored


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (" Ada\n\tReader ", "Ada Reader"),
        ("Ada\u202egnp.exe", "Adagnp.exe"),
        ("\u2067آدا\u2069", "آدا"),
        ("<i>Ada</i>", "<i>Ada</i>"),
    ],
)
def test_a_name_is_one_line_that_cannot_turn_its_neighbours_around(typed, stored):
    assert clean_name(typed) == stored


@given(st.text())
def test_cleaning_twice_changes_nothing_more(typed):
    assert clean_text(clean_text(typed)) == clean_text(typed)
    assert clean_name(clean_name(typed)) == clean_name(typed)


@given(st.text())
def test_no_control_character_is_left(typed):
    assert all(
        letter.isprintable() or letter == "\n" for letter in clean_text(typed) if letter < "\u00a0" and letter != "\t"
    )


@pytest.mark.parametrize("text", ["", " \n", "\u200b\u200d", "\u3164\u115f\uffa0", "\u2800", "\u0301"])
def test_what_the_eye_does_not_see_is_no_comment(text):
    assert not is_visible(text)
    assert problem_of_text(text) == "Write your comment."


@pytest.mark.parametrize("text", ["a", "!", "👍", "٣", "好"])
def test_the_smallest_visible_text_is_a_comment(text):
    assert problem_of_text(text) == ""


def test_an_endless_run_of_accents_is_refused_without_being_sorted():
    """64 KB of accents in falling order: bringing them into NFC would take quadratic time."""
    typed = "a" + "\u0301\u0316" * 16_000
    assert clean_text(typed) == typed
    assert "has 32001 characters; the most is 5000" in problem_of_text(typed)
