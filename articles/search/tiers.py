"""The newest hits on PostgreSQL where there are very many: of the words, of the headlines, each as far back as it takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper

from articles.search.hits import FEW_BLOCKS, met_of
from articles.search.matching import Wanted
from articles.search.table import TABLE, run
from articles.search.vectors import BLOCK, newest_blocks, tsquery_of

MOST_BLOCKS = 48  # asked for at once; where the newest hits lie in more, all are asked for
# From the newest hit on, one edition after the other, until there are enough.
TIER = """
SELECT * FROM (
    SELECT edition.id, {number}.0, edition.section_id, edition.kind, edition.language, edition.first_published, {number}
    FROM (SELECT * FROM ({met} OFFSET 0) met ORDER BY id DESC OFFSET 0) hit
    {look} CROSS JOIN LATERAL (SELECT * FROM ({editions}) one WHERE one.id = hit.id OFFSET 0) edition
    WHERE {only} ORDER BY hit.id DESC LIMIT %s
) tier_{number}
"""
# A look into one hit after the other, for what the index does not know: whether words stand next to each other.
LOOK = f"""
CROSS JOIN LATERAL (SELECT {{column}} @@ %s::tsquery AS holds FROM {TABLE} WHERE edition_id = hit.id OFFSET 0) phrase
"""


@dataclass(frozen=True)
class Tier:
    """The newest `most` of the hits of a column."""

    number: int
    column: str
    most: int


def newest_of_tiers(
    connection: BaseDatabaseWrapper,
    editions: tuple[str, tuple],
    wanted: Wanted,
    tiers: Sequence[Tier],
    spans: Mapping[int, int],
    newest: int,
) -> list[tuple]:
    """The newest hits of each of `tiers`: looked for in the newest `spans` of blocks; where these have not enough, as
    far back as there should be enough at that rate; where there are not, everywhere.
    """
    rows: list[tuple] = []
    while tiers:
        found = asked(connection, editions, wanted, tiers, windows_of(spans, newest))
        rows += found
        tiers = [tier for tier in tiers if tier.number in spans and count(found, tier) < tier.most]
        further = {tier.number: spans[tier.number] * further_back(count(found, tier), tier.most) for tier in tiers}
        spans = {
            number: blocks for number, blocks in further.items() if blocks > spans[number] and bounded(blocks, newest)
        }
    return rows


def asked(
    connection: BaseDatabaseWrapper,
    editions: tuple[str, tuple],
    wanted: Wanted,
    tiers: Sequence[Tier],
    windows: Mapping[int, str],
) -> list[tuple]:
    """The newest hits of each of `tiers`, with its number, among the editions that `windows` says for it. One query."""
    pieces, parameters = [], []
    for tier in tiers:
        met, words = met_of(wanted, column=tier.column, window=windows.get(tier.number, ""), loosely=True)
        phrase = [tsquery_of(wanted)] if wanted.has_phrase else []
        pieces.append(
            TIER.format(
                number=tier.number,
                met=met,
                look=LOOK.format(column=tier.column) if phrase else "",
                editions=editions[0],
                only="phrase.holds" if phrase else "true",
            )
        )
        parameters += [*words, *phrase, *editions[1], tier.most]
    return run(connection, " UNION ALL ".join(pieces), parameters)


def count(rows: Iterable[tuple], tier: Tier) -> int:
    """How many of `rows` are hits of `tier`."""
    return len({row[0] for row in rows if row[6] == tier.number})


def spans_of(low: int, high: int, newest: int) -> dict[int, int]:
    """In how many of the newest blocks the newest hits are, by the number of the tier, if they are as frequent as those met
    first.

    Half of these have keys from `low` to `high`; `newest` is the highest key of all. Headlines get a span only where nearly
    every story has the words: elsewhere there are too few of them to miss any.
    """
    blocks = 2 + (high - low) * 3 // BLOCK
    most = {0: blocks, 1: blocks * 4, 2: blocks * 4 if blocks <= FEW_BLOCKS else MOST_BLOCKS + 1}
    return {number: many for number, many in most.items() if bounded(many, newest)}


def bounded(blocks: int, newest: int) -> bool:
    """Whether it is worth while to ask for so many blocks."""
    return blocks <= min(MOST_BLOCKS, newest // BLOCK)


def further_back(found: int, most: int) -> int:
    """How many times as many blocks should have `most` hits, and some to spare, where these have `found`."""
    return max(2, -(-most * 3 // (2 * found))) if found else MOST_BLOCKS + 1


def windows_of(spans: Mapping[int, int], newest: int) -> dict[int, str]:
    """The newest blocks, as tsqueries."""
    return {number: newest_blocks(newest, blocks) for number, blocks in spans.items()}
