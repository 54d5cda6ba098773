import pytest

from articles.text.reading_time import minutes_to_read


@pytest.mark.parametrize(("words", "minutes"), [(0, 0), (100, 0), (238, 1), (594, 2), (596, 3), (5000, 21)])
def test_words_are_read_at_238_a_minute(words, minutes):
    assert minutes_to_read("word " * words) == minutes


def test_scripts_without_spaces_are_counted_by_characters():
    assert minutes_to_read("渡" * 1428) == 3
    assert minutes_to_read("フェリー" * 357) == 3
    assert minutes_to_read("渡船" * 238 + " word" * 238) == 2
