"""The rows of pages: those that the page cache keeps beside nginx, and each kind of page as Django draws it."""

from __future__ import annotations

import argparse
import contextlib
import json
import statistics
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench.asking import Seen, ask, find
from bench.figures import Bound, Figure
from bench.processes import megabytes, processor_seconds
from bench.served import SERVE_FILLED, served
from bench.static_file import compressed, nginx, of_each

HIT = Bound(
    "≥ 0.75 of nginx, p99 ≤ 10 ms", lambda row: (row.of_nginx is None or row.of_nginx >= 0.75) and row.p99 <= 10
)
MISS = Bound("≤ 2.4 ms CPU, ≥ 800/s", lambda row: (row.cpu or 0) <= 2.4 and row.per_second >= 800)
QUICK = Bound("median ≤ 100 ms alone", lambda row: row.median <= 100)
MANY, ALONE = 16, 1


def kept(options: argparse.Namespace, cores: list[int], folder: str, settings: dict[str, str]) -> Iterator[Figure]:
    """Hits and 304s, and nginx in the same rounds."""
    with served(2, SERVE_FILLED, folder, **settings) as (port, server, _folder):
        path = addresses(folder)["article"]
        etag, body = compressed(port, path)
        with contextlib.ExitStack() as stack:
            static = stack.enter_context(nginx(path, body)) if find("nginx") else None
            for connections in (MANY, 64):
                yield from beside_nginx(options, cores, connections, (port, static), path, etag, server.pid)


def beside_nginx(
    options: argparse.Namespace,
    cores: list[int],
    connections: int,
    ports: tuple[int, int | None],
    path: str,
    etag: str,
    server: int,
) -> Iterator[Figure]:
    ours, static = ports
    asked: dict[str, Callable[[], Seen]] = {}
    if static is not None:
        asked["nginx gzip_static"] = lambda: ask(options.seconds, cores, static, path, connections)
    asked["a story, kept"] = lambda: ask(options.seconds, cores, ours, path, connections)
    asked["the same, 304"] = lambda: ask(options.seconds, cores, ours, path, connections, f"If-None-Match: {etag}")
    seen: dict[str, list[Seen]] = {name: [] for name in asked}
    spent = dict.fromkeys(asked, 0.0)
    for _round in range(options.rounds):
        for name, each in asked.items():
            before = processor_seconds(server)
            seen[name].append(each())
            spent[name] += processor_seconds(server) - before
    for name, rounds in seen.items():
        is_nginx = name.startswith("nginx")
        ratio = of_each(rounds, seen["nginx gzip_static"]) if static is not None else None
        cost = None if is_nginx else spent[name] / requests(rounds, options.seconds) * 1000
        memory = None if is_nginx else megabytes(server)
        row = figure(name, connections, rounds, cpu=cost, memory=memory, of_nginx=ratio)
        yield row if is_nginx else HIT.judged(row)


def uncached(options: argparse.Namespace, cores: list[int], folder: str, settings: dict[str, str]) -> Iterator[Figure]:
    """Every kind of page with the page cache off, by sixteen at once; the second figure of a kind is asked by one alone."""
    with served(2, SERVE_FILLED, folder, **settings, PAGE_CACHE="0") as (port, server, _folder):
        known = addresses(folder)
        cookie = f"Cookie: sessionid={known['session']}"
        rows: list[tuple[str, str, int, Bound, tuple[str, ...]]] = [
            ("a story with 50 comments, not kept", known["article"], MANY, MISS, ()),
            ("the front page, not kept", known["front"], ALONE, QUICK, ()),
            ("a section, not kept", known["section"], ALONE, QUICK, ()),
            ("the archive, page 1", known["archive"], ALONE, QUICK, ()),
            ("the archive, page 1,000", known["archive_far"], ALONE, QUICK, ()),
            ("search for a word of nearly every story", known["search"], ALONE, QUICK, ()),
            ("the feed of all stories", known["feed"], ALONE, QUICK, ()),
            ("the desk's list of stories", known["desk"], ALONE, QUICK, (cookie,)),
        ]
        for name, path, connections, bound, headers in rows:
            ask(1, cores, port, path, connections, *headers)  # warms up
            before = processor_seconds(server.pid)
            rounds = [
                ask(options.seconds, cores, port, path, connections, *headers) for _round in range(options.rounds)
            ]
            cost = (processor_seconds(server.pid) - before) / requests(rounds, options.seconds) * 1000
            yield bound.judged(figure(name, connections, rounds, cpu=cost, memory=megabytes(server.pid)))


def figure(name: str, connections: int, rounds: list[Seen], **more: Any) -> Figure:
    """The medians of `rounds`, and all that was wrong in them."""
    speed, median, p99 = (
        statistics.median(getattr(each, what) for each in rounds) for what in ("per_second", "median", "p99")
    )
    return Figure(name, connections, speed, median, p99, wrong=sum(each.wrong for each in rounds), **more)


def requests(rounds: list[Seen], seconds: float) -> float:
    return max(1.0, sum(each.per_second for each in rounds) * max(1, round(seconds)))


def addresses(folder: str) -> dict[str, Any]:
    """What bench/filling.py left."""
    return json.loads(Path(folder, "bench.json").read_text(encoding="utf-8"))
