"""Search on SQLite: one FTS5 table whose rowid is the key of the edition. Its SQL is written here and in table.py.

Its columns hold lexemes, not texts; FTS5 cuts them at spaces and knows nothing of languages.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import batched

from django.db.backends.base.base import BaseDatabaseWrapper

from articles.search import backend
from articles.search.backend import FROM_HEADLINES, MOST_HITS, Document, Order
from articles.search.matching import Form, Wanted
from articles.search.table import TABLE, WORDS, TableBackend, run

TRIGRAMS = "search_word_trigram"
LETTERS = "unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
# A language's two letters and a sign come before each word, so a beginning of two letters has five.
CREATE = {
    TABLE: f"""
CREATE VIRTUAL TABLE {TABLE} USING fts5(headline, standfirst, body, said, signs, prefix='5 6', tokenize="{LETTERS}")
""",
    WORDS: f"CREATE TABLE {WORDS} (id integer PRIMARY KEY, word text NOT NULL UNIQUE)",
    TRIGRAMS: f"CREATE VIRTUAL TABLE {TRIGRAMS} USING fts5(word, tokenize='trigram case_sensitive 1')",
}
WEIGHTS = (backend.HEADLINE_WEIGHT, backend.STANDFIRST_WEIGHT, backend.BODY_WEIGHT, backend.SAID_WEIGHT, 0)
# bm25() is negative, the best the lowest.
RANK = f"-bm25({TABLE}, {', '.join(map(str, WEIGHTS))})"
TOP, HEADLINE = "{headline standfirst}", "{headline}"
SAID = "ˑ"  # begins each lexeme of what was said: it is no word of the text, and no column needs to be named for it
NOTHING = '"ːː"'  # what no text holds
MOST_WALKED = 20_000  # of the newest hits, before the choice of what is live leaves enough of them
PUT = f"INSERT OR REPLACE INTO {TABLE} (rowid, headline, standfirst, body, said, signs) VALUES (%s, %s, %s, %s, %s, %s)"
TIER = f"""
SELECT * FROM (
    SELECT edition.id, {{tier}}, edition.section_id, edition.kind, edition.language, edition.first_published
    FROM (SELECT rowid AS id FROM {TABLE} WHERE {TABLE} MATCH %s ORDER BY rowid DESC LIMIT {MOST_WALKED}) hit
    CROSS JOIN ({{editions}}) edition WHERE edition.id = hit.id LIMIT %s
)
"""
MOST_ASKED = 5_000  # words in one query: SQLite takes 32,766 values at least
GAP = " ː " * 8  # between two statements: no phrase goes over it


class SqliteBackend(TableBackend):
    key = "rowid"
    definition = CREATE

    def put(self, connection: BaseDatabaseWrapper, documents: Sequence[Document]) -> None:
        rows = [
            (
                item.edition_id,
                " ".join(item.headline),
                " ".join(item.standfirst),
                " ".join(item.body),
                GAP.join(" ".join(SAID + lexeme for lexeme in words) for words in item.said),
                " ".join(item.signs),
            )
            for item in documents
        ]
        spelt = sorted(set[str]().union(*(item.spelt for item in documents)))
        with connection.cursor() as cursor:
            cursor.executemany(PUT, rows)
            for word in new_words(cursor, spelt):
                cursor.execute(f"INSERT INTO {WORDS} (word) VALUES (%s)", [word])
                cursor.execute(f"INSERT INTO {TRIGRAMS} (rowid, word) VALUES (last_insert_rowid(), %s)", [padded(word)])

    def delete(self, connection: BaseDatabaseWrapper, edition_ids: Iterable[int]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(f"DELETE FROM {TABLE} WHERE rowid = %s", [(pk,) for pk in edition_ids])

    def optimise(self, connection: BaseDatabaseWrapper) -> None:
        with connection.cursor() as cursor:
            for name in (TABLE, TRIGRAMS):
                cursor.execute(f"INSERT INTO {name} ({name}) VALUES ('optimize')")

    def some(self, wanted: Wanted, limit: int) -> tuple[str, list]:
        return f"SELECT rowid AS id FROM {TABLE} WHERE {TABLE} MATCH %s LIMIT {limit:d}", [match_of(wanted)]

    def ranked(self, wanted: Wanted, order: str) -> tuple[str, list]:
        rank = RANK if order == Order.RELEVANCE else "0.0"
        # With too many hits nothing is asked for: a condition beside MATCH would be looked at for each of them.
        few = f"CASE WHEN (SELECT count(*) FROM met) <= {MOST_HITS} THEN %s ELSE '{NOTHING}' END"
        return (
            f"ranked AS MATERIALIZED (SELECT rowid AS id, {rank} AS rank FROM {TABLE} WHERE {TABLE} MATCH {few})",
            [match_of(wanted)],
        )

    def most_fitting(
        self, connection: BaseDatabaseWrapper, editions: tuple[str, tuple], wanted: Wanted, order: str, met: tuple
    ) -> list[tuple]:
        """One query. FTS5 gives the hits by falling key without looking at the others."""
        tiers: list[tuple[str | None, int]] = [(None, MOST_HITS)]
        if order == Order.RELEVANCE and not wanted.said:
            tiers += [(TOP, FROM_HEADLINES), (HEADLINE, FROM_HEADLINES)]
        pieces, parameters = [], []
        for number, (columns, most) in enumerate(tiers):
            pieces.append(TIER.format(tier=f"{number}.0", editions=editions[0]))
            parameters += [match_of(wanted, columns), *editions[1], most]
        return run(connection, " UNION ALL ".join(pieces), parameters)

    def matching(self, wanted: Wanted, editions: str) -> tuple[str, list]:
        return (
            f"SELECT edition.id FROM ({editions}) edition WHERE EXISTS (SELECT 1 FROM {TABLE} WHERE "
            f"{TABLE}.rowid = edition.id AND {TABLE} MATCH %s)"
        ), [match_of(wanted)]

    def spelt_alike(
        self, connection: BaseDatabaseWrapper, words: Sequence[str], near: Sequence[str], *, limit: int
    ) -> set[str]:
        pieces, parameters = [f"SELECT word FROM {WORDS} WHERE word IN ({', '.join(['%s'] * len(near))})"], [*near]
        for word in words:
            shares = " OR ".join(quoted(padded(word)[at : at + 3]) for at in range(len(padded(word)) - 2))
            pieces.append(
                f"SELECT word FROM {WORDS} WHERE id IN (SELECT rowid FROM {TRIGRAMS} WHERE {TRIGRAMS} MATCH %s "
                f"ORDER BY bm25({TRIGRAMS}) LIMIT {limit:d})"
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
