"""Times the pages of comments on a site with few and with very many: readers' pages, the queue, judging, posting, deciding.

    python -m bench.conversation                                                # SQLite: 50 against 5,000 on one story
    .ci/services.py python -m bench.conversation --comments 10000 10000000      # PostgreSQL, the whole site as well

Asked in-process; the median of some times, with the number of queries. 10,000,000 comments want some 12 GB of disk and a
quarter of an hour. The exit status is 1 when a page of a busy story takes more than 8 queries.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial

from bench.in_process import newsroom_here

ROW = "{:<44}" + "{:>22}" * 4
MOST_QUERIES = 8
BYTES_EACH = 1_300  # of disk for a comment, indexes and the room to make them included
STORIES = 2_000
BUSY, QUIET = 5_000, 50


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m bench.conversation", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument(
        "--comments", type=int, nargs="*", default=[], help="sizes of the site, growing; PostgreSQL only"
    )
    parser.add_argument("--times", type=int, default=15, help="how often each thing is asked; the median counts (15)")
    options = parser.parse_args()
    free = shutil.disk_usage(tempfile.gettempdir()).free
    if options.comments and max(options.comments) * BYTES_EACH > free:
        sys.exit(
            f"{max(options.comments):,} comments want {max(options.comments) * BYTES_EACH >> 30} GB; {free >> 30} are free."
        )
    with newsroom_here(DEBUG="", SECRET_KEY="only-for-a-bench-" + "x" * 50, DATABASE_STATEMENT_TIMEOUT="0"):
        return measured(options)


def measured(options: argparse.Namespace) -> int:
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.db import connection

    from articles.models import Article, Edition
    from bench.many import fill
    from bench.many_comments import converse
    from bench.many_comments import fill as fill_comments

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    if Article.objects.exists():
        sys.exit("This database holds stories. Name an empty one in DATABASE_URL, or none for SQLite in a new folder.")
    root = User.objects.create_user("root", is_staff=True, is_superuser=True)
    stories = fill(STORIES if options.comments else 20)
    Article.objects.update(comment_policy="open")
    quiet, busy = (Edition.objects.select_related("article").get(article=each) for each in stories[:2])
    columns: dict[str, dict[str, tuple[float, int]]] = {}
    converse(quiet, QUIET)
    converse(busy, BUSY)
    analyse()
    columns[f"a story with {QUIET}"] = asked(pages_of(quiet), options.times)
    columns[f"a story with {BUSY:,}"] = asked(pages_of(busy), options.times)
    shown(connection.vendor, columns)
    tired = [name for name, (_ms, queries) in columns[f"a story with {BUSY:,}"].items() if queries > MOST_QUERIES]
    done, site = 0, {}
    for number in sorted(options.comments):
        began = time.monotonic()
        fill_comments(stories[2:], first=done, last=number - 1)
        done = number
        print(f"\n{number:,} comments stood there after {time.monotonic() - began:.0f} s", flush=True)
        site[f"{number:,} on the site"] = asked({**pages_of(busy), **of_the_site(stories[5], root)}, options.times)
        shown(connection.vendor, site)
    return int(bool(tired))


def analyse() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def pages_of(edition) -> dict[str, Callable[[], object]]:
    """The readers' pages of one story."""
    from django.test import Client

    client = Client(SERVER_NAME="127.0.0.1")
    firsts = edition.article.comments.filter(thread=None, status="approved").order_by("posted")
    middle = firsts[firsts.count() // 2]
    reply = middle.thread_comments.filter(status="approved").order_by("-posted").first()
    base = f"/comments/{edition.article.public_id}/"
    last = -(-firsts.count() // 25)
    addresses = {
        "the story": edition.path,
        "all comments": base,
        "all comments, the last page": f"{base}?page={last}" if last > 1 else base,
        "newest first": f"{base}?sort=newest",
        "most recommended first": f"{base}?sort=recommended",
        "a thread": f"{base}{middle.pk}/",
        "a reply's address": f"{base}{reply.pk}/",  # leads to its thread
        "the feed": f"{base}feed.rss",
        "what is new": f"{base}new/?after={reply.pk}",
    }
    return {
        name: partial(got, client, url, 302 if name == "a reply's address" else 200) for name, url in addresses.items()
    }


def of_the_site(story, root) -> dict[str, Callable[[], object]]:
    """What looks at comments wherever they stand."""
    from django.test import Client

    from articles.comments import moderation
    from articles.comments.judging.gathering import judged
    from articles.comments.judging.records import records_of
    from articles.comments.posting import Submission, post
    from articles.models import Comment, Edition

    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(root)
    edition = Edition.objects.select_related("article").get(article=story)
    waiting = list(Comment.objects.filter(needs_eyes=True).exclude(author_email="").order_by("-created", "-pk")[:50])
    text = "The ferry left at noon, said somebody else, and I was on it and saw what happened there."
    numbers = iter(range(time.time_ns(), 10**20))  # another number each time, or it would be the same comment

    def posted() -> None:
        number = next(numbers)
        sent = Submission(name="Ada", email=f"ada{number}@example.org", text=f"{number} {number * 7} people saw it.")
        post(edition.article, edition, sent)

    queue = "/admin/articles/comment/"
    return {
        "the queue": lambda: got(client, queue),
        "the queue, held": lambda: got(client, f"{queue}?show=held"),
        "the queue, reported": lambda: got(client, f"{queue}?show=reported"),
        "the queue, edited": lambda: got(client, f"{queue}?show=edited"),
        "the queue, page 3": lambda: got(client, f"{queue}?page=3"),
        "the queue of a section": lambda: got(client, f"{queue}?section={story.section_id}"),
        "the queue of a story": lambda: got(client, f"{queue}?article={story.pk}"),
        "the list of all comments": lambda: got(client, f"{queue}?status=all"),
        "the list, page 50": lambda: got(client, f"{queue}?status=all&p=50"),
        "records of 50 readers": lambda: records_of(waiting),
        "judging": lambda: judged(edition.article, name="A", email="reader7@example.org", text=text),
        "posting": posted,
        "approving": lambda: moderation.approve(waiting.pop(), by=root),
    }


def got(client, url: str, expected: int = 200) -> None:
    status = client.get(url).status_code
    if status != expected:
        raise LookupError(f"{url} answered {status}, not {expected}")


def asked(things: dict[str, Callable[[], object]], times: int) -> dict[str, tuple[float, int]]:
    """The median in milliseconds and the number of queries of each; what cannot be asked is left out, and that is said."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    found = {}
    for name, act in things.items():
        try:
            act()
        except LookupError as error:
            print(f"left out: {name}: {error}")
            continue
        taken = []
        for _time in range(times):
            began = time.perf_counter()
            act()
            taken.append((time.perf_counter() - began) * 1000)
        with CaptureQueriesContext(connection) as captured:
            act()
        found[name] = (statistics.median(taken), len(captured))
    return found


def shown(vendor: str, columns: dict[str, dict[str, tuple[float, int]]]) -> None:
    print(ROW.format(vendor, *columns, *[""] * (4 - len(columns))))
    for name in next(iter(columns.values())):
        cells = [cell(column.get(name)) for column in columns.values()]
        print(ROW.format(name, *cells, *[""] * (4 - len(cells))), flush=True)


def cell(found: tuple[float, int] | None) -> str:
    return f"{found[0]:.1f} ms, {found[1]} queries" if found else "–"


if __name__ == "__main__":
    sys.exit(main())
