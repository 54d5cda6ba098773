"""Excerpts: the first sentence, and cutting at a word."""

import pytest

from articles.text.excerpt import first_sentence, shorten


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("One. Two.", "One."),
        ("“Stop.” He left.", "“Stop.”"),
        ("No end", "No end"),
        ("Is it 3.5 percent? Yes.", "Is it 3.5 percent?"),
        ("انتهى العمل. ثم عاد.", "انتهى العمل."),
    ],
)
def test_the_first_sentence(text, sentence):
    assert first_sentence(text) == sentence


def test_a_text_is_cut_at_a_word_within_the_limit():
    assert shorten("one two three four", 11) == "one two…"
    assert shorten("short", 11) == "short"
    assert len(shorten("x" * 50, 10)) == 10
