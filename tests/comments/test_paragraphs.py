"""How plain text is shown: escaped, in paragraphs and lines, with its addresses as links that earn nothing."""

import time
from html.parser import HTMLParser

import pytest
from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st

from articles.comments.links import count_links
from articles.comments.paragraphs import to_html
from articles.text.sanitise import CONTROL_CHARACTERS

LINK = '<a href="{}" rel="nofollow ugc">{}</a>'


def test_blank_lines_part_paragraphs_and_line_ends_are_kept():
    assert to_html("one\ntwo\n\nthree") == "<p>one<br>two</p>\n<p>three</p>"


def test_html_is_shown_as_text():
    assert to_html("<b>&amp;</b>") == "<p>&lt;b&gt;&amp;amp;&lt;/b&gt;</p>"


@pytest.mark.parametrize(
    ("text", "address", "shown"),
    [
        ("see https://a.example/b?c=d&e=f.", "https://a.example/b?c=d&amp;e=f", "https://a.example/b?c=d&amp;e=f"),
        ("(http://a.example/x_(y))", "http://a.example/x_(y)", "http://a.example/x_(y)"),
        ("www.a.example!", "https://www.a.example", "www.a.example"),
        ("“https://a.example”", "https://a.example", "https://a.example"),
        ("HTTPS://A.example", "HTTPS://A.example", "HTTPS://A.example"),
        ("قال https://a.example/ب اليوم", "https://a.example/ب", "https://a.example/ب"),
    ],
)
def test_a_web_address_is_a_link_without_the_punctuation_around_it(text, address, shown):
    assert LINK.format(address, shown) in to_html(text)


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "https://",
        "https://[bad",
        "http://[::1",
        "https://bank.example@evil.example/",
        "ftp://a.example",
        "data:text/html,x",
        "a@b.example",
        "www.",
    ],
)
def test_what_is_no_plain_web_address_is_no_link(text):
    assert to_html(text) == f"<p>{escape(text)}</p>"


def test_a_quotation_mark_ends_an_address_and_cannot_leave_the_attribute():
    html = to_html('https://a.example/"onmouseover="alert(1)')
    assert html == f'<p>{LINK.format("https://a.example/", "https://a.example/")}"onmouseover="alert(1)</p>'


@pytest.mark.parametrize("digits", [8, 4_301, 5_000])
def test_an_endless_character_reference_breaks_nothing(digits):
    """Django's urlize raises ValueError on it: one comment would break every page that shows it."""
    poison = f"see https://a.example/&#{'9' * digits}; and &#x{'f' * digits};"
    assert "9" * 8 in to_html(poison)
    count_links(poison)


class _Shown(HTMLParser):
    """The words that a browser shows."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.words = ""

    def handle_starttag(self, tag, attrs):
        self.words += "" if tag == "a" else "\n"

    def handle_data(self, data):
        self.words += data


MARKS = str.maketrans("", "", ">*_ \t\n")


@given(st.text(alphabet=st.sampled_from(list("ahtps:/.w()<>\"'&#9; \n@[]x*_")), max_size=80) | st.text(max_size=80))
def test_no_word_is_lost_and_none_is_added(text):
    """The signs of quotes and of emphasis may go; words are what is left without them. Control characters are no words."""
    shown = _Shown()
    shown.feed(to_html(text))
    shown.close()
    typed = CONTROL_CHARACTERS.sub("", text.replace("\r", "\n"))
    assert "".join(shown.words.translate(MARKS).split()) == "".join(typed.translate(MARKS).split())


@given(st.text(alphabet=st.sampled_from(list("ahtps:/.w()<\"'&#9; \n@[]x")), max_size=80))
def test_a_text_without_signs_of_quotes_and_emphasis_is_shown_word_for_word(text):
    shown = _Shown()
    shown.feed(to_html(text))
    shown.close()
    assert shown.words.split() == text.split()


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("none here. And none there", 0),
        ("https://a.example", 1),
        ("a.com b.net c.org/x", 3),
        ("write to me@mail.com", 1),
        ("www.a.com", 1),
        ("https://a.example https://b.example shop.xyz", 3),
        ("company.community is a word", 0),
        ("[url=http://a.example]x[/url]", 1),
    ],
)
def test_links_are_counted_with_and_without_a_scheme(text, count):
    assert count_links(text) == count


@pytest.mark.parametrize(
    "piece", ["http://", "www.", "a.com", "http://a)", "(((", "a.", "\n", "\n\n", "http://" + ")" * 999]
)
def test_no_text_of_five_thousand_characters_takes_long(piece):
    text = (piece * 5000)[:5000]
    start = time.process_time()
    to_html(text)
    count_links(text)
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    "host", ["हिन्दी.भारत", "münchen.example", "[::1]:8000", "127.0.0.1", "a_b.example:80", "xn--e1afmkfd.рф"]
)
def test_a_host_may_be_of_any_script_or_in_numbers(host):
    assert f'href="http://{host}/"' in to_html(f"http://{host}/")


@pytest.mark.parametrize(
    "host", [";URL=javascript:alert(1)", "a.example)url(javascript:alert(1)", "a%00.example", "a|b", "{x}"]
)
def test_what_no_host_may_hold_makes_no_link(host):
    assert "<a " not in to_html(f"http://{host}")
