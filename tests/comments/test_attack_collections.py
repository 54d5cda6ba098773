"""Every payload of the collections, as text and as name, is words: two HTML5 parsers find only what we write ourselves."""

from html import unescape

import nh3
import pytest
from django.template.loader import render_to_string
from django.utils.html import escape

from articles.comments.cleaning import clean_name, clean_text
from articles.comments.paragraphs import to_html
from articles.models import Comment
from tests.comments.attacks import collected
from tests.comments.test_inert_markup import markup_in

OURS = {"p": set(), "br": set(), "a": {"href", "rel"}}
# The frame of one comment, with what attributes each of its elements may have.
ALLOWED = {tag: {"class", "id", "dir", "lang"} for tag in "article header h2 h3 h4 p br div span ul li ol".split()} | {
    "bdi": set(),
    "time": {"datetime"},
    "a": {"href", "rel", "class", "id", "data-act"},
    "q": {"dir"},
    "span": {"class", "aria-hidden"},
    "article": {"class", "id", "aria-labelledby", "lang", "dir"},
    "blockquote": {"class", "dir", "lang"},
    "em": set(),
    "strong": set(),
}


def removed_by_a_parser(html: str) -> bool:
    """Whether html5ever, a browser's parser, finds anything in `html` that is not of OURS. Changes of spelling apart."""
    schemes = {"http", "https"}
    attributes = {"a": {"href", "rel"}, "p": {"dir"}, "blockquote": {"dir"}}
    kept = nh3.clean(html, tags=set(ALLOWED), attributes=attributes, url_schemes=schemes, link_rel=None)
    return unescape(kept) != unescape(html)


def alien(html: str) -> list[tuple[str, dict]]:
    return [
        (tag, attributes)
        for tag, attributes in markup_in(html)
        if not set(attributes) <= ALLOWED.get(tag, {"no such element"})
        or tag not in ALLOWED
        or (
            tag == "a" and not attributes.get("href", "").lower().startswith(("http://", "https://", "/comments/", "#"))
        )
    ]


def test_the_parsers_see_what_is_not_escaped():
    assert removed_by_a_parser("<p>a<script>alert(1)</script></p>")
    assert removed_by_a_parser('<p><a href="javascript:alert(1)" rel="nofollow ugc">x</a></p>')
    assert removed_by_a_parser("<p>a<!-- b --></p>")
    assert alien("<p><svg/onload=alert(1)></p>")
    assert alien('<bdi class="x">a</bdi>')


def test_most_of_the_collections_is_dangerous_when_it_is_not_escaped():
    """The positive control: the same look at the same payloads, raw, finds something in more than half of them."""
    payloads = collected().values()
    assert len(payloads) > 3000
    assert sum(removed_by_a_parser(f"<p>{payload}</p>") for payload in payloads) > len(payloads) / 2


def test_no_payload_becomes_anything_but_text_and_links():
    payloads = collected()
    assert [key for key, text in payloads.items() if removed_by_a_parser(to_html(clean_text(text)))] == []
    assert [key for key, text in payloads.items() if removed_by_a_parser(f"<p>{escape(clean_name(text))}</p>")] == []


def test_cleaning_loses_no_character_that_can_be_seen():
    """Escaped when shown, never stripped when stored: whoever writes about HTML finds it again."""
    for key, text in collected().items():
        if text.isascii() and text.isprintable():
            assert clean_text(text) == text.strip(), key


@pytest.mark.django_db
def test_no_comment_is_framed_by_elements_of_its_writer():
    conversation = {
        "public_id": "abcdefgh",
        "is_open": True,
        "all_url": "/comments/abcdefgh/",
        "post_url": "/comments/abcdefgh/post/",
    }
    strange = {}
    for number, (key, payload) in enumerate(collected().items(), 1):
        name = clean_name(payload)[:80]
        words = {"author_name": name, "text": clean_text(payload), "passage": clean_text(payload)[:500], "badge": ""}
        comment = Comment(pk=number, thread_id=1, parent_id=2, posted=None, recommendations=1, **words)
        comment.answers_name, comment.answers_status, comment.imported = name, "approved", False
        html = render_to_string("comments/_comment.html", {"comment": comment, "comments": conversation})
        if found := alien(html):
            strange[key] = found
    assert strange == {}
