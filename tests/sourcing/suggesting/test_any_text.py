from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.sourcing.suggesting import suggest

PIECES = st.sampled_from(
    "said told and , . : ; the The a Mr Smith Ms Jones who which that to of in by “ ” ‘ ’ \" ' ( ) – according quoting as "
    "saying he she they it report claims demands US Russia's 3,000 was not ? ! « » „ adding urged officials president "
    "“Yes.” 'no' 23-year-old -- ... `` ''".split()
)
PARAGRAPHS = st.lists(st.one_of(st.lists(PIECES, max_size=50).map(" ".join), st.text(max_size=120)), max_size=5)


@given(PARAGRAPHS)
@settings(max_examples=300, deadline=None)
def test_any_text_gives_suggestions_that_lie_inside_it(paragraphs):
    for found in suggest(paragraphs):
        assert 0 <= found.start < found.end <= len(paragraphs[found.paragraph])
        assert found.kind in {"direct", "partial", "paraphrase"}
        assert found.tier in {"high", "check", "unsure"}
        assert 0 < found.confidence < 1
        assert found.rule
        json.dumps(found.as_dict())


@given(PARAGRAPHS)
@settings(max_examples=100, deadline=None)
def test_same_text_gives_the_same_suggestions(paragraphs):
    assert suggest(paragraphs) == suggest(list(paragraphs))


@given(st.lists(PIECES, max_size=60).map(" ".join))
@settings(max_examples=200, deadline=None)
def test_quotes_are_exact(text):
    plain = "``" not in text and "''" not in text
    assert all(not plain or quote in text for found in suggest([text]) for quote in found.quotes)


def test_hostile_length_is_read_to_its_end():
    for unit in ("said ", "“a ", "'a ", "Smith and Jones said ", "the man of ", "(", ", who said "):
        assert isinstance(suggest([unit * 5000]), list)
