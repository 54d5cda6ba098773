"""Search on SQLite: two FTS5 tables whose rowid is the key of the edition. Its SQL is written here and in table.py.

Their columns hold lexemes, not texts; FTS5 cuts them at spaces and knows nothing of languages.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import batched

from django.db.backends.base.base import BaseDatabaseWrapper

from articles.search import backend
from articles.search.backend import FROM_HEADLINES, Document, Order, most_of
from articles.search.matching import Form, Wanted
from articles.search.table import NAMES, TABLE, WORDS, TableBackend, run

TOPS, TRIGRAMS, NAME_TRIGRAMS = "search_edition_top", "search_word_trigram", "search_name_trigram"
LETTERS = "unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
# A language's two letters and a sign come before each word, so a beginning of two letters has five.
CREATE = {
    TABLE: f"""
CREATE VIRTUAL TABLE {TABLE} USING fts5(headline, standfirst, body, said, signs, prefix='5 6', tokenize="{LETTERS}")
""",
    # The headline and the standfirst again: to find a frequent word in them, FTS5 would read all of its places in the bodies.
    TOPS: f"""
CREATE VIRTUAL TABLE {TOPS} USING fts5(headline, standfirst, signs, prefix='5 6', tokenize="{LETTERS}")
""",
    WORDS: f"CREATE TABLE {WORDS} (id integer PRIMARY KEY, word text NOT NULL UNIQUE)",
    TRIGRAMS: f"CREATE VIRTUAL TABLE {TRIGRAMS} USING fts5(word, tokenize='trigram case_sensitive 1')",
}
CREATE_NAMES = {
    NAMES: f"""
