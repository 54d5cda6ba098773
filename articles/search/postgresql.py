"""Search on PostgreSQL: a stored tsvector and a GIN index, beside the editions. Its SQL is written here and in table.py.

A text is cut into words by the rules of its own language. Accents do not matter: a text that has any is indexed with
and without them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.safestring import SafeString

from articles.search import backend, snippets
from articles.search.backend import Document
from articles.search.query import Query, Term
from articles.search.table import TABLE, TableBackend

# A query is read by the rules of each of these. To add a language, add a line and run `rebuild_search`.
CONFIGURATIONS = {
    "ar": "arabic",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "ru": "russian",
}
OTHER_LANGUAGES = "simple"  # whole words, no stemming
MAX_HEADLINE_TEXT = 20_000  # characters in which a snippet is looked for, about 3,500 words
CREATE = f"""
CREATE TABLE {TABLE} (edition_id bigint PRIMARY KEY, configuration text NOT NULL, words tsvector NOT NULL);
CREATE INDEX {TABLE}_words ON {TABLE} USING gin (words);
"""
VECTOR = """
setweight(to_tsvector(%(configuration)s::regconfig, %(headline)s), 'A')
|| setweight(to_tsvector(%(configuration)s::regconfig, %(standfirst)s), 'B')
|| setweight(to_tsvector(%(configuration)s::regconfig, %(body)s), 'D')
|| setweight(to_tsvector(%(configuration)s::regconfig, %(plain_headline)s), 'A')
|| setweight(to_tsvector(%(configuration)s::regconfig, %(plain_standfirst)s), 'B')
|| setweight(to_tsvector(%(configuration)s::regconfig, %(plain_body)s), 'D')
|| setweight(to_tsvector('simple', %(headline)s || ' ' || %(plain_headline)s), 'A')
|| setweight(to_tsvector('simple', %(standfirst)s || ' ' || %(plain_standfirst)s), 'B')
"""
PUT = f"""
INSERT INTO {TABLE} (edition_id, configuration, words) VALUES (%(edition_id)s, %(configuration)s, {VECTOR})
ON CONFLICT (edition_id) DO UPDATE SET configuration = excluded.configuration, words = excluded.words
"""
# The weights of D, C, B, A. 1: divided by the logarithm of the length, so that a long text does not win by length.
RANK = (
    f"ts_rank('{{{backend.BODY_WEIGHT / 10}, {backend.BODY_WEIGHT / 10}, {backend.STANDFIRST_WEIGHT / 10}, "
    f"{backend.HEADLINE_WEIGHT / 10}}}', words, wanted.query, 1)"
)
# Each text by the rules of its own language only: the cost of a headline grows steeply with what it looks for.
SNIPPETS = f"""
SELECT found.edition_id, ts_headline(
    found.configuration::regconfig, left(edition.body_text, {MAX_HEADLINE_TEXT}), ({{query}}), %s
) FROM {TABLE} found JOIN articles_edition edition ON edition.id = found.edition_id
WHERE found.edition_id = ANY(%s)
"""
SNIPPET_OPTIONS = (
    f"StartSel={snippets.START}, StopSel={snippets.STOP}, MaxWords={backend.SNIPPET_WORDS}, "
    f"MinWords={backend.SNIPPET_WORDS // 2}, ShortWord=0, MaxFragments=2, "
    f'FragmentDelimiter=" {snippets.ELLIPSIS} "'
)


class PostgresqlBackend(TableBackend):
    key = "edition_id"
    definition = CREATE
    rank = RANK

    def put(self, connection: BaseDatabaseWrapper, documents: Sequence[Document]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(PUT, [row_of(document) for document in documents])

    def delete(self, connection: BaseDatabaseWrapper, edition_ids: Iterable[int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {TABLE} WHERE edition_id = ANY(%s)", [list(edition_ids)])

    def optimise(self, connection: BaseDatabaseWrapper) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT gin_clean_pending_list('{TABLE}_words'::regclass)")
            cursor.execute(f"ANALYZE {TABLE}")

    def hit(self, query: Query, rank: str) -> tuple[str, list[str]]:
        wanted, words = tsquery_of(query)
        # MATERIALIZED: without it, a query with few hits walks the whole index of dates (0.4 s at 100,000 editions).
        return (
            f"wanted AS MATERIALIZED ({wanted}), hit AS MATERIALIZED "
            f"(SELECT edition_id AS id, {rank} AS rank FROM {TABLE}, wanted WHERE words @@ wanted.query)"
        ), words

    def snippets(
        self, connection: BaseDatabaseWrapper, edition_ids: Sequence[int], query: Query
    ) -> dict[int, SafeString]:
        expressions, words = readings(query, ["found.configuration::regconfig"])
        wanted = " || ".join(f"({expression})" for expression in expressions)
        with connection.cursor() as cursor:
            cursor.execute(SNIPPETS.format(query=wanted), [*words, SNIPPET_OPTIONS, list(edition_ids)])
            return {pk: snippets.as_html(text) for pk, text in cursor.fetchall()}


def row_of(document: Document) -> dict[str, str | int]:
    texts = {"headline": document.headline, "standfirst": document.standfirst, "body": document.body}
    plain = {f"plain_{name}": without_accents(text) for name, text in texts.items()}
    return {
        "edition_id": document.edition_id,
        "configuration": CONFIGURATIONS.get(document.language.partition("-")[0].lower(), OTHER_LANGUAGES),
        **texts,
        # Nothing twice: where there are no accents, the second vector is empty.
        **{name: "" if text == texts[name.removeprefix("plain_")] else text for name, text in plain.items()},
    }


def tsquery_of(query: Query) -> tuple[str, list[str]]:
    """A SELECT of one tsquery, `query`, with its parameters: every term, by the rules of any one language.

    Languages mostly agree about a word, so each reading is taken once; NULL when all words are ones that none keeps.
    """
    configurations = [f"'{name}'" for name in (*CONFIGURATIONS.values(), OTHER_LANGUAGES)]
    rows, parameters = readings(query, configurations)
    values = ", ".join(f"({row})" for row in rows)
    return (
        "SELECT string_agg(DISTINCT '(' || reading.words::text || ')', ' | ')::tsquery AS query "
        f"FROM (VALUES {values}) AS reading (words) WHERE numnode(reading.words) > 0"
    ), parameters


def readings(query: Query, configurations: Iterable[str]) -> tuple[list[str], list[str]]:
    """Expressions of type tsquery, one for each configuration with and without accents, and their parameters."""
    plain = tuple(Term(without_accents(term.words), term.beginning) for term in query.terms)
    expressions: list[str] = []
    parameters: list[str] = []
    for terms in dict.fromkeys([query.terms, plain]):
        for configuration in configurations:
            expressions.append(" && ".join(expression(term, configuration) for term in terms))
            parameters += [words for term in terms for words in [term.words] * (3 if term.beginning else 1)]
    return expressions, parameters


def expression(term: Term, configuration: str) -> str:
    """`term` as a tsquery. Its words reach PostgreSQL as a parameter (thrice for a beginning), and its parser reads them."""
    phrase = f"phraseto_tsquery({configuration}, %s)"
    if not term.beginning:
        return phrase
    # The text of a tsquery is its own syntax, quoted where it must be; the star belongs to its last word.
    return f"(CASE WHEN numnode({phrase}) = 0 THEN {phrase} ELSE ({phrase}::text || ':*')::tsquery END)"


def without_accents(text: str) -> str:
    """`text` without the accents of Latin, Greek and Cyrillic letters and Arabic vowel signs; other marks are letters."""
    decomposed = unicodedata.normalize("NFD", text)
    kept = (sign for sign in decomposed if not ("\u0300" <= sign <= "\u036f" or "\u064b" <= sign <= "\u0652"))
    return unicodedata.normalize("NFC", "".join(kept))
