"""/healthz: the process is up. /readyz: it can serve, because the database and the cache answer."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    return answer({"process": "up"}, status=200)


@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when everything needed to serve a page answers, else 503. Redis only counts when it is configured."""
    parts = {"database": probe(ask_database)}
    if settings.REDIS_URL:
        parts["cache"] = probe(ask_cache)
    return answer(parts, status=200 if set(parts.values()) == {"up"} else 503)


def answer(parts: dict[str, str], *, status: int) -> JsonResponse:
    response = JsonResponse(parts, status=status)
    response["Cache-Control"] = "no-store"
    return response


def probe(ask: Callable[[], None]) -> str:
    try:
        ask()
    except Exception as error:  # noqa: BLE001 - whatever keeps it from answering is the answer
        return f"down: {type(error).__name__}"
    return "up"


def ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def ask_cache() -> None:
    cache.set("readyz", "1", 10)
    if cache.get("readyz") != "1":
        raise ConnectionError("the cache forgot at once")
