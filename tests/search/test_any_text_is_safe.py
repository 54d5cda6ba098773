"""Any text is a query: no syntax of a database, no script, no length makes an error."""

from time import monotonic

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.models import Edition
from articles.search import index, quotes, speakers
from articles.search.backend import Order
from articles.search.query import read_query
from articles.search.snippets import snippet_of
from articles.search.spelling import corrected
from tests.search.asking import found
from tests.world import make_live

pytestmark = pytest.mark.django_db


NASTY = [
    '"', '""', "'", "''; DROP TABLE articles_edition; --", "NEAR(", "NEAR(a b, 3)", "a AND", "OR", "NOT", "AND OR NOT",
    "headline:zeppelin", "{headline body}: x", "^zeppelin", "zeppelin*", "* * *", "(", ")", "(((((", "a + b", "-zeppelin",
    "zeppelin & !harbour", "a <-> b", "a:*", "':*", "\\", "\\'", "%s", "%(x)s", "%", "{}", "{query}", "\x00", "a\x00b",
    "\x1f", "\u2028", "\ud800", "🦆", "👩‍👩‍👧‍👦 zeppelin", "z" * 10_000, "zeppelin " * 2_000, "а" * 500, "C++", "C#", ".NET", "$$",
    "the", "and the of", "1", "-1", "1.5e10", "http://example.org/a?b=c", "a@b.example", "/etc/passwd", "x" * 199 + "*", "٣",
    "ﬁ", "İ", "ß", "\u0301", "\u0301*", "ا" * 300, "\u202e", "a b c d e f g h i j k l m n o p q r s t u v w x y z",
]  # fmt: skip


@pytest.mark.parametrize("typed", NASTY)
@pytest.mark.parametrize("order", Order.values)
def test_no_query_is_an_error(typed, order):
    edition = make_live(headline="Zeppelin lands")
    query = read_query(typed)
    found = index.search(Edition.objects.live(), query, order=order)
    snippet_of(edition.body_text, edition.language, query)
    assert {hit.edition_id for hit in found.hits} <= {edition.pk}


def test_syntax_of_the_database_means_nothing():
    make_live(headline="Zeppelin lands")
    assert found("headline:zeppelin") == []
    assert found("zeppelin OR tractor") == []
    assert found("zeppelin NOT tractor") == []


def test_a_snippet_is_escaped_with_the_words_marked():
    body = "<p>Filler first.</p><p>She wrote &lt;script&gt;alert(1)&lt;/script&gt; a zeppelin came &amp; zeppelins all.</p>"
    edition = make_live(body=body)
    snippet = snippet_of(edition.body_text, edition.language, read_query("zeppelin"))
    assert "<mark>zeppelin</mark>" in snippet
    assert "<mark>zeppelins</mark>" in snippet
    assert "<script" not in snippet
    assert "&amp;" in snippet


SIGNS = st.text(alphabet="*\"'()&|!:<->^\\%{}[]+-,.;~@#$=", max_size=60)
ANYTHING = st.text(alphabet=st.characters(), max_size=80)  # with NUL, half a surrogate pair, every script
LONG = st.builds(
    lambda piece, times: (piece * times)[:10_000],
    st.text(st.characters(), min_size=1, max_size=20),
    st.integers(1, 10_000),
)
SLOW = 0.5  # seconds: an answer takes a hundredth of that here; what grows with the square of its length takes far more


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=SIGNS | ANYTHING | LONG)
def test_any_text_of_any_length_is_answered_soon(typed):
    """As from a program: a browser sends no half of a surrogate pair, and Django reads none out of an address."""
    edition = make_live(headline="Zeppelin lands")
    began = monotonic()
    query = read_query(typed)
    for order in Order.values:
        assert {hit.edition_id for hit in index.search(Edition.objects.live(), query, order=order).hits} <= {edition.pk}
    corrected(query, Edition.objects.live())
    snippet_of(edition.body_text, edition.language, query)
    at = timezone.now()
    quotes.find(query, None, order=Order.RELEVANCE, page=1, size=30, at=at)
    speakers.speaker_called(query.text, at)
    speakers.speakers_like(query.text, at)
    speakers.speakers_spelt_like(query.text, at)
    assert monotonic() - began < SLOW
    edition.delete()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=60) | st.text(alphabet="aé*\"'()&|!:<->^\\ ː%0ا", max_size=30))
def test_any_string_is_a_search_of_every_kind(client, typed):
    for parameters in (
        {"q": typed},
        {"q": typed + "*", "order": "newest"},
        {"q": typed, "in": "quotes"},
        {"speaker": typed},
    ):
        assert client.get("/search/", parameters).status_code == 200
    assert client.get("/archive/", {"text": typed}).status_code == 200
