"""What the back ends do alike: one table beside the editions, each row by the key of its edition, one beside the sources.

No foreign key leads to the editions: their table must be emptied apart from this one.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from operator import attrgetter

from django.core.exceptions import EmptyResultSet
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet

from articles.search.backend import Found, Hit, Order, most_of
from articles.search.matching import Wanted

TABLE, WORDS, NAMES = "search_edition", "search_word", "search_name"
COLUMNS = ("id", "section_id", "kind", "language", "first_published")
# `match` is a table of (id) and `ranked` one of (id, rank), which the back end defines, each materialised before it is
# joined: without that, a query with few hits walks the whole index of dates (0.4 s at 100,000 editions). The last row
# stands alone and says that there are too many to rank, with where among the keys they are and the last of all.
EXACT = """
WITH {match}, {ranked}
SELECT edition.id, ranked.rank, edition.section_id, edition.kind, edition.language, edition.first_published, 0, 0, 0
FROM ranked CROSS JOIN ({editions}) edition WHERE edition.id = ranked.id
UNION ALL SELECT NULL, NULL, NULL, NULL, NULL, NULL, {spread}, (SELECT max(id) FROM {of_editions}) FROM met
HAVING count(*) > %s
"""
# For editions that are few whatever the words are: two sets, each found by its own index.
FEW = """
WITH few AS MATERIALIZED ({editions}), met AS MATERIALIZED ({met})
SELECT id, 0.0, section_id, kind, language, first_published FROM few WHERE id IN (SELECT id FROM met)
ORDER BY id DESC LIMIT %s
"""
EVERY = 2**31 - 1
BY_RANK, BY_TIME = attrgetter("rank", "first_published", "edition_id"), attrgetter("first_published", "edition_id")
WALK = "{matching} ORDER BY edition.first_published {way}, edition.id {way} LIMIT %s"
COUNT = """
SELECT %s, (SELECT count(*) FROM (
    SELECT 1 FROM ({some}) hit CROSS JOIN ({editions}) edition WHERE edition.id = hit.id LIMIT %s
) counted)
"""


class TableBackend(ABC):
    """`key` is the column with the key of the edition; `definition` the SQL that makes the tables, by their names;
    `definition_of_names` of those that know what sources are called: NAMES has a row for each word of each.

    `last_column` is the column of TABLE that came last: where it is missing, the tables are of an older make. `spread` is
    the SQL of two values that say where among the keys of `met` the hits are, for a back end that needs to know.
    """

    key: str
    last_column: str
    spread: str = "min(id), max(id)"
    definition: dict[str, str]
    definition_of_names: dict[str, str]

    @abstractmethod
    def some(self, wanted: Wanted, limit: int) -> tuple[str, list]:
        """The SQL of the keys (`id`) of `limit` editions that match, and its parameters."""

    @abstractmethod
    def ranked(self, wanted: Wanted, order: str) -> tuple[str, list]:
        """The SQL of the CTE `ranked` (id, rank) of all that match, empty when `met` has more than are ranked."""

    @abstractmethod
    def most_fitting(
        self, connection: BaseDatabaseWrapper, editions: tuple[str, tuple], wanted: Wanted, order: str, met: tuple
    ) -> list[tuple]:
        """Of very many hits the newest and those of the headlines: key, rank and the rest of a Hit, also twice.

        `met` has the two values of `spread`, and the highest key of all editions.
        """

    @abstractmethod
    def matching(self, wanted: Wanted, editions: str) -> tuple[str, list]:
        """A SELECT of the keys of the `edition`s among `editions` that match, each looked at by itself."""

    def create(self, connection: BaseDatabaseWrapper) -> bool:
        with connection.cursor() as cursor:
            there = set(connection.introspection.table_names(cursor))
            if there.issuperset(self.definition) and self.is_of_this_make(connection):
                return False
            make(cursor, self.definition)
        return True

    def create_names(self, connection: BaseDatabaseWrapper) -> bool:
        with connection.cursor() as cursor:
            if set(connection.introspection.table_names(cursor)).issuperset(self.definition_of_names):
                return False
            make(cursor, self.definition_of_names)
        return True

    def is_of_this_make(self, connection: BaseDatabaseWrapper) -> bool:
        with connection.cursor() as cursor:
            columns = {column.name for column in connection.introspection.get_table_description(cursor, TABLE)}
        return self.last_column in columns

    def clear(self, connection: BaseDatabaseWrapper) -> None:
        with connection.cursor() as cursor:
            for name in self.definition:
                cursor.execute(f"DELETE FROM {name}")

    def known(self, connection: BaseDatabaseWrapper, first: int, last: int) -> set[int]:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {self.key} FROM {TABLE} WHERE {self.key} BETWEEN %s AND %s", [first, last])
            return {pk for (pk,) in cursor.fetchall()}

    def search(
        self, connection: BaseDatabaseWrapper, editions: QuerySet, wanted: Wanted, *, order: str, few: bool = False
    ) -> Found:
        """As `Backend.search`. Nothing is ranked that is not sorted by it."""
        asked = sql_of(editions)
        if asked is None:
            return Found()
        match, ranked = self.met(wanted), self.ranked(wanted, order)
        statement = EXACT.format(
            match=match[0],
            ranked=ranked[0],
            editions=asked[0],
            spread=self.spread,
            of_editions=editions.model._meta.db_table,
        )
        rows = run(connection, statement, [*match[1], *ranked[1], *asked[1], most_of(wanted)])
        if not rows or rows[-1][0] is not None:
            return Found(in_order(rows, order))
        most = most_of(wanted)
        if few:
            met, words = self.among_few(wanted)
            fitting = run(connection, FEW.format(editions=asked[0], met=met), [*asked[1], *words, most])
            return Found(in_order(fitting, order), len(fitting) == most, most)
        fitting = self.most_fitting(connection, asked, wanted, order, rows[-1][6:])
        return Found(in_order(fitting, order), self.is_capped(fitting, wanted), most)

    def is_capped(self, rows: Sequence[tuple], wanted: Wanted) -> bool:
        """Whether there may be more hits than the `rows` of `most_fitting`."""
        return True

    def among_few(self, wanted: Wanted) -> tuple[str, list]:
        """The SQL of the keys (`id`) of all that match; it may look at the table `few` and leave out what is not there."""
        return self.some(wanted, EVERY)

    def met(self, wanted: Wanted) -> tuple[str, list]:
        """The CTE `met`: some of the keys that match, one more than are ranked."""
        some, parameters = self.some(wanted, most_of(wanted) + 1)
        return f"met AS MATERIALIZED ({some})", parameters

    def walk(
        self, connection: BaseDatabaseWrapper, editions: QuerySet, wanted: Wanted, *, limit: int, oldest_first: bool
    ) -> list[int]:
        asked = sql_of(editions)
        if asked is None:
            return []
        matching, words = self.matching(wanted, asked[0])
        statement = WALK.format(matching=matching, way="ASC" if oldest_first else "DESC")
        return [pk for (pk,) in run(connection, statement, [*asked[1], *words, limit])]

    def counts(
        self, connection: BaseDatabaseWrapper, editions: QuerySet, wanted: Sequence[Wanted], *, cap: int
    ) -> list[int]:
        asked = sql_of(editions)
        if asked is None or not wanted:
            return [0] * len(wanted)
        pieces, parameters = [], []
        for number, each in enumerate(wanted):
            some, words = self.some(each, most_of(each))
            pieces.append(COUNT.format(some=some, editions=asked[0]))
            parameters += [number, *words, *asked[1], cap]
        found = dict(run(connection, " UNION ALL ".join(pieces), parameters))
        return [found[number] for number in range(len(wanted))]

    def put_names(self, connection: BaseDatabaseWrapper, words: Mapping[int, Collection[str]]) -> None:
        rows = [(word, source) for source, those in sorted(words.items()) for word in sorted(those)]
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {NAMES} (word, source_id) VALUES (%s, %s) ON CONFLICT DO NOTHING", rows)

    def forget_names(self, connection: BaseDatabaseWrapper, first: int, last: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {NAMES} WHERE source_id BETWEEN %s AND %s", [first, last])

    def names_of(self, connection: BaseDatabaseWrapper, source: int) -> set[str]:
        return {word for (word,) in run(connection, f"SELECT word FROM {NAMES} WHERE source_id = %s", [source])}

    def named(self, connection: BaseDatabaseWrapper, choices: Sequence[Collection[str]], *, limit: int) -> list[int]:
        if not all(choices):
            return []
        sets = [f"SELECT source_id FROM {NAMES} WHERE word IN ({', '.join(['%s'] * len(each))})" for each in choices]
        sql = f"{' INTERSECT '.join(sets)} ORDER BY source_id LIMIT %s"
        return [pk for (pk,) in run(connection, sql, [*(word for each in choices for word in each), limit])]

    def forget_words(self, connection: BaseDatabaseWrapper, keep: set[str]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT word FROM {WORDS}")
            gone = sorted({word for (word,) in cursor.fetchall()} - keep)
            self.drop_words(cursor, gone)

    @abstractmethod
    def drop_words(self, cursor, words: Iterable[str]) -> None: ...


def make(cursor, definition: Mapping[str, str]) -> None:
    """The tables of `definition`, in place of those that are there."""
    for name in definition:
        cursor.execute(f"DROP TABLE IF EXISTS {name}")
    for sql in definition.values():
        cursor.execute(sql)


def sql_of(editions: QuerySet) -> tuple[str, tuple] | None:
    """The SELECT of what a Hit tells of `editions`, with its parameters; None when it can have no row."""
    try:
        return editions.order_by().values(*COLUMNS).query.sql_with_params()
    except EmptyResultSet:
        return None


def run(connection: BaseDatabaseWrapper, sql: str, parameters: Sequence) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def in_order(rows: Iterable[tuple], order: str) -> list[Hit]:
    """The hits of `rows`, each once with its best rank, best or newest first."""
    best: dict[int, tuple] = {}
    for row in rows:
        if row[0] not in best or best[row[0]][1] < row[1]:
            best[row[0]] = row
    hits = [Hit(row[0], row[1], row[2], row[3], row[4], moment(row[5])) for row in best.values()]
    return sorted(hits, key=BY_TIME if order == Order.NEWEST else BY_RANK, reverse=True)


def moment(value: datetime | str) -> datetime:
    """A time as either database gives it."""
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    return found if found.tzinfo else found.replace(tzinfo=UTC)
