"""`make bench`: one table of how fast a newsroom is read, posted to and worked at, beside nginx in the same run.

    make bench                                   # 30,000 stories on SQLite, some five minutes
    make bench ARGS="--stories 2000 --seconds 2 --rounds 1"
    make bench PEERS=1                           # Wagtail from the package index beside it
    .ci/services.py make bench ARGS=--postgres   # the PostgreSQL of DATABASE_URL, which must be empty

The newsroom is served as `make run` serves it, on two cores; those who ask have two others. nginx serves the same bytes
compressed beforehand (`gzip_static`) from the same two cores, in turn with the hits. “CPU ms each” is the processor time
of the server's processes for one request, “memory” what they hold together (PSS). The table is written to
var/bench/table.md. The exit status is 0 however fast it is: the last column says what falls short; 1 when an answer was wrong.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench import pages, peers, posts
from bench.asking import find
from bench.figures import Figure, table
from bench.processes import machine
from bench.served import ROOT


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--stories", type=int, default=30_000, help="how many stories to write (30000)")
    parser.add_argument("--seconds", type=float, default=4, help="of each round (4)")
    parser.add_argument("--rounds", type=int, default=3, help="of each row; the median counts (3)")
    parser.add_argument("--posts", type=int, default=4_000, help="how many comments are sent (4000)")
    parser.add_argument("--postgres", action="store_true", help="use the database of DATABASE_URL, which must be empty")
    parser.add_argument("--peers", action="store_true", help="measure Wagtail too (make bench PEERS=1)")
    parser.add_argument("--table", default=str(ROOT / "var" / "bench" / "table.md"), help="where to write the table")
    options = parser.parse_args()
    rows: list[Figure] = []
    try:
        for row in measured(options, askers()):
            rows.append(row)
            print(" | ".join(row.cells()), flush=True)
    except (RuntimeError, LookupError) as error:
        sys.exit(str(error))
    text = "\n".join([head(options), "", table(rows), ""])
    Path(options.table).parent.mkdir(parents=True, exist_ok=True)
    Path(options.table).write_text(text, encoding="utf-8")
    print(f"\n{text}\nWritten to {options.table}.")
    return 1 if any(row.wrong for row in rows) else 0


def askers() -> list[int]:
    """The cores of those who ask, once the servers are bound to the first two; none where all have to share."""
    cores = sorted(os.sched_getaffinity(0))
    for program in ("nginx", "wrk"):
        if not find(program):
            print(f"WITHOUT {program}: its part of the table is missing or worse. Debian has a package of this name.")
    if len(cores) < 4:
        print(
            f"ONLY {len(cores)} CORES: servers and those who ask share them, and the figures are lower than they are."
        )
        return []
    os.sched_setaffinity(0, cores[:2])  # the servers inherit it
    return cores[2:4]


def measured(options: argparse.Namespace, cores: list[int]) -> Iterator[Figure]:
    database = {"DATABASE_URL": os.environ["DATABASE_URL"]} if options.postgres else {}
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as folder:
        settings = {"BENCH_STORIES": str(options.stories), "BEHIND_PROXY": "1", **database}
        yield from pages.kept(options, cores, folder, settings)
        yield from pages.uncached(options, cores, folder, settings)
        yield from posts.figures(options.posts, cores, folder, settings)
    if options.peers:
        yield from peers.figures(options, cores)


def head(options: argparse.Namespace) -> str:
    database = "PostgreSQL" if options.postgres else "SQLite, synchronous=FULL"
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    return (
        f"{time.strftime('%Y-%m-%d')}; {machine()}; Python {platform.python_version()}; {database}; "
        f"{options.stories:,} stories; two workers on two cores; {options.rounds} rounds of {options.seconds:g} s; "
        f"load of the machine after it (1, 5, 15 minutes): {load}."
    )


if __name__ == "__main__":
    sys.exit(main())
