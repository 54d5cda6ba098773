"""`make bench`: requests a second and latency of the front page, an article and the feed, as a table.

    make bench ARGS="--seconds 10 --readers 16"

The readers are Python and share the machine with the server. The row of /healthz, which does next to nothing, shows
how many requests they can make at all; figures near it are theirs, not the server's.
"""

from __future__ import annotations

import argparse
import sys

from bench.load import Measured, measure
from bench.served import demo_newsroom, newest_article

COLUMNS = "{:<44} {:>9} {:>10} {:>9} {:>9} {:>8} {:>8}"


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench", description="Measure a demo newsroom as production serves it.")
    parser.add_argument("--seconds", type=float, default=5, help="how long each address is asked for (5)")
    parser.add_argument("--readers", type=int, default=8, help="how many connections ask at once (8)")
    options = parser.parse_args()
    print(f"{options.readers} readers, {options.seconds:g} s for each address, times in ms, sizes as sent (gzip)\n")
    print(COLUMNS.format("address", "bytes", "requests/s", "median", "p95", "p99", "failed"))
    try:
        with demo_newsroom() as port:
            paths = ["/healthz", "/", newest_article(port), "/feeds/all.rss"]
            return 1 if sum(shown(port, path, options) for path in paths) else 0
    except (RuntimeError, LookupError) as error:
        sys.exit(str(error))


def shown(port: int, path: str, options: argparse.Namespace) -> int:
    """Measure one address and print its row; the number of its failures."""
    seen = measure(port, path, readers=options.readers, seconds=options.seconds)
    print(row(seen), flush=True)
    return seen.failures


def row(seen: Measured) -> str:
    times = [f"{seen.percentile(percent):.1f}" for percent in (50, 95, 99)]
    name = seen.path if len(seen.path) <= 44 else f"{seen.path[:43]}…"
    return COLUMNS.format(name, seen.bytes_each, f"{seen.per_second:.0f}", *times, seen.failures)


if __name__ == "__main__":
    sys.exit(main())
