"""What the page cache withstands: each thing it stands on is taken away while people read, and comes back.

    .ci/services.py python -m bench.page_cache_faults database-stopped   # PostgreSQL crashes, and is back after --seconds
    .ci/services.py python -m bench.page_cache_faults database-hung      # all its processes stand still, connections stay
    .ci/services.py python -m bench.page_cache_faults redis-stopped
    .ci/services.py python -m bench.page_cache_faults redis-hung
    python -m bench.page_cache_faults disk-full                          # 2 MB for pages; as root, who may mount
    python -m bench.page_cache_faults folder                             # PAGE_CACHE_FOLDER deleted, then unreadable
    python -m bench.page_cache_faults herd                               # 200 at once for one address after its purge
    python -m bench.page_cache_faults kill                               # kill -9 of a worker while it renders

The newsroom is served as `make run` serves it, by two workers. Known pages must be answered without a failure and their p99
may at most double; what nobody knows is refused within a second, with Retry-After; a comment that cannot be stored comes
back with its text; and five seconds after the end all is well, without a restart. Exit status 2 when one of these bounds is
broken, with a line for each; 1 when the newsroom could not be served or watched.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import time
from collections.abc import Callable

from bench import mishaps
from bench.outages import Database, Outage, Redis
from bench.served import served
from bench.verdicts import judged, known_pages
from bench.watching import Watch


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m bench.page_cache_faults",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("fault", choices=FAULTS)
    parser.add_argument("--seconds", type=float, default=60, help="how long it is away (60)")
    parser.add_argument("--calm", type=float, default=30, help="seconds of calm before, to compare with (30)")
    parser.add_argument("--rate", type=float, default=60, help="known pages that readers ask for a second (60)")
    options = parser.parse_args()
    try:
        broken = FAULTS[options.fault](options)
    except (RuntimeError, LookupError, KeyError) as error:
        print(f"Not measured: {error!r}. Is the command run by .ci/services.py?", file=sys.stderr)
        return 1
    for sentence in broken:
        print(f"BROKEN: {sentence}")
    print("" if broken else "All bounds held.")
    return 2 if broken else 0


def database_stopped(options: argparse.Namespace) -> list[str]:
    database = Database(os.environ["DATABASE_URL"])
    return outage(options, database, database.stop, database.start, is_needed=True)


def database_hung(options: argparse.Namespace) -> list[str]:
    database = Database(os.environ["DATABASE_URL"])
    return outage(options, database, database.hang, database.go_on, is_needed=True)


def redis_stopped(options: argparse.Namespace) -> list[str]:
    redis = Redis(os.environ["REDIS_URL"])
    return outage(options, redis, redis.stop, redis.start, is_needed=False)


def redis_hung(options: argparse.Namespace) -> list[str]:
    redis = Redis(os.environ["REDIS_URL"])
    return outage(options, redis, redis.hang, redis.go_on, is_needed=False)


def outage(
    options: argparse.Namespace,
    server: Outage,
    take: Callable[[], None],
    give: Callable[[], None],
    *,
    is_needed: bool,
) -> list[str]:
    """Calm, the server away, and the time after. `is_needed` for one without which nothing new can be made."""
    settings = {"DATABASE_URL": os.environ["DATABASE_URL"], "REDIS_URL": os.environ["REDIS_URL"], "COMMENT_RATES": "0"}
    with served(2, **settings) as (port, _server, _folder), contextlib.ExitStack() as at_end:
        at_end.callback(server.end)
        story, paths = known_pages(port)
        with Watch(port, paths, story, rate=options.rate) as watch:
            time.sleep(options.calm + 3)
            gone = time.time()
            take()
            time.sleep(options.seconds)
            back = time.time()
            give()
            time.sleep(options.calm)
        over = time.time()
    print(f"{server.name} away for {back - gone:.0f} s; {len(paths)} known pages, {options.rate:g} of them a second")
    return judged(watch.seen, gone - options.calm, gone, back, over, is_needed=is_needed)


FAULTS: dict[str, Callable[[argparse.Namespace], list[str]]] = {
    "database-stopped": database_stopped,
    "database-hung": database_hung,
    "redis-stopped": redis_stopped,
    "redis-hung": redis_hung,
    "disk-full": mishaps.disk_full,
    "folder": mishaps.folder_lost,
    "herd": mishaps.herd,
    "kill": mishaps.killed,
}

if __name__ == "__main__":
    sys.exit(main())
