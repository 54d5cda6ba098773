"""Any bytes: never an exception, each line with text accounted for once, no word lost; and in linear time."""

import re
import time

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.importing.decoding import decode
from articles.importing.readers import read_document
from articles.importing.readers.lines import text_lines

PIECES = (
    "BBC NEWS", "Ferry strike enters third week", "By Ada Finch", "Monday, June 27, 2016", "27/06/2016", "No comments:", "2 comments:",
    "Post a Comment", "Ada said...", "said...", "Ada says:", "Tom128 June 2016 at 12:40", "June 27, 2016 at 3:04 pm", "ReplyDelete",
    "Replies", "Reply", "Posted by: Ada | June 27, 2016 at 08:31 AM", "posted by ada @ 10:53 AM", "Comments", "###", "* a list item",
    "Sources", "“Quoted” — Gazette, June 27, 2016", "Read more", "Home | News | Sport", "http://example.org/", "Contact: 202/555-0142",
    "The union said on Monday that talks with the operator had broken down over pay and hours.", "He agreed.", "Photo: Jon Rask",
    "The operator said it was ready to meet the union again on Thursday in the town hall, and", "the union accepted the offer at once.",
    "", "", "قالت النقابة إن المحادثات انهارت.", "Teaser of a story that goes on...Read more", "Source: BBC News", "a  b   c     d",
)  # fmt: skip
pages = st.lists(st.sampled_from(PIECES), max_size=30).map("\n".join)
texts = st.text(max_size=400)


def words_of(text):
    return sorted(re.findall(r"\w+", text))


def check(raw):
    document = read_document(raw)
    lines = text_lines(decode(raw).text)
    assert [number for number, _ in document.accounts] == [line.number for line in lines]
    assert all(role for _, role in document.accounts)
    left = {leftover.line for leftover in document.leftovers}
    roles = dict(document.accounts)
    assert all(roles[number] in ("leftover", "several") for number in left)
    assert (document.status == "rejected") == (not document.articles)
    if document.status == "rejected":
        assert document.warnings
    return document, lines


@given(st.binary(max_size=400))
def test_any_bytes(raw):
    check(raw)


@given(texts, st.sampled_from(["utf-8", "utf-16", "utf-16-le", "utf-8-sig"]))
def test_any_text_in_any_encoding(text, encoding):
    check(text.encode(encoding, errors="replace"))


@settings(max_examples=400)
@given(pages)
def test_no_word_of_a_page_is_lost(page):
    document, lines = check(page.encode())
    kept = [leftover.text for leftover in document.leftovers]
    for article in document.articles:
        kept += [paragraph.text for paragraph in article.paragraphs]
        kept += [comment.text for comment in article.comments]
    roles = dict(document.accounts)
    whole = " ".join(kept)
    for line in lines:
        if roles[line.number] in ("paragraph", "comment", "leftover", "pull quote", "crosshead"):
            assert re.sub(r"\s+", " ", line.text) in whole


def test_a_megabyte_takes_seconds():
    paragraph = "The union said on Monday that talks with the operator had broken down over pay and hours.\n"
    for raw in (
        "".join(f"{number} {paragraph}" for number in range(10_000)).encode(),
        b"x " * 500_000,
        b"a  " * 330_000,
        ("Ada said...\n" * 80_000).encode(),
        ("HEAD\n" + paragraph + "3 comments:\n" + "A comment, and a quote “x\n" * 30_000).encode(),
    ):
        started = time.process_time()
        read_document(raw)
        assert time.process_time() - started < 12
