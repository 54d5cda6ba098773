from __future__ import annotations

import pytest

from articles.sourcing.suggesting.paragraphs import read_paragraph


def sentences(text):
    return [text[sentence.start : sentence.end] for sentence in read_paragraph(0, text).sentences]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Mr. Smith left. Dr. J. R. Poe stayed.", 2),
        ("Sen. Ann Lee (R-Idaho) spoke at 9 a.m. in Washington, D.C., on Monday.", 1),
        ('He said: "We go. Now." Then he left.', 2),
        ('"Why?" Mr Smith asked.', 1),
        ('"Why?" he asked. "Why now?"', 2),
        ('"We lost." Mr Smith left the room.', 2),
        ("She paid £3.50 for 1,200 of them… They laughed.", 2),
        ("The U.S. said no. It meant it.", 2),
        ("He works for Acme Inc. The company closed.", 2),
        ("www.flag.govt.nz is the site. Go there.", 2),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text, count):
    assert len(sentences(text)) == count, sentences(text)


def test_quotation_alone_is_known_as_such():
    paragraph = read_paragraph(0, "He left. “We are done.”")
    assert [sentence.is_only_quotation for sentence in paragraph.sentences] == [False, True]
