"""The database of DATABASE_URL as Django is told of it: SQLite by default, PostgreSQL, and how long each may keep somebody waiting."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from newsroom import environment
from newsroom.postgresql.patience import PatientConnection

# Measured with 8 writers for 60 s: 0 of 49,580 writes "locked"; with Django's defaults 36 %. IMMEDIATE takes the write
# lock when a transaction begins, so a read that turns into a write waits its turn instead of failing at once.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA journal_size_limit=67108864; "
        "PRAGMA cache_size=-32000; PRAGMA temp_store=MEMORY"
    ),
}


def database(var_dir: Path) -> dict[str, Any]:
    """DATABASES["default"]: DATABASE_URL, else SQLite in `var_dir`, which is created."""
    url = os.environ.get("DATABASE_URL", "").strip()
    if not url:
        var_dir.mkdir(parents=True, exist_ok=True)
        url = f"sqlite:///{var_dir / 'newsroom.sqlite3'}"
    try:
        config: dict[str, Any] = dict(dj_database_url.parse(url))
    except (ValueError, dj_database_url.ParseError, dj_database_url.UnknownSchemeError) as error:
        raise ImproperlyConfigured(
            f"DATABASE_URL cannot be read ({error}). Write sqlite:////path/to/file or postgres://user:password@host/name."
        ) from error
    return sqlite(config, var_dir) if "sqlite" in config["ENGINE"] else postgresql(config)


def sqlite(config: dict[str, Any], var_dir: Path) -> dict[str, Any]:
    return config | {
        "ENGINE": "newsroom.sqlite",
        "CONN_MAX_AGE": 60,  # seconds; a new connection and its pragmas cost four times a query on a kept one
        "OPTIONS": SQLITE_OPTIONS | {"timeout": lock_seconds()} | config.get("OPTIONS", {}),
        "TEST": {"NAME": str(var_dir / "test.sqlite3")},
    }


def lock_seconds() -> float:
    """How long a connection waits for SQLite's one write lock.

    A request that waits keeps a thread from readers, who need no lock; a command keeps nobody waiting.
    """
    return 20 if statement_timeout() == "0" else 3


def statement_timeout() -> str:
    """Milliseconds, "0" for none. Migrations, imports and backups may take longer than a reader's request."""
    return "0" if environment.serves_nobody() else os.environ.get("DATABASE_STATEMENT_TIMEOUT") or "5000"


def postgresql(config: dict[str, Any]) -> dict[str, Any]:
    """psycopg, with a pool where requests are served. A database that is down or hangs costs 0.8 s once, not the pool's 30.

    A command has one thread and no use for a pool, whose threads can keep it from ending for many seconds.
    """
    timeout = statement_timeout()
    # A command may think between two queries of a transaction (the demo cuts pictures); a request may not.
    idle = "0" if timeout == "0" else "10000"
    pool = {
        "min_size": 1,
        "max_size": int(os.environ.get("DATABASE_POOL") or 8),
        "timeout": 0.8,
        "connection_class": PatientConnection,
    }
    return config | {
        "ENGINE": "newsroom.postgresql",
        "CONN_MAX_AGE": 0,  # the pool keeps the connections
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            **({} if environment.serves_nobody() else {"pool": pool}),
            "connect_timeout": 2,
            # Compiling a query (jit) takes 30 ms, and none of ours that a page waits for takes so long.
            "options": f"-c jit=off -c statement_timeout={timeout} -c idle_in_transaction_session_timeout={idle}",
            **config.get("OPTIONS", {}),
        },
    }
