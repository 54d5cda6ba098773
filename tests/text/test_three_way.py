"""Two people's changes to one text: each alone comes through whole, both together lose nothing."""

from itertools import chain

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.text.three_way import merge

TEXTS = st.lists(
    st.sampled_from([f"The {word} paragraph is here." for word in "first second third fourth".split()] + ["a", "b c"]),
    max_size=6,
)
quickly = settings(deadline=None)


def side(chunks, name: str) -> list[str]:
    return list(chain.from_iterable(getattr(chunk, name) for chunk in chunks))


def settled(base, mine, theirs) -> list[str] | None:
    """The merge when nothing has to be asked, else None."""
    chunks = merge(base, mine, theirs)
    return None if any(chunk.settled is None for chunk in chunks) else list(chain(*(chunk.settled for chunk in chunks)))


@quickly
@given(TEXTS, TEXTS, TEXTS)
def test_either_side_stands_in_the_chunks_whole(base, mine, theirs):
    for began in (base, None):
        chunks = merge(began, mine, theirs)
        assert side(chunks, "mine") == mine
        assert side(chunks, "theirs") == theirs


@quickly
@given(TEXTS, TEXTS)
def test_change_of_one_side_alone_comes_through(base, changed):
    assert settled(base, changed, base) == changed
    assert settled(base, base, changed) == changed
    assert settled(base, changed, changed) == changed


def test_changes_of_different_paragraphs_are_joined():
    base = ["One stands here.", "Two stands here.", "Three stands here."]
    mine = ["One stands here, says mine.", "Two stands here.", "Three stands here."]
    theirs = ["One stands here.", "Two stands here, say they.", "Three stands here.", "Four came."]
    assert settled(base, mine, theirs) == [mine[0], *theirs[1:]]


def test_change_beside_an_addition_is_joined():
    assert settled(["The only one."], ["The only one, changed."], ["The only one.", "And another."]) == [
        "The only one, changed.",
        "And another.",
    ]


def test_paragraph_changed_by_both_is_asked_alone():
    base = ["One stands here.", "Two stands here."]
    asked = [
        chunk
        for chunk in merge(base, ["One, mine, stands here.", base[1]], ["One, theirs, stands here.", base[1]])
        if chunk.settled is None
    ]
    assert [(chunk.mine, chunk.theirs) for chunk in asked] == [
        (("One, mine, stands here.",), ("One, theirs, stands here.",))
    ]


def test_paragraph_taken_out_by_one_and_changed_by_the_other_is_asked():
    assert settled(["One here.", "Two here."], ["Two here."], ["One here, changed.", "Two here."]) is None


def test_without_a_base_every_difference_is_asked():
    chunks = merge(None, ["Same.", "Mine."], ["Same."])
    assert [chunk.settled for chunk in chunks] == [("Same.",), None]
