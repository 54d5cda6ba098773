"""Search on PostgreSQL: stored tsvectors with one GIN index, and trigrams of words. Its SQL is here, in hits.py, tiers.py, table.py.

The vectors are written of lexemes by us; PostgreSQL's own parser and dictionaries are not asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from articles.search import backend
from articles.search.backend import FROM_HEADLINES, Document, Order, most_of
from articles.search.hits import column_of, met_of
from articles.search.matching import Wanted
from articles.search.table import EVERY, NAMES, TABLE, WORDS, TableBackend, run
from articles.search.tiers import Tier, newest_of_tiers, spans_of
from articles.search.vectors import row_of, tsquery_of

# `words` is everything but what was said, with the signs; `heads` the headline and the standfirst again, `headline` that one
# alone, for a GIN index knows no weights; `pairs` the signs of words next to each other. All of them are stored beside the table (its rows are cut down
# to 128 bytes) and as they are: so the table is a hundredth of them, and what is ranked need not be unpacked. Without a
# list of what is not in the index yet, which every search would read and now and then somebody who publishes must empty.
# Each has a default: while a release is rolled out, the former one goes on publishing without a column it does not know.
COLUMNS = ("words", "heads", "headline", "said", "pairs")
CREATE = {
    TABLE: f"""
CREATE TABLE {TABLE} (edition_id bigint PRIMARY KEY, {", ".join(f"{name} tsvector NOT NULL DEFAULT ''" for name in COLUMNS)})
WITH (toast_tuple_target = 128);
{"".join(f"ALTER TABLE {TABLE} ALTER COLUMN {name} SET STORAGE EXTERNAL;" for name in COLUMNS)}
CREATE INDEX {TABLE}_lexemes ON {TABLE} USING gin ({", ".join(COLUMNS)}) WITH (fastupdate = off);
""",
    WORDS: f"""
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE TABLE {WORDS} (word text COLLATE "C" PRIMARY KEY);
CREATE INDEX {WORDS}_trigrams ON {WORDS} USING gin (word gin_trgm_ops);
""",
}
CREATE_NAMES = {
    NAMES: f"""
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE TABLE {NAMES} (word text COLLATE "C", source_id bigint, PRIMARY KEY (word, source_id));
CREATE INDEX {NAMES}_sources ON {NAMES} (source_id);
CREATE INDEX {NAMES}_trigrams ON {NAMES} USING gin (word gin_trgm_ops);
"""
}
PUT = f"""
INSERT INTO {TABLE} (edition_id, {", ".join(COLUMNS)}) VALUES (%s{", %s::tsvector" * len(COLUMNS)})
ON CONFLICT (edition_id) DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in COLUMNS)}
"""
# In their order, so that two who publish at once wait for each other and never both.
PUT_WORDS = f"INSERT INTO {WORDS} (word) SELECT unnest(%s::text[]) ON CONFLICT DO NOTHING"
LOOKED_INTO = 200  # editions one after the other, some 20 µs each
# A word of very many stories has enough of them in the newest blocks: then its long list is not read only to know that
# there are too many. Where it has not, what is there is forgotten.
NEAR_FIRST = """
near AS MATERIALIZED ({near} LIMIT {most} + 1), met AS MATERIALIZED (
    SELECT id FROM near WHERE (SELECT count(*) FROM near) > {most}
    UNION ALL SELECT id FROM ({met} LIMIT {most} + 1) far WHERE (SELECT count(*) FROM near) <= {most}
)
"""
# Of editions that are very few each is looked into; of more, the index is asked for all that hold the words.
AMONG_FEW = f"""
SELECT few.id FROM few CROSS JOIN LATERAL (
    SELECT {{column}} @@ %s::tsquery AS holds FROM {TABLE} WHERE edition_id = few.id OFFSET 0
) looked_into WHERE looked_into.holds AND (SELECT count(*) FROM few) <= {{most}}
UNION ALL SELECT id FROM ({{met}}) far WHERE (SELECT count(*) FROM few) > {{most}}
"""
# The weights of D, C, B, A. 1: divided by the logarithm of the length, so that a long text does not win by length.
RANK = (
    f"ts_rank('{{{backend.SAID_WEIGHT / 10}, {backend.BODY_WEIGHT / 10}, {backend.STANDFIRST_WEIGHT / 10}, "
    f"{backend.HEADLINE_WEIGHT / 10}}}', words, %s::tsquery, 1)"
)


class PostgresqlBackend(TableBackend):
    key = "edition_id"
    definition = CREATE
    definition_of_names = CREATE_NAMES
    last_column = "headline"
    spread = ", ".join(f"percentile_disc({part}) WITHIN GROUP (ORDER BY id)" for part in (0.25, 0.75))

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
            cursor.execute(f"SELECT gin_clean_pending_list('{WORDS}_trigrams'::regclass)")
            cursor.execute(f"ANALYZE {TABLE}")
            cursor.execute(f"ANALYZE {WORDS}")

    def some(self, wanted: Wanted, limit: int) -> tuple[str, list]:
        sql, parameters = met_of(wanted)
        return f"{sql} LIMIT {limit:d}", parameters

    def among_few(self, wanted: Wanted) -> tuple[str, list]:
        met, parameters = self.some(wanted, EVERY)
        sql = AMONG_FEW.format(column=column_of(wanted), met=met, most=LOOKED_INTO)
        return sql, [tsquery_of(wanted), *parameters]

    def met(self, wanted: Wanted) -> tuple[str, list]:
        """The words of a phrase are met where they need not stand together: to know that, each vector must be read."""
        sql, parameters = met_of(wanted, loosely=True)
        if wanted.signs:
            return f"met AS MATERIALIZED ({sql} LIMIT {most_of(wanted) + 1})", parameters
        near, nearby = met_of(wanted, newest=True, loosely=True)
        return NEAR_FIRST.format(near=near, met=sql, most=most_of(wanted)), [*nearby, *parameters]

    def ranked(self, wanted: Wanted, order: str) -> tuple[str, list]:
        rank, parameters = (RANK, [tsquery_of(wanted)]) if order == Order.RELEVANCE else ("0.0", [])
        only = ""
        if wanted.has_phrase:
            only, parameters = f"AND {column_of(wanted)} @@ %s::tsquery", [*parameters, tsquery_of(wanted)]
        return (
            f"ranked AS MATERIALIZED (SELECT id, {rank} AS rank FROM met JOIN {TABLE} ON edition_id = id "
            f"WHERE (SELECT count(*) FROM met) <= {most_of(wanted)} {only})"
        ), parameters

    def most_fitting(
        self, connection: BaseDatabaseWrapper, editions: tuple[str, tuple], wanted: Wanted, order: str, met: tuple
    ) -> list[tuple]:
        """One query; two more as a rule when the newest editions hold the words less often than those met first."""
        tiers = [Tier(0, column_of(wanted), most_of(wanted))]
        if order == Order.RELEVANCE and not wanted.said:
            tiers += [Tier(1, "heads", FROM_HEADLINES), Tier(2, "headline", FROM_HEADLINES)]
        low, high, newest = met
        # What is narrowed to one section or year may be anywhere, and is not so much.
        spans = {} if wanted.signs or not newest else spans_of(low, high, newest)
        return newest_of_tiers(connection, editions, wanted, tiers, spans, newest)

    def is_capped(self, rows: Sequence[tuple], wanted: Wanted) -> bool:
        return len({row[0] for row in rows}) >= most_of(wanted)

    def matching(self, wanted: Wanted, editions: str) -> tuple[str, list]:
        return (
            f"SELECT edition.id FROM ({editions}) edition JOIN {TABLE} found ON found.edition_id = edition.id "
            f"WHERE found.{column_of(wanted)} @@ %s::tsquery"
        ), [tsquery_of(wanted)]

    def spelt_alike(
        self, connection: BaseDatabaseWrapper, words: Sequence[str], near: Sequence[str], *, limit: int, names: bool
    ) -> set[str]:
        table = NAMES if names else WORDS
        # As one text, for it is a thousand words; each is looked up by itself, where a join would read the whole table.
        pieces = [
            "SELECT near.word FROM unnest(string_to_array(%s, ' ')) near (word) "
            f"CROSS JOIN LATERAL (SELECT 1 FROM {table} WHERE word = near.word LIMIT 1) known"
        ]
        parameters = [" ".join(near)]
        for word in words:
            shares = [f"%{word[at : at + 3]}%" for at in range(len(word) - 2)]
            # Names are few, so one that shares three letters is looked at; among all words, one that shares a third of them.
            alike = " OR ".join(["word LIKE %s"] * len(shares)) if names else "word %% %s"
            pieces.append(
                f"(SELECT word FROM {table} WHERE {alike} GROUP BY word ORDER BY similarity(word, %s) DESC LIMIT {limit:d})"
            )
            parameters += [*(shares if names else [word]), word]
        return {word for (word,) in run(connection, " UNION ".join(pieces), parameters)}

    def beginning_with(self, connection: BaseDatabaseWrapper, beginning: str, *, limit: int) -> list[str]:
        sql = f"SELECT word FROM {WORDS} WHERE word >= %s AND word < %s ORDER BY word LIMIT %s"
        return [word for (word,) in run(connection, sql, [beginning, beginning + "\U0010ffff", limit])]

    def drop_words(self, cursor, words: Iterable[str]) -> None:
        cursor.execute(f"DELETE FROM {WORDS} WHERE word = ANY(%s)", [list(words)])
