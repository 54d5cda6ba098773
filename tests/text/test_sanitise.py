"""Sanitising: what a body may hold, for any input, and that cleaning twice changes nothing."""

import html
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.sanitise import clean_html, clean_text, paragraphs_to_html, plain_paragraphs

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpora" / "badinput" / "xss"


@pytest.mark.parametrize(
    ("markup", "kept"),
    [
        ("<p>A <strong>b</strong></p>", "<p>A <strong>b</strong></p>"),
        ('<p style="color:red" onclick="x()">A</p>', "<p>A</p>"),
        ("<script>alert(1)</script><p>A</p>", "<p>A</p>"),
        ('<a href="javascript:alert(1)">A</a>', '<a rel="noopener">A</a>'),
        ('<a href="https://example.org/">A</a>', '<a href="https://example.org/" rel="noopener">A</a>'),
        ('<span data-statement="12">A</span>', '<span data-statement="12">A</span>'),
        ('<span data-statement="1;drop">A</span>', "<span>A</span>"),
        ('<figure data-picture="7"></figure>', '<figure data-picture="7"></figure>'),
        ('<aside data-pullquote="">A</aside>', '<aside data-pullquote="">A</aside>'),
        ('<aside data-pullquote="x">A</aside>', "<aside>A</aside>"),
        (
            '<figure data-embed="https://a.example/?b&amp;c"></figure>',
            '<figure data-embed="https://a.example/?b&amp;c"></figure>',
        ),
        ('<figure data-embed="javascript:alert(1)"></figure>', "<figure></figure>"),
        ('<div data-embed="https://a.example/">A</div>', "A"),
        ('<p dir="rtl" lang="ar">A</p>', '<p dir="rtl" lang="ar">A</p>'),
        ('<p dir="sideways">A</p>', "<p>A</p>"),
        ("<svg><script>x</script></svg><p>A</p>", "<p>A</p>"),
        ('<img src="x" onerror="alert(1)">', ""),
        ("<h1>A</h1>", "A"),
        ("A & B", "A &amp; B"),
    ],
)
def test_the_policy(markup, kept):
    assert clean_html(markup) == kept


def test_an_endless_character_reference_cannot_poison_a_page():
    from django.utils.html import urlize

    stored = clean_text("&#" + "9" * 5000 + "; and &#x" + "f" * 5000 + ";")
    assert urlize(stored)
    assert plain_paragraphs(clean_html(stored))


@given(st.text(max_size=300))
def test_cleaning_twice_changes_nothing(text):
    once = clean_html(text)
    assert clean_html(once) == once


REFERENCES = st.integers(0, 0x10FFFF + 2).map(lambda code: f"&#{code};") | st.integers(0, 0x9F).map(
    lambda code: f"&#x{code:x};"
)
MARKUP = st.lists(
    REFERENCES
    | st.sampled_from(
        [
            "<p>", "</p>", "<pre>", "</pre>", "<a href='java&#1;script:alert(1)' title='a&#7;b'>", "</a>", "<td>", "<b", "\n", "\r",
            "<span lang='e&#1;n'>", "</span>", "&#", "1;", "&amp;#1;", "&#1", "words", "<", "&",
        ]
    ),
    max_size=12,
).map("".join)  # fmt: skip


@given(MARKUP)
def test_a_reference_to_a_control_character_is_gone_at_once_and_opens_no_other_way(markup):
    once = clean_html(markup)
    assert clean_html(once) == once
    assert clean_text(once) == once
    assert "javascript:" not in once


@pytest.mark.parametrize(
    ("markup", "kept"),
    [
        ("a&#1;b", "ab"),
        ("a&#x7f;&#xFFFE;b", "ab"),
        ("<a href='java&#1;script:alert(1)'>x</a>", '<a rel="noopener">x</a>'),
        ("&amp;#1;", "&amp;#1;"),
        ("<pre>\n\n\nx\n\ny</pre>", "<pre>x\n\ny</pre>"),
    ],
)
def test_references_to_control_characters(markup, kept):
    assert clean_html(markup) == kept


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=80), max_size=5))
def test_plain_paragraphs_come_back_as_they_went_in(paragraphs):
    folded = [" ".join(text.split()) for text in paragraphs]
    wanted = [text for text in folded if text and "&#" not in text]
    if len(wanted) == len(folded):
        assert plain_paragraphs(clean_html(paragraphs_to_html(folded))) == wanted


@pytest.mark.skipif(not CORPUS.exists(), reason="the XSS collections are not beside this checkout")
def test_no_payload_of_the_collections_keeps_a_script_an_event_or_a_scheme():
    payloads = [line for name in CORPUS.glob("*.txt") for line in name.read_text("utf-8", "replace").splitlines()]
    for name in ("h5sc.json", "owasp-filter-evasion.json", "dompurify-expect.json"):
        payloads += _strings(json.loads((CORPUS / name).read_text("utf-8")))
    assert len(payloads) > 2500
    for payload in payloads:
        cleaned = clean_html(payload).lower()
        for tag in ("<script", "<svg", "<math", "<iframe", "<object", "<style", "<img", "<form", "<input"):
            assert tag not in cleaned, payload
        for fragment in cleaned.split("<")[1:]:
            attributes = fragment.split(">")[0]
            for link in re.findall(r'href="([^"]*)"', attributes):
                # As browsers read an address: tabs and line ends vanish, controls and blanks at its start too.
                address = re.sub(r"[\t\n\r]", "", html.unescape(link)).lstrip("".join(map(chr, range(0x21))))
                scheme = address.split(":", 1)[0]
                assert scheme not in {"javascript", "vbscript", "data"}, payload
            assert not any(f" on{event}=" in f" {attributes}" for event in ("click", "error", "load", "focus")), payload


def _strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
