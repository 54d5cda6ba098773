"""What each request cost, noted as its answer leaves: its class, how long it took, how long the database took."""

from __future__ import annotations

import bisect
import logging
from contextlib import ExitStack
from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import connections

from newsroom.metrics import tally
from newsroom.metrics.tally import BOUNDS

logger = logging.getLogger(__name__)
READ = {"GET", "HEAD", "OPTIONS"}
NOT_COUNTED = {"/metrics", "/healthz", "/readyz"}  # whoever watches is no reader


class Queries:
    """Stands around every query of one request."""

    def __init__(self) -> None:
        self.number = self.failures = 0
        self.seconds = 0.0

    def __call__(self, execute: Any, query: Any, params: Any, many: Any, context: Any) -> Any:
        began = perf_counter()
        try:
            return execute(query, params, many, context)
        except Exception:
            self.failures += 1
            raise
        finally:
            self.number += 1
            self.seconds += perf_counter() - began


class CountingMiddleware:
    """The first of all, so that it sees what leaves. Not used, and free, without METRICS_TOKEN."""

    def __init__(self, get_response: Any):
        if not settings.METRICS_TOKEN:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: Any) -> Any:
        if request.path in NOT_COUNTED:
            return self.get_response(request)
        queries, began = Queries(), perf_counter()
        with ExitStack() as stack:
            for connection in connections.all():
                stack.enter_context(connection.execute_wrapper(queries))
            response = self.get_response(request)
        self.note(area_of(request), response.status_code, perf_counter() - began, queries)
        return response

    def note(self, area: str, status: int, seconds: float, queries: Queries) -> None:
        amounts = {
            f"requests/{area}/{min(max(status // 100, 2), 5)}xx": 1.0,
            f"within/{area}/{BOUNDS[bisect.bisect_left(BOUNDS, seconds)]}": 1.0,
            f"seconds/{area}": seconds,
        }
        if queries.number:
            amounts |= {"queries": queries.number, "query_seconds": queries.seconds}
        if queries.failures:
            amounts["query_failures"] = queries.failures
        try:
            tally.here().add(amounts)
        except OSError:  # a full disk keeps nobody from reading
            logger.exception("requests cannot be counted in %s", settings.METRICS_FILE)


def area_of(request: Any) -> str:
    if request.path.startswith("/admin/"):
        return "desk"
    if request.path.startswith("/api/"):
        return "api"
    return "page" if request.method in READ else "post"
