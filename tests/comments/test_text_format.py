"""Quotes, emphasis and directions in a comment's plain text; and the sanitiser, which comes last."""

import re
import time

import pytest
from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st

from articles.comments.paragraphs import quoted, to_html
from articles.text.sanitise import COMMENT_TAGS, clean_comment


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("an *old* pier", "an <em>old</em> pier"),
        ("an _old_ pier", "an <em>old</em> pier"),
        ("a **very old** pier", "a <strong>very old</strong> pier"),
        ("*Two words* (*one*), “_more_”.", "<em>Two words</em> (<em>one</em>), “<em>more</em>”."),
        ("*<b>*", "<em>&lt;b&gt;</em>"),
        ("היה *ישן* מאוד", "היה <em>ישן</em> מאוד"),
    ],
)
def test_words_between_signs_are_emphasised(text, shown):
    assert f">{shown}</p>" in to_html(text)


@pytest.mark.parametrize(
    "text",
    [
        "2*3*4",
        "2 * 3 * 4",
        "snake_case_name",
        "f***ing",
        "****",
        "a lone * or _",
        "* item one",
        "*not closed",
        "_not\nclosed_",
        "__init__",
        "5* hotel, 4* food",
        "me_you_@mail.example",
        "/usr/_lib_/x",
        "**",
        "* *",
    ],
)
def test_other_asterisks_and_lines_stay_as_typed(text):
    assert to_html(text) == f"<p>{escape(text)}</p>".replace("\n", "<br>")


@pytest.mark.parametrize("address", ["https://a.example/_x_/*y*z", "https://a.example/?a=*b*&c=_d_e"])
def test_no_emphasis_within_an_address(address):
    assert f">{escape(address)}</a>" in to_html(f"see {address} now")
    assert "<em>" not in to_html(f"see {address} now")


def test_emphasis_beside_an_address_keeps_the_address_whole():
    html = to_html("*see* https://a.example/x *now*")
    assert html.count("<em>") == 2
    assert 'href="https://a.example/x"' in html


def test_lines_with_a_bracket_are_a_quote_and_two_a_quote_within_it():
    assert (
        to_html("> They said\n>> that it was closed\n> on Monday.\nIt was not.")
        == "<blockquote><p>They said</p><blockquote><p>that it was closed</p></blockquote><p>on Monday.</p></blockquote>\n"
        "<p>It was not.</p>"
    )


def test_a_blank_line_of_a_quote_parts_its_paragraphs_and_a_blank_line_ends_it():
    assert to_html("> one\n>\n> two\n\nthree") == "<blockquote><p>one</p><p>two</p></blockquote>\n<p>three</p>"


@pytest.mark.parametrize(
    "text", [">", "> >", ">:( said the ferryman", ">= 5 knots", "a > b", ">_<", ">\n>", "->", ">>"]
)
def test_a_sign_that_quotes_nothing_is_shown(text):
    assert "&gt;" in to_html(text)


def test_deeper_quotes_stay_text_at_the_second_level():
    html = to_html(">>>> deep")
    assert html.count("<blockquote>") == 2
    assert "&gt;&gt; deep" in html


def test_links_and_emphasis_work_in_quotes():
    html = to_html("> *see* https://a.example")
    assert "<em>see</em>" in html
    assert '<a href="https://a.example" rel="nofollow ugc">' in html


def test_each_paragraph_of_a_comment_in_two_scripts_has_its_own_direction():
    html = to_html("العبّارة *متوقفة* اليوم\n\nThe ferry was late.\n\n> نعم\n\n3 – 2")
    assert html.startswith('<p dir="rtl">')
    assert '<p dir="ltr">The ferry' in html
    assert '<blockquote dir="rtl"><p dir="rtl">' in html
    assert "<p>3 – 2</p>" in html


def test_a_comment_that_runs_one_way_names_no_direction():
    assert "dir=" not in to_html("The café — opened… ‘late’.\n\n> Naïve 🚢")


