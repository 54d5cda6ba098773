"""Search on PostgreSQL: stored tsvectors with GIN indexes, and trigrams of words. Its SQL is written here and in table.py.

The vectors are written of lexemes by us; PostgreSQL's own parser and dictionaries are not asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from articles.search import backend
from articles.search.backend import FROM_HEADLINES, MOST_HITS, Document, Order
from articles.search.matching import Form, Wanted, sign
from articles.search.table import TABLE, WORDS, TableBackend, run

LAST_PLACE = 16_383  # a tsvector knows no higher place
MOST_PLACES = 255  # of one lexeme
GAP = 20  # places between two texts: no phrase goes over them
BLOCK = (
    1_000  # keys of editions that share a sign, by which the newest hits are asked of a GIN index, which has no order
)
MOST_BLOCKS = 64  # asked for at once
# `words` is everything but what was said, `heads` the headline and the standfirst again, small enough to look into.
CREATE = {
    TABLE: f"""
CREATE TABLE {TABLE} (
    edition_id bigint PRIMARY KEY, words tsvector NOT NULL, heads tsvector NOT NULL, said tsvector NOT NULL
);
CREATE INDEX {TABLE}_words ON {TABLE} USING gin (words);
CREATE INDEX {TABLE}_heads ON {TABLE} USING gin (heads);
CREATE INDEX {TABLE}_said ON {TABLE} USING gin (said);
""",
    WORDS: f"""
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE TABLE {WORDS} (word text COLLATE "C" PRIMARY KEY);
CREATE INDEX {WORDS}_trigrams ON {WORDS} USING gin (word gin_trgm_ops);
""",
}
PUT = f"""
INSERT INTO {TABLE} (edition_id, words, heads, said) VALUES (%s, %s::tsvector, %s::tsvector, %s::tsvector)
ON CONFLICT (edition_id) DO UPDATE SET words = excluded.words, heads = excluded.heads, said = excluded.said
"""
# In their order, so that two who publish at once wait for each other and never both.
PUT_WORDS = f"INSERT INTO {WORDS} (word) SELECT unnest(%s::text[]) ON CONFLICT DO NOTHING"
# The weights of D, C, B, A. 1: divided by the logarithm of the length, so that a long text does not win by length.
RANK = (
    f"ts_rank('{{{backend.SAID_WEIGHT / 10}, {backend.BODY_WEIGHT / 10}, {backend.STANDFIRST_WEIGHT / 10}, "
    f"{backend.HEADLINE_WEIGHT / 10}}}', words, wanted.query, 1)"
)
TIER = f"""
SELECT * FROM (
    SELECT edition.id, {{tier}}, edition.section_id, edition.kind, edition.language, edition.first_published
    FROM (SELECT %s::tsquery AS query, %s::tsquery AS top) wanted CROSS JOIN {TABLE} found
    CROSS JOIN ({{editions}}) edition
    WHERE found.{{column}} @@ wanted.query AND edition.id = found.edition_id ORDER BY edition.id DESC LIMIT %s
) tier_{{column}}
"""


class PostgresqlBackend(TableBackend):
    key = "edition_id"
    definition = CREATE

    def put(self, connection: BaseDatabaseWrapper, documents: Sequence[Document]) -> None:
        spelt = sorted(set[str]().union(*(item.spelt for item in documents)))
        with connection.cursor() as cursor:
            cursor.executemany(PUT, [row_of(document) for document in documents])
            cursor.execute(PUT_WORDS, [spelt])

    def delete(self, connection: BaseDatabaseWrapper, edition_ids: Iterable[int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {TABLE} WHERE edition_id = ANY(%s)", [list(edition_ids)])

    def optimise(self, connection: BaseDatabaseWrapper) -> None:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            # The time a page may take is too short for this.
            cursor.execute("SET LOCAL statement_timeout = 0")
            for column in ("words", "heads", "said"):
                cursor.execute(f"SELECT gin_clean_pending_list('{TABLE}_{column}'::regclass)")
            cursor.execute(f"SELECT gin_clean_pending_list('{WORDS}_trigrams'::regclass)")
            cursor.execute(f"ANALYZE {TABLE}")
            cursor.execute(f"ANALYZE {WORDS}")

    def some(self, wanted: Wanted, limit: int) -> tuple[str, list]:
        # The query comes from a table: how many it fits is not guessed at, so the index is used for common words too.
        return (
            f"SELECT edition_id AS id FROM (SELECT %s::tsquery AS query) wanted CROSS JOIN {TABLE} "
            f"WHERE {column_of(wanted)} @@ wanted.query LIMIT {limit:d}"
        ), [tsquery_of(wanted)]

    def ranked(self, wanted: Wanted, order: str) -> tuple[str, list]:
        rank = RANK if order == Order.RELEVANCE else "0.0"
        return (
            f"ranked AS MATERIALIZED (SELECT id, {rank} AS rank FROM (SELECT %s::tsquery AS query) wanted CROSS JOIN met "
            f"JOIN {TABLE} ON edition_id = id WHERE (SELECT count(*) FROM met) <= {MOST_HITS})"
        ), [tsquery_of(wanted)]

    def most_fitting(
        self, connection: BaseDatabaseWrapper, editions: tuple[str, tuple], wanted: Wanted, order: str, met: tuple
    ) -> list[tuple]:
        """Two queries, three when the newest editions hold the words less often than those met first."""
        if not wanted.signs:
            oldest, latest = met
            newest = run(connection, f"SELECT max(edition_id) FROM {TABLE}", [])[0][0]
            # So many hold as many hits as are ranked, if they are as frequent as they were among those met first.
            blocks = min(MOST_BLOCKS, 2 + (latest - oldest) * 3 // 2 // BLOCK)
            rows = self.tiers(connection, editions, wanted, order, (newest, blocks))
            if len(rows) >= MOST_HITS // 2 or blocks * BLOCK > newest:
                return rows
        # What is narrowed to one section or year may be anywhere, and is not so much.
        return self.tiers(connection, editions, wanted, order, None)

    def tiers(
        self,
        connection: BaseDatabaseWrapper,
        editions: tuple[str, tuple],
        wanted: Wanted,
        order: str,
        window: tuple[int, int] | None,
    ) -> list[tuple]:
        """The newest hits, and those of the headlines, within the newest blocks of keys that `window` says. One query."""
        query, top = tsquery_of(wanted), tsquery_of(wanted, weight="A")

        def windowed(times: int) -> str:
            return within(query, window[0], min(MOST_BLOCKS, times * window[1])) if window else query

        pieces = [TIER.format(tier="0.0", column=column_of(wanted), editions=editions[0])]
        parameters = [windowed(1), top, *editions[1], MOST_HITS]
        if order == Order.RELEVANCE and not wanted.said:
            rank = "CASE WHEN found.heads @@ wanted.top THEN 2.0 ELSE 1.0 END"
            pieces.append(TIER.format(tier=rank, column="heads", editions=editions[0]))
            parameters += [windowed(4), top, *editions[1], FROM_HEADLINES]
        return run(connection, " UNION ALL ".join(pieces), parameters)

    def matching(self, wanted: Wanted, editions: str) -> tuple[str, list]:
        return (
            f"SELECT edition.id FROM ({editions}) edition JOIN {TABLE} found ON found.edition_id = edition.id "
            f"WHERE found.{column_of(wanted)} @@ %s::tsquery"
        ), [tsquery_of(wanted)]

    def spelt_alike(
        self, connection: BaseDatabaseWrapper, words: Sequence[str], near: Sequence[str], *, limit: int
    ) -> set[str]:
        pieces = [f"SELECT word FROM {WORDS} WHERE word = ANY(%s)"]
        parameters: list[list[str] | str] = [list(near)]
        for word in words:
            pieces.append(
                f"(SELECT word FROM {WORDS} WHERE word %% %s ORDER BY similarity(word, %s) DESC LIMIT {limit:d})"
            )
            parameters += [word, word]
        return {word for (word,) in run(connection, " UNION ".join(pieces), parameters)}

    def beginning_with(self, connection: BaseDatabaseWrapper, beginning: str, *, limit: int) -> list[str]:
        sql = f"SELECT word FROM {WORDS} WHERE word >= %s AND word < %s ORDER BY word LIMIT %s"
        return [word for (word,) in run(connection, sql, [beginning, beginning + "\U0010ffff", limit])]

    def drop_words(self, cursor, words: Iterable[str]) -> None:
        cursor.execute(f"DELETE FROM {WORDS} WHERE word = ANY(%s)", [list(words)])


def row_of(document: Document) -> tuple[int, str, str, str]:
    heads = [("A", document.headline), ("B", document.standfirst)]
    signs = [*document.signs, block_of(document.edition_id)]
    return (
        document.edition_id,
        vector([*heads, ("C", document.body)], signs),
        vector(heads, signs),
        vector([("D", words) for words in document.said], signs),
    )


def vector(texts: Iterable[tuple[str, Sequence[str]]], signs: Iterable[str]) -> str:
    """A tsvector as text: each lexeme with its places and weights; a sign has none."""
    places: dict[str, list[str]] = {}
    place = 0
    for weight, lexemes in texts:
        for lexeme in lexemes:
            place += 1
            at = places.setdefault(lexeme, [])
            if len(at) < MOST_PLACES:
                at.append(f"{min(place, LAST_PLACE)}{weight}")
        place += GAP
    return " ".join([*(f"{quoted(lexeme)}:{','.join(at)}" for lexeme, at in places.items()), *map(quoted, signs)])


def column_of(wanted: Wanted) -> str:
    return "said" if wanted.said else "words"


def tsquery_of(wanted: Wanted, weight: str = "") -> str:
    """`wanted` as the text of a tsquery; with `weight`, the terms must stand in texts of that weight."""
    terms = ["(" + " | ".join(form_of(form, weight) for form in forms) + ")" for forms in wanted.terms]
    return " & ".join([*terms, *map(quoted, wanted.signs)])


def form_of(form: Form, weight: str) -> str:
    marks = [weight] * len(form.lexemes)
    marks[-1] += "*" * form.beginning
    lexemes = [quoted(lexeme) + (f":{mark}" if mark else "") for lexeme, mark in zip(form.lexemes, marks, strict=True)]
    return "(" + " <-> ".join(lexemes) + ")"


def within(query: str, newest: int, blocks: int) -> str:
    """`query` among the editions of the newest `blocks` blocks of keys."""
    last = newest // BLOCK
    signs = " | ".join(quoted(block_of(number * BLOCK)) for number in range(max(0, last - blocks + 1), last + 1))
    return f"({query}) & ({signs})"


def block_of(edition_id: int) -> str:
    return sign("block", edition_id // BLOCK)


def quoted(lexeme: str) -> str:
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"
