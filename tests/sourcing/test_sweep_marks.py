"""Marks laid around passages of a body: well-formed, sanitised, and the body otherwise as it was to the byte."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.marking import Body, Passage, words_at
from articles.text.sanitise import clean_html, plain_paragraphs

MARK = re.compile(r'<span data-statement="9\d">')
PIECES = st.sampled_from(
    [
        "<p>", "</p>", "<em>", "</em>", "<a href='/x'>", "</a>", "<strong>", "</strong>", "<blockquote>", "</blockquote>",
        "<ul><li>", "</li></ul>", "<br>", "<h2>", "</h2>", "<pre>", "</pre>", "<table><tr><td>", "</td></tr></table>",
        "<figure><figcaption>", "</figcaption></figure>", '<aside data-pullquote="">', "</aside>", "<hr>", "<span>", "</span>",
        '<span data-statement="12">', '<p dir="rtl" lang="ar">', "قال الميناء", "&amp;", "&lt;", "&nbsp;", "\n", "  ", "said",
        "“We sail,” ", "a < b > c & d", "\x01", "é", "\u2028", "&#1;", "𝄞", '<a title="a > b" href="/y">',
    ]
)  # fmt: skip
MARKUP = st.lists(PIECES, max_size=25).map("".join)


def without_marks(markup: str) -> str:
    """The markup without our spans of the nineties, each with the end that belongs to it."""
    out, stack = [], []
    for piece in re.split(r"(<[^>]*>)", markup):
        if re.fullmatch(r"<span[^>]*>", piece):
            stack.append(bool(MARK.fullmatch(piece)))
            if stack[-1]:
                continue
        elif piece == "</span>" and stack.pop():
            continue
        out.append(piece)
    return "".join(out)


def words_marked(markup: str, number: int) -> str:
    """What the marks of `number` hold, each letter once, without white space: the marks may be many."""
    body = Body(markup)
    return "".join("".join(body.words_at(passage).split()) for passage in body.marks.get(number, []))


@given(st.text(max_size=80) | MARKUP)
def test_paragraphs_are_those_of_the_sanitiser(markup):
    cleaned = clean_html(markup)
    assert Body(cleaned).paragraphs == plain_paragraphs(cleaned)
    assert "".join(token.raw for token in Body(cleaned).tokens) == cleaned


@given(MARKUP, st.data())
def test_marks_change_nothing_else_and_hold_just_the_words(markup, data):
    cleaned = clean_html(markup)  # as a body is stored, and frozen
    body = Body(cleaned)
    if not body.paragraphs:
        return
    passages = []
    for number in range(90, 90 + data.draw(st.integers(1, 4))):
        paragraph = data.draw(st.integers(0, len(body.paragraphs) - 1))
        rest = len("\n".join(body.paragraphs[paragraph:]))
        start, end = sorted(data.draw(st.tuples(st.integers(0, rest), st.integers(0, rest))))
        passages.append((number, Passage(paragraph, start, end)))
    marked = body.marked(passages)
    assert without_marks(marked) == cleaned
    assert clean_html(marked) == marked
    assert plain_paragraphs(marked) == body.paragraphs
    for number, passage in passages:
        assert words_marked(marked, number) == "".join(body.words_at(passage).split())


@pytest.mark.parametrize(
    ("body", "passage", "expected"),
    [
        (
            "<p>He said <em>never</em> again &amp; left.</p>",
            Passage(0, 3, 26),
            '<p>He <span data-statement="9">said <em>never</em> again &amp; left</span>.</p>',
        ),
        (
            "<p>He <em>said never</em> again.</p>",
            Passage(0, 8, 19),
            '<p>He <em>said <span data-statement="9">never</span></em><span data-statement="9"> again</span>.</p>',
        ),
        (
            '<p>“We sail,</p>\n<p>and <a href="/x">we stay</a>,” he said.</p>',
            Passage(0, 0, 23),
            '<p><span data-statement="9">“We sail,</span></p>\n'
            '<p><span data-statement="9">and <a href="/x">we stay</a>,”</span> he said.</p>',
        ),
        (
            '<p dir="rtl">قال المدير «نبحر غدا» اليوم</p>',
            Passage(0, 11, 22),
            '<p dir="rtl">قال المدير <span data-statement="9">«نبحر غدا» </span>اليوم</p>',
        ),
        ("<p>One<br>two</p>", Passage(0, 0, 7), '<p><span data-statement="9">One<br>two</span></p>'),
        ("<p>One</p>", Passage(4, 0, 3), "<p>One</p>"),
        ("<p>One</p>", Passage(0, 2, 2), "<p>One</p>"),
    ],
)
def test_marks_are_as_few_as_well_formed_markup_allows(body, passage, expected):
    assert Body(body).marked([(9, passage)]) == expected


def test_nested_and_overlapping_statements_each_keep_all_their_words():
    text = "<p>Calder said the board had said it would close.</p>"
    marked = Body(text).marked([(7, Passage(0, 16, 31)), (8, Passage(0, 0, 45)), (9, Passage(0, 26, 40))])
    body = Body(marked)
    assert [body.words_at(passage) for passage in body.marks[8]] == ["Calder said the board had said it would close"]
    assert [body.words_at(passage) for passage in body.marks[9]] == ["said it would"]
    assert clean_html(marked) == marked


def test_a_mark_that_stands_in_the_body_is_found_where_it_stands():
    body = Body('<h2>Port</h2><p>The  board <span data-statement="12">said <b>no</b></span>.</p>')
    assert body.marks == {12: [Passage(1, 10, 17)]}
    assert words_at(body.paragraphs, body.marks[12][0]) == "said no"
    assert body.inside == [("h2",), ("p",)]


def test_deeply_nested_markup_is_marked_in_a_time_that_grows_with_its_length():
    body = Body("<p>" + "<b>" * 3000 + "deep" + "</b>" * 3000 + "</p>")
    assert body.marked([(9, Passage(0, 1, 3))]).count("<span") == 1
