"""What comments withstand: a flood of posts while people read, and workers that die while people write.

    python -m bench.comment_faults flood                                # SQLite
    python -m bench.comment_faults kill --seconds 60
    .ci/services.py python -m bench.comment_faults flood --postgres     # the PostgreSQL of DATABASE_URL

For the flood the newsroom is served as `make run` serves it, for the kills by forking.py. Calm and flood come in pairs,
each second one the other way round, and the median of the pairs' ratios counts: what else the machine does comes and goes.
The exit status is 1 when readers had to wait more than 1.5 times as long (p99), or when an acknowledged comment is missing,
or one stands there twice; 2 when the figures say nothing, since the machine was busy with something else or the flood was
not answered at its pace.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import signal
import statistics
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from bench.load import Measured
from bench.outages import children
from bench.posting import Poster, paced, read_at_a_pace
from bench.served import SERVE_FORKED, get, newest_article, served

NETWORKS = 50
MOST = 1.5  # times as long as without the flood
STARTS = 2.0  # seconds until the flood is at its pace
ANSWERED = 0.95  # of the flood's posts, or it was no flood of that size
BUSY = 0.35  # of the processors in a calm period: readers alone take a tenth


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m bench.comment_faults", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("fault", choices=["flood", "kill"])
    parser.add_argument("--seconds", type=float, default=20, help="how long; of the flood each period (20)")
    parser.add_argument("--pairs", type=int, default=5, help="of a calm and a flooded period (5)")
    parser.add_argument("--posts", type=int, default=200, help="posts a second of the flood (200)")
    parser.add_argument("--reads", type=int, default=50, help="pages a second that readers ask for (50)")
    parser.add_argument("--workers", type=int, default=0, help="of the server (2 for the flood, 4 for the kills)")
    parser.add_argument("--postgres", action="store_true", help="use the database of DATABASE_URL, which must be empty")
    options = parser.parse_args()
    settings = {"DATABASE_URL": os.environ["DATABASE_URL"]} if options.postgres else {}
    return flood(options, settings) if options.fault == "flood" else kill(options, settings)


def flood(options: argparse.Namespace, settings: dict[str, str]) -> int:
    """Readers in calm and in the flood, pair after pair, each period for `--seconds`."""
    with served(options.workers or 2, BEHIND_PROXY="1", **settings) as (port, _server, _folder):
        path = newest_article(port)
        for _warm in range(50):
            get(port, path)
        pairs = []
        for number in range(options.pairs):
            pair = {}
            for flooded in (False, True) if number % 2 == 0 else (True, False):
                pair[flooded] = period(port, path, options, flooded=flooded)
            pairs.append((pair[False], pair[True]))
            print(f"{told(pair[False])}; {told(pair[True])}", flush=True)
    return judged(pairs, options)


@dataclass(frozen=True)
class Period:
    """What readers saw, how much of the processors was in use meanwhile, and how the posts were answered."""

    seen: Measured
    busy: float
    answers: Counter[str]


def period(port: int, path: str, options: argparse.Namespace, *, flooded: bool) -> Period:
    if not flooded:
        before = processors()
        seen = readers(port, path, options)
        return Period(seen, used(before), Counter())
    with Flood(port, path, options.posts, options.seconds + STARTS) as posting:
        time.sleep(STARTS)
        before = processors()
        seen = readers(port, path, options)
        busy = used(before)
    return Period(seen, busy, posting.answers)


def told(one: Period) -> str:
    times = ", ".join(f"p{each} {one.seen.percentile(each):.1f}" for each in (50, 95, 99))
    words = f"{'flood' if one.answers else 'calm'}: {times} ms, processors {one.busy:.0%} in use"
    if not one.answers:
        return words
    said = ", ".join(f"{status}: {count}" for status, count in sorted(one.answers.items()))
    return f"{words}, posts answered {said}"


def judged(pairs: list[tuple[Period, Period]], options: argparse.Namespace) -> int:
    """Print what the pairs add up to; the exit status."""
    ratio = statistics.median(flooded.seen.percentile(99) / calm.seen.percentile(99) for calm, flooded in pairs)
    answered = sum(answers_of(flooded).total() for _calm, flooded in pairs)
    share = answered / (options.posts * (options.seconds + STARTS) * len(pairs))
    failed = sum(flooded.seen.failures for _calm, flooded in pairs)
    busy = statistics.median(calm.busy for calm, _flooded in pairs)
    print(
        f"p99 in the flood is {ratio:.2f} times that in calm, the median of {len(pairs)} pairs; {failed} pages failed; "
        f"{share * options.posts:.0f} posts a second answered of {options.posts}"
    )
    if busy > BUSY:
        print(
            f"This says nothing: {busy:.0%} of the processors were in use in calm. Measure when nothing else runs here."
        )
        return 2
    if share < ANSWERED:
        print("This says nothing of a flood of that size: not all of it was answered.")
        return 2
    return int(ratio > MOST or failed > 0)


def answers_of(flooded: Period) -> Counter[str]:
    """Of the server: a broken connection is no answer."""
    return Counter({status: count for status, count in flooded.answers.items() if status.isdigit()})


def processors() -> tuple[int, int]:
    """Ticks of all processors together so far, at work and at all, as Linux counts them. Of a guest, what others took is work."""
    words = Path("/proc/stat").read_text(encoding="ascii").splitlines()[0].split()[1:9]
    ticks = [int(word) for word in words]
    idle = ticks[3] + ticks[4]
    return sum(ticks) - idle, sum(ticks)


def used(since: tuple[int, int]) -> float:
    """The part of the processors that was at work since then."""
    work, whole = (now - then for now, then in zip(processors(), since, strict=True))
    return work / max(whole, 1)


def readers(port: int, path: str, options: argparse.Namespace) -> Measured:
    """In a process of their own, so that nothing but the server can slow them."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(read_at_a_pace, (port, path, options.reads, options.seconds))


