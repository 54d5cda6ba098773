"""Times the archive and each of its filters among the stories of `bench.search`: `python -m bench.archive`.

    python -m bench.archive --articles 100000 --keep /somewhere
    .venv/bin/python .ci/services.py .venv/bin/python -m bench.archive      # on PostgreSQL

“page” is the whole page in-process, its template included; “database” what its queries take of that. The exit status is 1
when the database takes longer than the limit, the best of `--times`: others may use the machine at the same time.
"""

from __future__ import annotations

import argparse
import random
import sys
import time

from bench.in_process import newsroom_here

ROW = "{:<44} {:>8} {:>9} {:>9}"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.archive", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--articles", type=int, default=100_000, help="how many stories to write (100000)")
    parser.add_argument("--limit", type=float, default=50, help="milliseconds that the database may take (50)")
    parser.add_argument("--times", type=int, default=5, help="how often each page is asked for (5)")
    parser.add_argument("--keep", help="a folder for SQLite's database, used again when it holds one")
    options = parser.parse_args()
    with newsroom_here(options.keep or ""):
        return measured(options)


def measured(options: argparse.Namespace) -> int:
    from django.db import connection

    from bench.search import Words, filled

    words = Words(random.Random(6))  # noqa: S311 - words, no secrets
    filled(options.articles, words)
    print(ROW.format(f"{options.articles:,} stories on {connection.vendor}", "queries", "database", "page"))
    return 1 if sum([shown(name, address, options) for name, address in pages(words).items()]) else 0


def pages(words) -> dict[str, str]:
    from urllib.parse import urlencode

    year = {"since": "2019-01-01", "until": "2019-12-31"}
    asked = {
        "the newest": {},
        "a section": {"section": "part-3"},
        "a kind": {"kind": "opinion"},
        "a language": {"language": "fr"},
        "a source": {"source": "source-500"},
        "a year": year,
        "until long ago": {"until": "2016-01-01"},
        "a section, a kind and a language": {"section": "part-3", "kind": "live", "language": "fr"},
        "a rare word": {"text": words.at(9_000)},
        "a word of 1 story in 20": {"text": words.at(400)},
        "a word of nearly every story": {"text": words.at(2)},
        "the same of a source": {"text": words.at(2), "source": "source-500"},
        "a word in a section and a year": {"text": words.at(150), "section": "part-3", **year},
        "a phrase of frequent words": {"text": f'"{words.at(20)} {words.at(40)}"'},
    }
    days = {"a year by the calendar": "2019/", "a month": "2019/05/", "a day": "2019/05/07/"}
    return {
        **{name: f"/archive/?{urlencode(parameters)}" for name, parameters in asked.items()},
        **{name: f"/archive/{path}" for name, path in days.items()},
    }


def shown(name: str, address: str, options: argparse.Namespace) -> bool:
    """Print the row of one page; whether the database took too long. The first time warms up."""
    from django.db import connection
    from django.test import Client

    client, figures = Client(SERVER_NAME="127.0.0.1"), []
    for _each in range(options.times + 1):
        spent: list[float] = []

        def timed(execute, sql, params, many, context, spent=spent):
            start = time.perf_counter()
            try:
                return execute(sql, params, many, context)
            finally:
                spent.append((time.perf_counter() - start) * 1000)

        start = time.perf_counter()
        with connection.execute_wrapper(timed):
            assert client.get(address).status_code == 200, address  # noqa: S101 - a figure of an error would mislead
        figures.append((sum(spent), (time.perf_counter() - start) * 1000, len(spent)))
    database, page = (min(figure[place] for figure in figures[1:]) for place in (0, 1))
    print(ROW.format(name, figures[-1][2], f"{database:.1f}", f"{page:.1f}"), flush=True)
    return database > options.limit


if __name__ == "__main__":
    sys.exit(main())
