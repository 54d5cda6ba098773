"""What a reader types becomes terms; nothing typed is an error."""

import pytest

from articles.search.query import MAX_LENGTH, MAX_TERMS, Term, read_query


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("harbour strike", [Term("harbour"), Term("strike")]),
        ('"harbour master" fined', [Term("harbour master"), Term("fined")]),
        ("“harbour master” fined", [Term("harbour master"), Term("fined")]),
        ('an "open phrase', [Term("an"), Term("open phrase")]),
        ("harb*", [Term("harb", beginning=True)]),
        ("h*", [Term("h")]),
        ("*harbour", [Term("harbour")]),
        ("harbour harbour", [Term("harbour")]),
        ("C++", [Term("C++")]),
        ("", []),
        ("   \n\t ", []),
        ("*** --- \"\" '' () 🦆", []),
        ("har\x00bour", [Term("harbour")]),
        ("ميناء المدينة", [Term("ميناء"), Term("المدينة")]),
    ],
)
def test_terms_are_words_phrases_and_beginnings(typed, terms):
    assert list(read_query(typed).terms) == terms


def test_a_long_text_is_cut_at_a_word_and_says_so():
    query = read_query("harbour " * 2000)
    assert query.shortened
    assert len(query.text) <= MAX_LENGTH
    assert query.text.endswith("harbour")


def test_too_many_words_are_left_out_and_it_says_so():
    query = read_query(" ".join(f"w{number}" for number in range(40)))
    assert len(query.terms) == MAX_TERMS
    assert query.shortened


def test_a_text_that_fits_is_not_called_long():
    assert not read_query("harbour strike").shortened


def test_a_letter_with_a_combining_accent_is_the_composed_letter():
    assert read_query("cafe\u0301").text == "café"
