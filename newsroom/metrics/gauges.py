"""What is true at the moment of asking: queues, the tick, kept pages, backups, room on the disks.

Each part is asked for by itself: one that cannot answer is left out, and the others are told all the same.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.db import Error as DatabaseError
from django.utils import timezone

from articles.comments.desk.queue import CONDITIONS
from articles.desk.models import Tick
from articles.models import Comment
from newsroom import health
from newsroom.backups import shelf
from newsroom.metrics import tally
from newsroom.metrics.tally import AREAS, BOUNDS, CLASSES
from newsroom.metrics.text import Family, Sample

logger = logging.getLogger(__name__)
MOST = 100_000  # comments that are counted of a queue; more is as bad
type Part = Callable[[], Iterator[Family]]


def families() -> list[Family]:
    """Everything there is to tell. Ten queries, each by an index."""
    return [family for part in PARTS for family in told(part)]


def told(part: Part) -> list[Family]:
    try:
        return list(part())
    except (OSError, DatabaseError):
        logger.warning("no figures of %s", part.__name__, exc_info=True)
        return []


def requests() -> Iterator[Family]:
    seen = tally.here().read()
    counts = [
        Sample(seen[f"requests/{area}/{each}"], {"area": area, "status": each}) for area in AREAS for each in CLASSES
    ]
    yield Family("newsroom_requests_total", "counter", "Requests that Django answered, by area and status.", counts)
    durations = [sample for area in AREAS for sample in histogram(area, seen)]
    yield Family("newsroom_request_seconds", "histogram", "How long Django took to answer.", durations)
    for name, key, words in (
        ("queries_total", "queries", "Queries of requests."),
        ("query_seconds_total", "query_seconds", "Time that requests waited for the database."),
        ("query_failures_total", "query_failures", "Queries that failed."),
    ):
        yield Family(f"newsroom_database_{name}", "counter", words, [Sample(seen[key])])


def histogram(area: str, seen: dict[str, float]) -> Iterator[Sample]:
    count = 0.0
    for bound in BOUNDS:
        count += seen[f"within/{area}/{bound}"]
        yield Sample(count, {"area": area, "le": "+Inf" if bound == BOUNDS[-1] else str(bound)}, "_bucket")
    yield Sample(seen[f"seconds/{area}"], {"area": area}, "_sum")
    yield Sample(count, {"area": area}, "_count")


def database() -> Iterator[Family]:
    ready = health.probe(health.ask_database) == "up"
    yield Family("newsroom_database_up", "gauge", "1 when the database answers and is migrated.", [Sample(ready)])


def comments() -> Iterator[Family]:
    named = {name or "needs_eyes": Comment.objects.filter(**condition) for name, condition in CONDITIONS.items()}
    lengths = [Sample(rows.order_by()[:MOST].count(), {"queue": name}) for name, rows in named.items()]
    yield Family("newsroom_comment_queue", "gauge", f"Comments that wait for a moderator; {MOST} for more.", lengths)
    oldest = named["held"].order_by("status", "created").values_list("created", flat=True).first()
    age = (timezone.now() - oldest).total_seconds() if oldest else 0
    yield Family("newsroom_comment_queue_oldest_seconds", "gauge", "How long the oldest has been held.", [Sample(age)])


def tick() -> Iterator[Family]:
    newest, ended = Tick.objects.first(), Tick.objects.filter(ended__isnull=False).first()
    if newest:
        began = [Sample(newest.started.timestamp())]
        yield Family("newsroom_tick_started_timestamp_seconds", "gauge", "When the last tick began.", began)
    if ended and ended.ended:
        done = [Sample(ended.ended.timestamp())]
        yield Family("newsroom_tick_ended_timestamp_seconds", "gauge", "When the last tick to end did so.", done)
        failed = [Sample(len(ended.failures))]
        yield Family("newsroom_tick_failures", "gauge", "What failed in the last tick that ended.", failed)


def kept_pages() -> Iterator[Family]:
    """Of the page cache, where there is one."""
    try:
        from articles.page_cache.metrics import counters
    except ImportError:
        return
    if not settings.PAGE_CACHE:
        return
    seen = counters()
    on_disk = seen.pop("disk_bytes", None)
    purges = seen.pop("purges", None)
    answers = [Sample(number, {"how": how}) for how, number in seen.items()]
    yield Family(
        "newsroom_page_cache_answers_total", "counter", "Requests by how the page cache dealt with them.", answers
    )
    if purges is not None:
        yield Family("newsroom_page_cache_purges_total", "counter", "Changes told to the page cache.", [Sample(purges)])
    if on_disk is not None:
        yield Family("newsroom_page_cache_disk_bytes", "gauge", "Room that kept pages take.", [Sample(on_disk)])


def backups() -> Iterator[Family]:
    whole = shelf.whole(Path(settings.BACKUP_DIR))
    newest = [Sample(shelf.made_at(whole[-1]).timestamp())] if whole else []
    yield Family("newsroom_backup_timestamp_seconds", "gauge", "When the newest whole backup was made.", newest)
    yield Family("newsroom_backups", "gauge", "Whole backups in BACKUP_DIR.", [Sample(len(whole))])


def disks() -> Iterator[Family]:
    places = {"var": settings.VAR_DIR, "media": settings.MEDIA_ROOT, "backups": settings.BACKUP_DIR}
    there = {name: Path(place) for name, place in places.items() if Path(place).exists()}
    free = [Sample(shutil.disk_usage(place).free, {"folder": name}) for name, place in there.items()]
    yield Family("newsroom_disk_free_bytes", "gauge", "Room on the disks that the newsroom writes to.", free)


PARTS: tuple[Part, ...] = (requests, database, comments, tick, kept_pages, backups, disks)
