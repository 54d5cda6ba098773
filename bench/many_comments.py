"""Comments by the thousand and by the million, as a newsroom of many years has them. Never demo data."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from articles.comments.discussions.models import Discussion
from articles.models import Article, Comment, Edition

THREAD = 5  # a first comment and four answers, on the site as a whole
PAIR = 2  # under one story, so that 25 threads are 50 comments and a page of any story shows as many
BATCH = 1000
PIECE = 5_000  # comments that PostgreSQL writes at once: a query of the tests has five seconds, also on a busy machine
TABLE = "articles_comment"
# 1 % waits, 3 % were rejected, one in a thousand is reported; 100,000 readers write them.
INSERT = f"""
INSERT INTO {TABLE} (id, article_id, thread_id, parent_id, author_name, author_email, text, language, direction,
    status, reasons, digest, imported, recommendations, reply_count, open_reports, posted, decided_at, created)
SELECT %(base)s + i, (%(stories)s)[(i / {THREAD}) %% %(number)s + 1],
    CASE WHEN i %% {THREAD} <> 0 THEN %(base)s + i - i %% {THREAD} END,
    CASE WHEN i %% {THREAD} <> 0 THEN %(base)s + i - i %% {THREAD} END,
    'Reader ' || i %% 100000, 'reader' || i %% 100000 || '@example.org',
    'The ferry left at noon, said remark number ' || i || ', and nobody on the pier had been told of it before.',
    'en', 'ltr', CASE WHEN i %% 100 = 7 THEN 'waiting' WHEN i %% 33 = 6 THEN 'rejected' ELSE 'approved' END, '[]',
    md5(i::text), false, i * 7919 %% 50,
    CASE WHEN i %% {THREAD} = 0 THEN (SELECT COUNT(*) FROM generate_series(i + 1, LEAST(i + {THREAD} - 1, %(last)s)) j
        WHERE j %% 100 <> 7 AND j %% 33 <> 6) ELSE 0 END,
    CASE WHEN i %% 1000 = 3 THEN 1 ELSE 0 END,
    %(since)s + i * %(step)s * interval '1 second',
    CASE WHEN i %% 100 <> 7 THEN %(since)s + i * %(step)s * interval '1 second' END,
    %(since)s + i * %(step)s * interval '1 second'
FROM generate_series(%(from)s::bigint, %(to)s::bigint) i
"""  # noqa: S608 - a constant of this module and numbers


def converse(edition: Edition, number: int) -> None:
    """`number` approved comments under one story, each second one an answer to the one before. On any database."""
    now = timezone.now()
    firsts = [remark(edition, now - timedelta(seconds=number - at)) for at in range(0, number, PAIR)]
    Comment.objects.bulk_create(firsts, batch_size=BATCH)
    answers = [remark(edition, first.posted + timedelta(seconds=1), first) for first in firsts]
    Comment.objects.bulk_create(answers, batch_size=BATCH)
    Comment.objects.filter(article=edition.article_id, thread=None).update(reply_count=PAIR - 1)
    counted([edition.article_id], comments=len(firsts) * PAIR, threads=len(firsts))


def remark(edition: Edition, posted, first: Comment | None = None) -> Comment:
    return Comment(
        article_id=edition.article_id,
        edition=edition,
        thread=first,
        parent=first,
        author_name="Wilma Reader",
        author_email="wilma@example.org",
        text="The ferry left at noon and nobody on the pier had been told of it before.",
        language="en",
        direction="ltr",
        status=Comment.Status.APPROVED,
        posted=posted,
        decided_at=posted,
    )


def counted(articles: list[int], *, comments: int, threads: int) -> None:
    rows = [Discussion(article_id=each, comment_count=comments, thread_count=threads) for each in articles]
    Discussion.objects.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=["comment_count", "thread_count"],
    )


def fill(stories: list[Article], *, first: int, last: int, step: float = 1.0) -> None:
    """Comments number `first` to `last` over `stories`, one every `step` seconds. PostgreSQL only: it writes them itself.

    Triggers and foreign keys stand aside, which takes a superuser; indexes are made anew when that is quicker.
    """
    base = (Comment.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1 - first
    values: dict[str, Any] = {
        "base": base,
        "stories": [each.pk for each in stories],
        "number": len(stories),
        "step": step,
    }
    values |= {"first": first, "last": last, "since": timezone.now() - timedelta(seconds=last * step)}
    with connection.cursor() as cursor:
        definitions = indexes(cursor) if last - first > 500_000 else {}
        cursor.execute("SET session_replication_role = replica")
        for name in definitions:
            cursor.execute(f'DROP INDEX "{name}"')
        for start in range(first, last + 1, PIECE):
            cursor.execute(INSERT, values | {"from": start, "to": min(start + PIECE - 1, last)})
        cursor.execute("SET maintenance_work_mem = '512MB'")
        for definition in definitions.values():
            cursor.execute(definition)
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute(f"SELECT setval(pg_get_serial_sequence('{TABLE}', 'id'), %s)", [base + last])
        cursor.execute("ANALYZE")
    each = (last + 1) // len(stories)
    counted([story.pk for story in stories], comments=each * 96 // 100, threads=each // THREAD)


def indexes(cursor) -> dict[str, str]:
    """The table's indexes that no constraint rests on, by name, as the statements that make them."""
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s AND indexname NOT IN "
        "(SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass)",
        [TABLE, TABLE],
    )
    return dict(cursor.fetchall())
