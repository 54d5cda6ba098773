"""/healthz: the process is up. /readyz: it can serve, because the database is migrated and the cache answers."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache as remember

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse

from articles.methods import READ, answers


@answers(*READ)
def healthz(request: HttpRequest) -> JsonResponse:
    return answer({"process": "up"}, status=200)


@answers(*READ)
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


class NotMigrated(Exception):
    """The database answers, but lacks tables or columns that this code asks for."""


def probe(ask: Callable[[], None]) -> str:
    try:
        ask()
    except NotMigrated as lack:
        return f"not migrated: {lack}"
    except Exception as error:  # noqa: BLE001 - whatever keeps it from answering is the answer
        return f"down: {type(error).__name__}"
    return "up"


def ask_database() -> None:
    """One query; two more until all migrations were seen applied. Raises NotMigrated, or what the database raises."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    if connection.settings_dict["NAME"] in seen_migrated:
        return
    if missing := sorted(migrations() - set(MigrationRecorder(connection).applied_migrations())):
        app, name = missing[0]
        more = f" and {len(missing) - 1} more" if missing[1:] else ""
        raise NotMigrated(f"{app}.{name}{more} missing; run `manage.py migrate`")
    seen_migrated.add(connection.settings_dict["NAME"])


seen_migrated: set[str] = set()  # databases; a process meets one, a test run several


@remember
def migrations() -> frozenset[tuple[str, str]]:
    """All there are, as (app, name). Read once from the code, without the database."""
    return frozenset(MigrationLoader(None).graph.nodes)


def ask_cache() -> None:
    cache.set("readyz", "1", 10)
    if cache.get("readyz") != "1":
        raise ConnectionError("the cache forgot at once")
