"""Which editions hold what is looked for, on PostgreSQL: the SQL of their keys, of all or of the newest."""

from __future__ import annotations

from articles.search.matching import Wanted, sign
from articles.search.table import TABLE
from articles.search.vectors import BLOCK, pairs_of, signs_of, tsquery_of

FEW_BLOCKS = 3  # in which the newest hits lie of a word that every other story has
# PostgreSQL does not know what it costs to look into a long vector and would read the whole table for a frequent word.
# So it is told nothing to guess by: the queries come from a table that is not looked through (OFFSET 0), and a condition
# that is always true makes it expect few.
MET = f"""
SELECT edition_id AS id FROM (SELECT {{queries}} OFFSET 0) wanted CROSS JOIN {TABLE}
WHERE {{conditions}} AND edition_id %% 1 = 0
"""
NEWEST = f"""
(SELECT string_agg(quote_literal('{sign("block", "")}' || block), ' | ')::tsquery FROM generate_series(
    (SELECT max(edition_id) FROM {TABLE}) / {{block}} - {FEW_BLOCKS - 1}, (SELECT max(edition_id) FROM {TABLE}) / {{block}}
) block)
"""


def met_of(
    wanted: Wanted, *, column: str = "", window: str = "", newest: bool = False, loosely: bool = False
) -> tuple[str, list]:
    """The SQL of the keys (`id`) of the editions that match; when `loosely`, without a look at where the words stand.

    With `newest`, only those of the newest blocks, whichever these are.

    Each condition is a query of its own: together in one, the index would read all of a block for a rare word.
    """
    asked = [(column or column_of(wanted), tsquery_of(wanted, loosely=loosely)), ("pairs", pairs_of(wanted))]
    asked += [("words", signs_of(wanted)), ("words", window)]
    asked = [(name, query) for name, query in asked if query]
    queries = [f"%s::tsquery AS q{number}" for number in range(len(asked))]
    conditions = [f"{name} @@ q{number}" for number, (name, _query) in enumerate(asked)]
    if newest:
        queries.append(f"{NEWEST.format(block=BLOCK)} AS newest")
        conditions.append("words @@ newest")
    sql = MET.format(queries=", ".join(queries), conditions=" AND ".join(conditions))
    return sql, [query for _name, query in asked]


def column_of(wanted: Wanted) -> str:
    return "said" if wanted.said else "words"
