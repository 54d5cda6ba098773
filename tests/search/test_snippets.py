"""Where the words of a query stand in a text: the quick way finds what looking at each word by itself finds."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from articles.search.query import read_query
from articles.search.snippets import SILENT, first_letters, marked, places_of, sought_in
from articles.search.words import WORD, fold, language_of

PIECES = [
    *"lLĺŁ9_'’-ـ́ \n\u00ad.аюЖ日本",
    "lake",
    "lakes",
    "Łódź",
    "river_",
    "l'eau",
    "éLAN",
    "ألميناء",
    "والميناء",
    "ﬁre",
    "ſtone",
]
texts = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
asked = st.lists(
    st.sampled_from(["lake", "łodz", "elan", "la*", "الميناء", "fire", "stone", "жа*", "日本", "9", "l*"]), min_size=1
)


def one_after_the_other(text, language, terms):
    return [
        (match.start(), match.end(), number)
        for match in WORD.finditer(text)
        for number, one in enumerate(sought_in(terms, language))
        if one.meets(fold(match[0]), language)
    ]


@settings(max_examples=4000)
@given(texts, asked, st.sampled_from(["en", "fr", "ar", "ru", "xx", "ja"]))
@example("ﬁre ſtone Ｌake ᴸake ⓛake", ["fire", "stone", "lake"], "en")
@example("ـl \ufe71lake", ["l*", "lake"], "en")
@example("a lake_lake Lakes", ["lake"], "en")
@example("́lake e\u0301lan", ["elan", "lake"], "fr")
def test_the_places_are_those_of_a_look_at_each_word(text, words, code):
    language, terms = language_of(code), read_query(" ".join(words)).telling
    assert places_of(text, language, terms) == one_after_the_other(text, language, terms)
    assert places_of(text, language, terms) == one_after_the_other(text, language, terms), "remembered"


def test_no_letter_is_overlooked():
    """Every letter of Unicode that is folded to one of Latin or to a digit."""
    folded = {letter: fold(letter)[:1] for letter in map(chr, range(0x30, 0x20000)) if letter.isalnum()}
    latin = {
        letter for letter, first in folded.items() if first.isascii() and first.isalnum() and ord(letter) < 0x10000
    }
    assert sorted(latin - first_letters().keys()) == []


def test_no_sign_that_says_nothing_is_overlooked():
    assert {sign for sign in map(chr, range(0x30, 0x20000)) if WORD.fullmatch(sign) and not fold(sign)} == set(SILENT)


def test_what_is_remembered_is_of_one_query_and_one_language():
    english, french = read_query("lakes"), read_query("rivers")
    for _again in range(2):
        assert marked("Lakes and rivers", "en", english) == "<mark>Lakes</mark> and rivers"
        assert marked("Lakes and rivers", "en", french) == "Lakes and <mark>rivers</mark>"
        assert marked("Lakes and rivers", "xx", read_query("lake")) == "Lakes and rivers"
        assert marked("Lakes and rivers", "en", read_query("lake")) == "<mark>Lakes</mark> and rivers"


def test_what_is_remembered_does_not_grow_for_ever(monkeypatch):
    monkeypatch.setattr("articles.search.snippets.MOST_REMEMBERED", 10)
    query = read_query("zeppelin")
    text = " ".join(f"z{'e' * number}" for number in range(1, 60)) + " zeppelins"
    assert marked(text, "en", query).endswith("<mark>zeppelins</mark>")
    assert marked(text, "en", query).endswith("<mark>zeppelins</mark>")
