"""Search on SQLite: one FTS5 table whose rowid is the key of the edition. Its SQL is written here and in table.py.

The Porter stemmer knows English; words of other scripts pass it unchanged, other Latin ones are cut alike in texts
and queries. Accents do not matter. Combining marks belong to their words, as Indic scripts need.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.safestring import SafeString

from articles.search import backend, snippets
from articles.search.backend import Document
from articles.search.query import Query
from articles.search.table import TABLE, TableBackend

CREATE = f"""
CREATE VIRTUAL TABLE {TABLE} USING fts5(
    headline, standfirst, body, prefix='2 3',
    tokenize="porter unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'"
)
"""
# bm25() is negative, the best the lowest.
RANK = f"-bm25({TABLE}, {backend.HEADLINE_WEIGHT}, {backend.STANDFIRST_WEIGHT}, {backend.BODY_WEIGHT})"


class SqliteBackend(TableBackend):
    key = "rowid"
    definition = CREATE
    rank = RANK

    def put(self, connection: BaseDatabaseWrapper, documents: Sequence[Document]) -> None:
        rows = [(item.edition_id, item.headline, item.standfirst, item.body) for item in documents]
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT OR REPLACE INTO {TABLE} (rowid, headline, standfirst, body) VALUES (%s, %s, %s, %s)", rows
            )

    def delete(self, connection: BaseDatabaseWrapper, edition_ids: Iterable[int]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(f"DELETE FROM {TABLE} WHERE rowid = %s", [(pk,) for pk in edition_ids])

    def optimise(self, connection: BaseDatabaseWrapper) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {TABLE} ({TABLE}) VALUES ('optimize')")

    def hit(self, query: Query, rank: str) -> tuple[str, list[str]]:
        # MATERIALIZED: the match is done once, before the join and the sort.
        return (
            f"hit AS MATERIALIZED (SELECT rowid AS id, {rank} AS rank FROM {TABLE} WHERE {TABLE} MATCH %s)",
            [match_of(query)],
        )

    def snippets(
        self, connection: BaseDatabaseWrapper, edition_ids: Sequence[int], query: Query
    ) -> dict[int, SafeString]:
        places = ", ".join(["%s"] * len(edition_ids))
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT rowid, snippet({TABLE}, 2, %s, %s, %s, {backend.SNIPPET_WORDS}) FROM {TABLE} "
                f"WHERE {TABLE} MATCH %s AND rowid IN ({places})",
                [snippets.START, snippets.STOP, snippets.ELLIPSIS, match_of(query), *edition_ids],
            )
            return {pk: snippets.as_html(text or "") for pk, text in cursor.fetchall()}


def match_of(query: Query) -> str:
    """`query` in FTS5's syntax. Every term is a quoted string, in which nothing but the quote has a meaning."""
    return " AND ".join(quoted(term.words) + ("*" if term.beginning else "") for term in query.terms)


def quoted(words: str) -> str:
    return '"' + words.replace('"', '""') + '"'
