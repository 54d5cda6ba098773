"""A connection that waits for an answer only so long.

PostgreSQL's own `statement_timeout` is kept by the server, so it says nothing when the server hangs or is cut off.
"""

from __future__ import annotations

from collections.abc import Generator
from time import monotonic
from typing import Any

import psycopg

SUSPICIOUS = 1.0  # seconds of a query before somebody looks whether the database answers at all
INTERVAL = 0.1  # seconds between two looks whether others found the database down; psycopg's own
# So long after others found it down a query that waits is given up: it may have been one slow query of theirs.
GRACE = 0.3


class PatientConnection(psycopg.Connection[Any]):
    """Of the pool that serves requests. A query that is waited for in vain ends its connection by an OperationalError."""

    longest = 6.0  # seconds, where nobody said less; more than statement_timeout, which a server that lives keeps

    def wait(self, gen: Any, interval: float = INTERVAL, timeout: float | None = None) -> Any:
        from articles.page_cache import availability  # settings name this class before apps are there

        if timeout is not None:
            return super().wait(gen, interval, timeout)
        try:
            return super().wait(given_up_with_others(gen), interval, availability.patience() or self.longest)
        except psycopg.errors._WaitTimeout as error:
            from newsroom.postgresql.base import ask

            availability.failed(ask)
            self.pgconn.finish()
            raise psycopg.OperationalError("the database did not answer in time") from error


def given_up_with_others(waiting: Generator[Any, Any, Any]) -> Generator[Any, Any, Any]:
    """`waiting`, ended as by a timeout once the database is known to be down."""
    from articles.page_cache import availability
    from newsroom.postgresql.base import ask

    began, is_suspected = monotonic(), False
    try:
        state = next(waiting)
        while True:
            ready = yield state
            if not ready and not is_suspected and monotonic() - began > SUSPICIOUS:
                is_suspected = True
                availability.suspected(ask)
            if not ready and availability.down_for() > GRACE:
                raise psycopg.errors._WaitTimeout("the database is down")
            state = waiting.send(ready)
    except StopIteration as end:
        return end.value
