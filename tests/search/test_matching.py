"""What readers type finds the stories they mean, in any language."""

import pytest

from tests.search.asking import found
from tests.world import make_live

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("strike", "The strikes went on."),
        ("strikes", "A strike began."),
        ('"harbour master"', "The harbour master left."),
        ("zepp*", "A zeppelin came."),
        ("ZEPPELIN", "A zeppelin came."),
        ("cafe", "The café closed."),
        ("café", "The cafe closed."),
        ("cafe\u0301", "The café closed."),
        ("O'Hara", "Then O'Hara spoke."),
    ],
)
def test_words_are_found_as_readers_type_them(words, text):
    edition = make_live(body=f"<p>{text}</p>")
    assert found(words) == [edition.pk]


@pytest.mark.parametrize(
    ("language", "words", "text"),
    [
        ("ar", "الميناء", "أغلق الميناء مساء اليوم."),
        ("ru", "гавань", "Утром гавань закрыли."),
        ("fr", "pêcheurs", "Les pêcheurs sont revenus."),
        ("hi", "बंदरगाह", "कल बंदरगाह बंद रहा।"),
        ("xx-unknown", "quorl", "The quorl came."),
        ("", "quorl", "The quorl came."),
    ],
)
def test_stories_of_any_language_are_found(language, words, text):
    edition = make_live(language=language, body=f"<p>{text}</p>")
    assert found(words) == [edition.pk]


@pytest.mark.parametrize(
    ("words", "text"),
    [('"master harbour"', "The harbour master left."), ("zep", "A zeppelin."), ("news", "A new ferry.")],
)
def test_what_was_not_asked_for_is_not_found(words, text):
    make_live(body=f"<p>{text}</p>")
    assert found(words) == []


@pytest.mark.parametrize(
    ("words", "headline"), [("AT&T", "AT&T moves out"), ("the who", "The Who play"), ("IT", "IT fails")]
)
def test_headlines_of_stop_words_are_found(words, headline):
    edition = make_live(headline=headline, standfirst="Nothing of the kind.")
    assert found(words) == [edition.pk]


def test_a_very_long_story_can_be_published_and_found():
    words = " ".join(f"w{number:x}é" for number in range(60_000))
    edition = make_live(headline="Zeppelin", body=f"<p>{words}</p>")
    assert found("zeppelin w1fé") == [edition.pk]


def test_control_characters_in_a_headline_are_no_error():
    edition = make_live(headline="Zeppelin\x02 \x03lands")
    assert found("zeppelin lands") == [edition.pk]
    assert found('"zeppelin lands"') == [edition.pk]