class Flood:
    """`rate` posts a second from NETWORKS networks, by two processes, for as long as the block lasts."""

    def __init__(self, port: int, path: str, rate: int, seconds: float):
        self.given, self.answers = (port, path, rate / 2, seconds, NETWORKS), Counter[str]()
        self.pool = multiprocessing.get_context("spawn").Pool(2)

    def __enter__(self):
        self.running = [self.pool.apply_async(paced, (*self.given, seed)) for seed in range(2)]
        return self

    def __exit__(self, *_error):
        for each in self.running:
            self.answers += each.get()
        self.pool.close()
        self.pool.join()


def kill(options: argparse.Namespace, settings: dict[str, str]) -> int:
    """A worker killed every 150 ms while five people post, each trying again until told that it is there."""
    with served(options.workers or 4, SERVE_FORKED, COMMENT_RATES="0", **settings) as (port, server, folder):
        path = newest_article(port)
        context = multiprocessing.get_context("spawn")
        end = context.Event()
        log = context.Queue()
        posters = [
            context.Process(target=Poster(port, path, number).post_until, args=(end, log)) for number in range(5)
        ]
        for each in posters:
            each.start()
        killed = killing(server.pid, options.seconds)
        time.sleep(5)  # the last ones come back
        end.set()
        said = [log.get(timeout=120) for _each in posters]
        for each in posters:
            each.join()
        stored = texts(settings.get("DATABASE_URL") or f"sqlite:///{folder}/newsroom.sqlite3")
    acknowledged = [text for acked, _tries in said for text in acked]
    lost = [text for text in acknowledged if not stored[text]]
    double = [text for text, count in stored.items() if count > 1]
    tries = sum(tries for _acked, tries in said)
    print(
        f"{killed} workers killed in {options.seconds:g} s; {len(acknowledged)} comments acknowledged in {tries} tries"
    )
    print(f"lost: {len(lost)}, double: {len(double)}")
    return int(bool(lost or double or not acknowledged))


def killing(server: int, seconds: float) -> int:
    """kill -9 of a worker of that server, every 150 ms while there is one; how many."""
    deadline, killed = time.monotonic() + seconds, 0
    while time.monotonic() < deadline:
        if workers := children(server):
            os.kill(random.choice(workers), signal.SIGKILL)  # noqa: S311 - which one is no secret
            killed += 1
        time.sleep(0.15)
    return killed


def texts(url: str) -> Counter[str]:
    """How often each text stands in the database, asked when the server is gone."""
    os.environ |= {"DATABASE_URL": url, "DEBUG": "1", "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    import django

    django.setup()
    from articles.models import Comment

    return Counter(Comment.objects.filter(text__startswith="Posted by ").values_list("text", flat=True))


if __name__ == "__main__":
    sys.exit(main())