SIGNS = st.lists(st.sampled_from([*"*_>ab \n<&\"'.:/א[](", "https://", "**", "\n\n", "> "]), max_size=150).map("".join)
TEXTS = SIGNS | st.text(max_size=200)
ALLOWED = re.compile(
    r'</?(?:p|em|strong|blockquote)>|<(?:p|blockquote) dir="(?:ltr|rtl)">|<br>|</a>|<a href="https?://[^"<>]*" rel="nofollow ugc">'
)


@pytest.mark.parametrize("address", ["https://_א", "https://xn--a", "https://xn--/x"])
def test_what_is_no_address_by_the_rules_for_names_stays_words(address):
    assert "<a" not in to_html(f"See {address} there")
    assert address in to_html(f"See {address} there")


@given(TEXTS)
def test_whatever_is_typed_only_our_own_markup_comes_out_and_it_is_well_formed(text):
    html = str(to_html(text))
    assert "<" not in ALLOWED.sub("", html)
    opened = []
    for closing, tag in re.findall(r"<(/?)(\w+)", html):
        if closing:
            assert opened.pop() == tag
        elif tag != "br":
            opened.append(tag)
    assert opened == []


@given(TEXTS)
def test_the_sanitiser_finds_nothing_left_to_do(text):
    html = str(to_html(text))
    assert clean_comment(html) == html


HTML_BITS = st.lists(
    st.sampled_from(
        "<p> </p> <b> <a href='javascript:1'> <a href='//x'> <a href=https://x rel=follow target=_blank> </a> <script> "
        "</script> <img src=x onerror=1> <em> </strong> <blockquote dir=up> <svg> <style> &lt; &#1; &#60; <!-- --> <br/> x "
        "<p dir=rtl style=x> <math> <pre>".split(" ")
    )
    | st.text(max_size=5)
).map("".join)


@given(HTML_BITS)
def test_the_policy_for_comments_holds_for_any_markup_and_is_idempotent(markup):
    once = clean_comment(markup)
    assert clean_comment(once) == once
    assert set(re.findall(r"<(\w+)", once)) <= COMMENT_TAGS
    assert not re.search(r"<[^>]*(?:style|target|onerror|javascript|script)", once)
    assert once.count("<a ") == once.count('rel="nofollow ugc"')


@pytest.mark.parametrize(
    "piece",
    [
        "*",
        "_",
        ">",
        "> ",
        ">>",
        "*a ",
        "*a* ",
        "_a*b_ ",
        "**a",
        "(*a",
        "\n>",
        ">\n",
        ">a\n\n",
        "* *a",
        "א *",
        " *" + "a" * 299,
        " **" + "a " * 148,
        "(_" + " " * 297,
    ],
)
def test_signs_without_end_take_time_in_proportion(piece):
    """Four times the text may take four times the time, and a little; a quadratic rule would take sixteen times."""

    def seconds(length):
        text = (piece * length)[:length]
        start = time.process_time()
        to_html(text)
        return time.process_time() - start

    assert min(seconds(5_000) for _time in range(2)) < 0.5
    short, long = (min(seconds(length) for _time in range(3)) for length in (5_000, 20_000))
    assert long < 10 * short + 0.05


def test_a_quote_to_answer_below_stands_in_front_of_its_lines():
    assert quoted("First line.\nSecond.\n\nThird.") == "> First line.\n> Second.\n>\n> Third.\n\n"


def test_of_quotes_in_a_quote_the_first_level_stays():
    assert quoted("> Ada's words\n> > older words\n>> oldest\nMine.") == "> > Ada's words\n> Mine.\n\n"


def test_a_long_quote_ends_at_a_word():
    words = quoted("harbour " * 600)
    assert len(words) < 2_010
    assert words.endswith("harbour…\n\n")
    assert len(quoted("x" * 5000)) < 2_010


@given(TEXTS)
def test_a_quote_is_shown_as_one_whatever_it_quotes(text):
    html = to_html(quoted(text) + "So it is.")
    assert html.endswith("So it is.</p>")
