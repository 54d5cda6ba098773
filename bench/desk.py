"""Times every page of the desk with as many stories as you like, in a database of its own: `python -m bench.desk`.

    python -m bench.desk --stories 20000
    .ci/services.py python -m bench.desk        # on PostgreSQL

Asked in-process as an administrator. Lists are asked as they open, searched, filtered by each choice, sorted by each
column and at their last page; a row names the dearest. The exit status is 1 when one takes longer than the limit.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Iterator

from bench.in_process import newsroom_here

ROW = "{:<46} {:>8} {:>9}  {}"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.desk", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--stories", type=int, default=20_000, help="how many stories to write (20000)")
    parser.add_argument("--limit", type=float, default=300, help="milliseconds that a page may take (300)")
    parser.add_argument("--times", type=int, default=5, help="how often each page is asked; the median counts (5)")
    parser.add_argument("--queries", action="store_true", help="show the slowest query of each page that is too slow")
    options = parser.parse_args()
    with newsroom_here():
        return measured(options)


def measured(options: argparse.Namespace) -> int:
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.test import Client

    from articles.models import Article
    from bench.many import fill

    call_command("migrate", verbosity=0)
    if Article.objects.exists():
        sys.exit("This database holds stories. Name an empty one in DATABASE_URL, or none for SQLite in a new folder.")
    root = User.objects.create_user("root", is_staff=True, is_superuser=True)
    fill(options.stories, by=root)
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(root)
    print(ROW.format(f"page, {options.stories:,} stories", "ms", "queries", "dearest way"))
    return 1 if sum([shown(client, name, url, options) for name, url in pages()]) else 0


def pages() -> Iterator[tuple[str, str]]:
    """Every address of the desk that is named and asks for no more than one row; the newest row stands in it."""
    from django.apps import apps
    from django.contrib import admin
    from django.urls import NoReverseMatch, reverse

    for pattern in admin.site.urls[0] + [
        each for one in admin.site.urls[0] for each in getattr(one, "url_patterns", [])
    ]:
        name = getattr(pattern, "name", None)
        if not name or name in {"logout", "login", "view_on_site", "autocomplete"}:
            continue
        if "object_id" not in pattern.pattern.converters and "<" not in str(pattern.pattern):
            yield name, reverse(f"admin:{name}")
            continue
        try:
            model = apps.get_model(*name.split("_")[:2])
        except LookupError:
            continue
        row = model._default_manager.order_by("-pk").first()
        try:
            if row:
                yield name, reverse(f"admin:{name}", args=[row.pk])
        except NoReverseMatch:
            continue


def shown(client, name: str, url: str, options: argparse.Namespace) -> bool:
    """Print the row of a page; whether it took too long. What is no page (405, 302, 404) is passed over."""
    first = client.get(url)
    if first.status_code != 200:
        return False
    ways = {"": timed(client, url, options.times)}
    ways |= {way: timed(client, url + way, options.times) for way in ways_of(first)}
    dearest = max(ways, key=lambda way: ways[way])
    queries = asked(client, url + dearest)
    print(
        ROW.format(name, f"{ways['']:.0f}", len(queries), f"{dearest} {ways[dearest]:.0f} ms" if dearest else ""),
        flush=True,
    )
    slow = ways[dearest] > options.limit
    if slow and options.queries:
        print(*sorted(queries, key=lambda each: -float(each["time"]))[:2], sep="\n")
    return slow


def ways_of(response) -> Iterator[str]:
    """The query strings that a list offers: each choice of its filters, each column, its last page, a search."""
    listed = (getattr(response, "context_data", None) or {}).get("cl")
    if listed is None:
        return
    for spec in listed.filter_specs:
        yield from [choice["query_string"] for choice in list(spec.choices(listed))[:12]]
    for number, _column in enumerate(listed.list_display):
        yield from [f"?o={number}", f"?o=-{number}"]
    yield f"?p={listed.paginator.num_pages}"
    if listed.search_fields:
        yield from ["?q=harbour", "?q=zzz", "?q=story+777"]


def timed(client, url: str, times: int) -> float:
    """The median, in milliseconds."""
    taken = []
    for _time in range(times):
        start = time.perf_counter()
        client.get(url)
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def asked(client, url: str) -> list[dict]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    return captured.captured_queries


if __name__ == "__main__":
    sys.exit(main())
