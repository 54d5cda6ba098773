"""Word and paragraph diffs: they say what changed, and both texts can be read off them again."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.text.blocks import blocks_of, picture_keys
from articles.text.diff import Change, align, paragraph_diff, word_diff, words_of
from articles.text.sanitise import clean_html

WORDS = st.sampled_from(
    ["ferry", "pier", "noon", "dusk", "“it left”", "日本語", "ไทย", "عاد", " ", "  ", "\n", ".", "it’s", "-"]
)
TEXTS = st.lists(WORDS, max_size=12).map("".join) | st.text(max_size=30)
PARAGRAPHS = st.lists(
    st.sampled_from([f"The {word} paragraph has words of its own." for word in "first second third fourth".split()])
    | TEXTS,
    max_size=7,
)


def kinds(old: list[str], new: list[str]) -> list[str]:
    return [str(paragraph.kind) for paragraph in paragraph_diff(old, new)]


def text_of(pieces, without: Change) -> str:
    return "".join(piece.text for piece in pieces if piece.kind != without)


@given(TEXTS)
def test_words_joined_are_the_text_again(text):
    assert "".join(words_of(text)) == text


@given(TEXTS, TEXTS)
def test_either_text_can_be_read_off_a_word_diff(old, new):
    pieces = word_diff(old, new)
    assert text_of(pieces, Change.ADDED) == old
    assert text_of(pieces, Change.REMOVED) == new
    assert all(one.kind != other.kind for one, other in pairwise(pieces))
    assert (old == new) == all(piece.kind == Change.SAME for piece in pieces)


def test_only_the_words_that_changed_are_marked():
    pieces = word_diff("The ferry left at noon, said Vos.", "The ferry left at midnight, said Vos.")
    assert [(piece.kind, piece.text) for piece in pieces] == [
        ("same", "The ferry left at "),
        ("removed", "noon"),
        ("added", "midnight"),
        ("same", ", said Vos."),
    ]


def test_scripts_without_spaces_are_compared_by_letter():
    pieces = word_diff("船は正午に出た", "船は夜に出た")
    assert [piece.text for piece in pieces if piece.kind != "same"] == ["正午", "夜"]


def test_endless_paragraph_is_shown_replaced_and_costs_no_time():
    old, new = ("word " * 20_000, "other " * 20_000)
    started = time.perf_counter()
    assert [piece.kind for piece in word_diff(old, new)] == ["removed", "added"]
    assert time.perf_counter() - started < 5


@given(PARAGRAPHS, PARAGRAPHS)
def test_places_of_paragraphs_rise(old, new):
    places = [place for place in align(old, new) if place is not None]
    assert places == sorted(set(places))
    assert align(old, old) == list(range(len(old)))


@settings(deadline=None)
@given(PARAGRAPHS, PARAGRAPHS)
def test_either_body_can_be_read_off_a_paragraph_diff(old, new):
    rows = paragraph_diff(old, new)
    present = [row for row in rows if row.kind not in {Change.REMOVED, Change.MOVED_AWAY}]
    assert [text_of(row.pieces, Change.REMOVED) for row in present] == new
    former = [row for row in rows if row.kind not in {Change.ADDED, Change.MOVED}]
    assert [text_of(row.pieces, Change.ADDED) for row in former] == old


def test_paragraph_that_stands_elsewhere_is_moved_and_not_lost():
    first, second, third = (f"The {word} paragraph has words of its own." for word in ("first", "second", "third"))
    assert kinds([first, second, third], [third, first, second]) == ["moved", "same", "same", "moved_away"]


def test_moved_paragraph_shows_what_changed_in_it():
    long = "The harbour master said that the ferry left the northern pier at noon."
    rows = paragraph_diff(
        [long, "A short one here.", "And another."], ["A short one here.", "And another.", long[:-5] + "one."]
    )
    (moved,) = [row for row in rows if row.kind == Change.MOVED]
    assert [piece.text for piece in moved.pieces if piece.kind != "same"] == ["noon", "one"]


def test_rewritten_paragraph_is_changed_in_place():
    assert kinds(["One.", "The ferry left."], ["One.", "It is quite another text now."]) == ["same", "changed"]


def test_paragraph_between_others_is_added():
    assert kinds(["One.", "Two."], ["One.", "New words here.", "Two."]) == ["same", "added", "same"]


@pytest.mark.parametrize(
    ("markup", "blocks"),
    [
        ("", []),
        ("<p>a</p>\n<p>b</p>", ["<p>a</p>", "<p>b</p>"]),
        ("<ul><li><p>a</p></li><li>b</li></ul><hr><p>c<br>d</p>", ["<ul><li><p>a</p></li><li>b</li></ul>", "<hr>", "<p>c<br>d</p>"]),
        ("loose <b>x</b> <i>y</i><p>a</p>tail &amp; &#62;", ["loose <b>x</b> <i>y</i>", "<p>a</p>", "tail &amp; &#62;"]),
        ('<figure data-picture="3"><figcaption>x</figcaption></figure>', ['<figure data-picture="3"><figcaption>x</figcaption></figure>']),
    ],
)  # fmt: skip
def test_body_is_cut_into_its_top_level_blocks(markup, blocks):
    assert blocks_of(markup) == blocks


@given(st.text(alphabet="<>/pbrahul &;#3x\"'=\n", max_size=60))
def test_cutting_a_sanitised_body_loses_nothing_but_white_space(text):
    markup = clean_html(text)
    assert "".join("".join(blocks_of(markup)).split()) == "".join(markup.split())


def test_pictures_are_found_in_order():
    assert picture_keys('<figure data-picture="7"></figure><p>x</p><figure lang="en" data-picture="3"></figure>') == [
        7,
        3,
    ]


def test_move_counts_for_more_than_the_same_place():
    """By its place alone the last paragraph would look rewritten into “Fine.”, and its words newly written above."""
    old = ["The ferry left at noon.", "Nobody was on the pier.", "It came back at dusk."]
    new = ["It came back at dusk.", "The ferry left at two.", "Nobody was on the pier.", "Fine."]
    assert kinds(old, new) == ["moved", "changed", "same", "moved_away", "added"]