CREATE TABLE {NAMES} (id integer PRIMARY KEY, word text, source_id bigint, UNIQUE (word, source_id), UNIQUE (source_id, word))
""",
    NAME_TRIGRAMS: f"CREATE VIRTUAL TABLE {NAME_TRIGRAMS} USING fts5(word, tokenize='trigram case_sensitive 1')",
}
SPEAK = f"""
INSERT OR REPLACE INTO {NAME_TRIGRAMS} (rowid, word)
SELECT id, '^^' || word || '$' FROM {NAMES} WHERE word = %s ORDER BY id LIMIT 1
"""
WEIGHTS = (backend.HEADLINE_WEIGHT, backend.STANDFIRST_WEIGHT, backend.BODY_WEIGHT, backend.SAID_WEIGHT, 0)
# bm25() is negative, the best the lowest.
RANK = f"-bm25({TABLE}, {', '.join(map(str, WEIGHTS))})"
TOP, HEADLINE = "{headline standfirst}", "{headline}"
SAID = "ˑ"  # begins each lexeme of what was said: it is no word of the text, and no column needs to be named for it
NOTHING = '"ːː"'  # what no text holds
MOST_WALKED = 20_000  # of the newest hits, before the choice of what is live leaves enough of them
PUT = f"INSERT OR REPLACE INTO {TABLE} (rowid, headline, standfirst, signs, body, said) VALUES (%s, %s, %s, %s, %s, %s)"
PUT_TOP = f"INSERT OR REPLACE INTO {TOPS} (rowid, headline, standfirst, signs) VALUES (%s, %s, %s, %s)"
TIER = f"""
SELECT * FROM (
    SELECT edition.id, {{tier}}, edition.section_id, edition.kind, edition.language, edition.first_published, {{headline}}
    FROM (SELECT rowid AS id, headline FROM {{table}} WHERE {{table}} MATCH %s ORDER BY rowid DESC LIMIT {MOST_WALKED}) hit
    CROSS JOIN ({{editions}}) edition WHERE edition.id = hit.id LIMIT %s
)
"""
MOST_ASKED = 5_000  # words in one query: SQLite takes 32,766 values at least
Tier = tuple[float, str | None, int]  # the rank of its hits, the columns that hold them, how many of them
GAP = " ː " * 8  # between two statements: no phrase goes over it


class SqliteBackend(TableBackend):
    key = "rowid"
    definition = CREATE
    definition_of_names = CREATE_NAMES
    last_column = "signs"

    def put(self, connection: BaseDatabaseWrapper, documents: Sequence[Document]) -> None:
        rows = [
            (
                item.edition_id,
                " ".join(item.headline),
                " ".join(item.standfirst),
                " ".join(item.signs),
                " ".join(item.body),
                GAP.join(" ".join(SAID + lexeme for lexeme in words) for words in item.said),
            )
            for item in documents
        ]
        spelt = sorted(set[str]().union(*(item.spelt for item in documents)))
        with connection.cursor() as cursor:
            cursor.executemany(PUT, rows)
            cursor.executemany(PUT_TOP, [row[:4] for row in rows])
            for word in new_words(cursor, spelt):
                cursor.execute(f"INSERT INTO {WORDS} (word) VALUES (%s)", [word])
                cursor.execute(f"INSERT INTO {TRIGRAMS} (rowid, word) VALUES (last_insert_rowid(), %s)", [padded(word)])

    def delete(self, connection: BaseDatabaseWrapper, edition_ids: Iterable[int]) -> None:
        with connection.cursor() as cursor:
            keys = [(pk,) for pk in edition_ids]
            for name in (TABLE, TOPS):
                cursor.executemany(f"DELETE FROM {name} WHERE rowid = %s", keys)

    def put_names(self, connection: BaseDatabaseWrapper, words: Mapping[int, Collection[str]]) -> None:
        """Of the rows of one word, the first has the trigrams: many sources are called by the same."""
        super().put_names(connection, words)
        with connection.cursor() as cursor:
            cursor.executemany(SPEAK, [(word,) for word in sorted(set[str]().union(*words.values()))])

    def forget_names(self, connection: BaseDatabaseWrapper, first: int, last: int) -> None:
        known = f"FROM {NAMES} WHERE source_id BETWEEN %s AND %s"
        words = run(connection, f"SELECT DISTINCT word {known}", [first, last])
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {NAME_TRIGRAMS} WHERE rowid IN (SELECT id {known})", [first, last])
            super().forget_names(connection, first, last)
            cursor.executemany(SPEAK, words)

    def optimise(self, connection: BaseDatabaseWrapper) -> None:
        with connection.cursor() as cursor:
            for name in (TABLE, TOPS, TRIGRAMS, NAME_TRIGRAMS):
                cursor.execute(f"INSERT INTO {name} ({name}) VALUES ('optimize')")

    def some(self, wanted: Wanted, limit: int) -> tuple[str, list]:
        return f"SELECT rowid AS id FROM {TABLE} WHERE {TABLE} MATCH %s LIMIT {limit:d}", [match_of(wanted)]

    def ranked(self, wanted: Wanted, order: str) -> tuple[str, list]:
        rank = RANK if order == Order.RELEVANCE else "0.0"
        # With too many hits nothing is asked for: a condition beside MATCH would be looked at for each of them.
        few = f"CASE WHEN (SELECT count(*) FROM met) <= {most_of(wanted)} THEN %s ELSE '{NOTHING}' END"
        return (
            f"ranked AS MATERIALIZED (SELECT rowid AS id, {rank} AS rank FROM {TABLE} WHERE {TABLE} MATCH {few})",
            [match_of(wanted)],
        )

    def most_fitting(
        self, connection: BaseDatabaseWrapper, editions: tuple[str, tuple], wanted: Wanted, order: str, met: tuple
    ) -> list[tuple]:
        """One query, two when very many headlines match. FTS5 gives the hits by falling key without looking at the others."""
        newest: Tier = (0.0, None, most_of(wanted))
        if order != Order.RELEVANCE or wanted.said:
            return self.tiers(connection, editions, wanted, newest)
        rows = self.tiers(connection, editions, wanted, newest, (1.0, TOP, FROM_HEADLINES))
        if sum(row[1] == 1 for row in rows) == FROM_HEADLINES:
            return [*rows, *self.tiers(connection, editions, wanted, (2.0, HEADLINE, FROM_HEADLINES))]
        # These are all that have the words on top, so those of the headlines are among them.
        return [(row[0], 2.0 if row[1] and stands_in(row[6], wanted) else row[1], *row[2:]) for row in rows]

    def tiers(
        self, connection: BaseDatabaseWrapper, editions: tuple[str, tuple], wanted: Wanted, *tiers: Tier
    ) -> list[tuple]:
        """The newest hits of each of `tiers`, with the lexemes of the headline where there are fewer of them. One query."""
        pieces, parameters = [], []
        for rank, columns, most in tiers:
            table, headline = (TOPS, "hit.headline") if columns else (TABLE, "NULL")
            pieces.append(TIER.format(table=table, tier=rank, headline=headline, editions=editions[0]))
            parameters += [match_of(wanted, columns), *editions[1], most]
        return run(connection, " UNION ALL ".join(pieces), parameters)

    def matching(self, wanted: Wanted, editions: str) -> tuple[str, list]:
        return (
            f"SELECT edition.id FROM ({editions}) edition WHERE EXISTS (SELECT 1 FROM {TABLE} WHERE "
            f"{TABLE}.rowid = edition.id AND {TABLE} MATCH %s)"
        ), [match_of(wanted)]

    def spelt_alike(
        self, connection: BaseDatabaseWrapper, words: Sequence[str], near: Sequence[str], *, limit: int, names: bool
    ) -> set[str]:
        table, trigrams = (NAMES, NAME_TRIGRAMS) if names else (WORDS, TRIGRAMS)
        pieces, parameters = [f"SELECT word FROM {table} WHERE word IN ({', '.join(['%s'] * len(near))})"], [*near]
        for word in words:
            shares = " OR ".join(quoted(padded(word)[at : at + 3]) for at in range(len(padded(word)) - 2))
            pieces.append(
                f"SELECT word FROM {table} WHERE id IN (SELECT rowid FROM {trigrams} WHERE {trigrams} MATCH %s "
                f"ORDER BY rank LIMIT {limit:d})"
            )
            parameters.append(shares)
        return {word for (word,) in run(connection, " UNION ".join(pieces), parameters)}

    def beginning_with(self, connection: BaseDatabaseWrapper, beginning: str, *, limit: int) -> list[str]:
        sql = f"SELECT word FROM {WORDS} WHERE word >= %s AND word < %s ORDER BY word LIMIT %s"
        return [word for (word,) in run(connection, sql, [beginning, beginning + "\U0010ffff", limit])]

    def drop_words(self, cursor, words: Iterable[str]) -> None:
        for word in words:
            cursor.execute(f"DELETE FROM {TRIGRAMS} WHERE rowid = (SELECT id FROM {WORDS} WHERE word = %s)", [word])
            cursor.execute(f"DELETE FROM {WORDS} WHERE word = %s", [word])


def new_words(cursor, words: Sequence[str]) -> list[str]:
    """Those of `words` that the index does not know yet. The writer's lock is held, so nobody adds one meanwhile."""
    known: set[str] = set()
    for part in batched(words, MOST_ASKED):
        cursor.execute(f"SELECT word FROM {WORDS} WHERE word IN ({', '.join(['%s'] * len(part))})", part)
        known.update(word for (word,) in cursor.fetchall())
    return [word for word in words if word not in known]


def stands_in(lexemes: str, wanted: Wanted) -> bool:
    """Whether `lexemes`, as they are stored, hold every term of `wanted`."""
    text = f" {lexemes} "
    return all(
        any(f" {' '.join(form.lexemes)}{'' if form.beginning else ' '}" in text for form in forms)
        for forms in wanted.terms
    )


def match_of(wanted: Wanted, columns: str | None = None) -> str:
    """`wanted` in FTS5's syntax, within `columns`. Every form is a quoted string, in which only the quote has a meaning."""
    before = SAID if wanted.said else ""
    terms = " AND ".join("(" + " OR ".join(form_of(form, before) for form in forms) + ")" for forms in wanted.terms)
    within = f"{columns} : ({terms})" if columns else terms
    return " AND ".join([within, *map(quoted, wanted.signs)])


def form_of(form: Form, before: str) -> str:
    return quoted(" ".join(before + lexeme for lexeme in form.lexemes)) + "*" * form.beginning


def quoted(words: str) -> str:
    return '"' + words.replace('"', '""') + '"'


def padded(word: str) -> str:
    """`word` with signs at its ends, so that words that begin or end alike share more."""
    return f"^^{word}$"
