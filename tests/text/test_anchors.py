"""Anchors: a passage is found again after edits, by its words, its surroundings or its likeness; or it is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.anchors import CONTEXT, LIKE_ENOUGH, Anchor, Passages, anchor_at, common_start, fold, likeness

STORY = fold(
    """The ferry left the pier at noon, said the harbour master. It carried forty people and eleven cars. The company
    had cancelled every crossing since Tuesday. Nobody was hurt when the ferry touched the pier on its return. The
    harbour master said that the pier would stay open. A spokeswoman for the union said that talks go on tonight."""
)


def anchor_of(words: str, text: str = STORY) -> Anchor:
    start = text.index(words)
    return anchor_at(text, start, start + len(words))


def found(text: str, anchor: Anchor) -> str | None:
    passages = Passages(text)
    place = passages.find(anchor)
    return passages.words_at(place) if place else None


def test_passage_is_found_where_it_stood():
    anchor = anchor_of("forty people")
    place = Passages(STORY).find(anchor)
    assert (place.start, place.end, place.exact) == (STORY.index("forty"), STORY.index(" and eleven"), True)
    assert len(anchor.before) == len(anchor.after) == CONTEXT


def test_same_words_elsewhere_are_told_apart_by_what_stands_around_them():
    second = STORY.index("the pier", STORY.index("touched"))
    place = Passages(f"At the pier, a crowd. {STORY}").find(anchor_at(STORY, second, second + len("the pier")))
    assert place.start == second + len("At the pier, a crowd. ")


@pytest.mark.parametrize(
    ("words", "edited", "now"),
    [
        (
            "forty people and eleven cars",
            ("forty people and eleven", "forty-two people and nine"),
            "forty-two people and nine cars",
        ),
        ("It carried forty people", ("carried forty", "had carried some forty"), "It had carried some forty people"),
    ],
)
def test_changed_passage_is_found_between_what_still_stands_around_it(words, edited, now):
    text = STORY.replace(*edited)
    assert found(text, anchor_of(words)) == now
    assert not Passages(text).find(anchor_of(words)).exact


def test_changed_passage_that_was_moved_is_found_by_likeness():
    moved = STORY.replace("The company had cancelled every crossing since Tuesday. ", "")
    moved += " The company has cancelled each crossing since Tuesday."
    words = found(moved, anchor_of("The company had cancelled every crossing since Tuesday"))
    assert "has cancelled each crossing since Tuesday" in words
    assert likeness("The company had cancelled every crossing since Tuesday", words) >= LIKE_ENOUGH


@pytest.mark.parametrize(
    "text", ["", "Nothing of it is left here.", STORY.replace("forty people and eleven cars", "—")]
)
def test_passage_that_is_gone_is_lost(text):
    assert found(text, anchor_of("forty people and eleven cars")) is None


def test_white_space_makes_no_difference():
    assert found(STORY.replace(". ", ".\n\n"), anchor_of("noon, said the harbour master. It carried")) is not None


def test_anchor_without_words_is_nowhere():
    assert Passages(STORY).find(Anchor("", "before", "after")) is None


def test_long_story_is_searched_quickly():
    """A hundred lost notes in a text of 100,000 characters; difflib over all of it would take minutes."""
    text = " ".join(f"Sentence number {number} says nothing new about the harbour." for number in range(2000))
    passages = Passages(text)
    for number in range(100):
        passages.find(Anchor(f"A note on words {number} that an editor took out of the harbour story again"))


words = st.lists(
    st.sampled_from("ferry pier noon union talks crossing hurt öffnen قارب 船".split()), min_size=1, max_size=30
)


@given(before=words, quote=words, after=words, inserted=st.text(max_size=200), at_end=st.booleans())
def test_text_inserted_elsewhere_never_costs_the_passage(before, quote, after, inserted, at_end):
    head, passage, tail = " ".join(before) + " ", " ".join(quote), " " + " ".join(after)
    text = head + passage + tail
    anchor = anchor_at(text, len(head), len(head) + len(passage))
    edited = f"{text} {inserted}" if at_end else f"{inserted} {text}"
    place = Passages(edited).find(anchor)
    assert place is not None
    assert place.exact
    assert Passages(edited).words_at(place) == fold(anchor.quote)


@given(before=words, after=words, inserted=words, at_end=st.booleans())
def test_passage_that_stands_once_is_found_in_its_place(before, after, inserted, at_end):
    head, tail = " ".join(before), " ".join(after)
    text = f"{head} the lighthouse keeper {tail}"
    anchor = anchor_of("the lighthouse keeper", text)
    edited = f"{text} {' '.join(inserted)}" if at_end else f"{' '.join(inserted)} {text}"
    assert Passages(edited).find(anchor).start == edited.index("the lighthouse keeper")


@given(parts=st.lists(words, min_size=2, max_size=5), inserted=words)
def test_among_equal_words_the_place_chosen_has_the_most_of_its_surroundings(parts, inserted):
    text = " sluice ".join(" ".join(part) for part in parts)
    start = text.rindex("sluice")
    anchor = anchor_at(text, start, start + 6)
    edited = f"{' '.join(inserted)} {text}"
    true = start + len(edited) - len(text)
    place = Passages(edited).find(anchor)

    def around(at: int) -> int:
        left, right = edited[max(0, at - CONTEXT) : at], edited[at + 6 : at + 6 + CONTEXT]
        return common_start(left[::-1], anchor.before[::-1]) + common_start(right, anchor.after)

    assert around(place.start) >= around(true)


@given(st.text(max_size=300), st.text(max_size=80), st.text(max_size=80), st.text(max_size=80))
def test_any_text_and_any_anchor_are_safe(text, quote, before, after):
    passages = Passages(text)
    place = passages.find(Anchor(quote, before, after))
    if place:
        assert 0 <= place.start < place.end <= len(passages.text)
