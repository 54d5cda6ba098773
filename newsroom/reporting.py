"""Errors told to a service that speaks Sentry's protocol; off without SENTRY_DSN. What it is told is listed here, no more.

An event says which code failed: the type of the error, files, functions, lines, the pattern of the address, the release.
No word of a reader or a source leaves: no message of an error (a database puts rows into its messages), no local variables,
no headers, cookies, forms, queries, addresses or names. The whole of it stands in this machine's own log.
"""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

LEFT_OUT = "[left out: see the newsroom's own log]"
TOLD = ("event_id", "timestamp", "level", "platform", "release", "environment", "logger", "sdk")
TOLD_OF_A_FRAME = ("filename", "function", "module", "lineno", "in_app")


def dsn() -> str:
    """SENTRY_DSN. Raises ImproperlyConfigured for what is none."""
    url = os.environ.get("SENTRY_DSN", "").strip()
    try:
        parts = urlsplit(url)
        is_good = parts.scheme in {"http", "https"} and parts.hostname and parts.username and parts.path.strip("/")
    except ValueError:
        is_good = False
    if url and not is_good:
        raise ImproperlyConfigured(
            "SENTRY_DSN cannot be read. Copy it from the project: https://key@errors.example.org/1"
        )
    return url


def begin(url: str, **more: Any) -> None:
    """Have errors of this process told. Raises ImproperlyConfigured when the package is not installed."""
    if not url:
        return
    try:
        import sentry_sdk
        from sentry_sdk.integrations.atexit import AtexitIntegration
        from sentry_sdk.integrations.dedupe import DedupeIntegration
        from sentry_sdk.integrations.django import DjangoIntegration
        from sentry_sdk.integrations.excepthook import ExcepthookIntegration
        from sentry_sdk.integrations.logging import LoggingIntegration
    except ImportError as error:
        raise ImproperlyConfigured(
            "SENTRY_DSN is set, but sentry-sdk is not installed. `pip install newsroom[sentry]`, or take SENTRY_DSN out."
        ) from error
    sentry_sdk.init(
        dsn=url,
        send_default_pii=False,
        include_local_variables=False,
        include_source_context=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        auto_session_tracking=False,
        send_client_reports=False,
        server_name="",
        default_integrations=False,
        integrations=[
            DjangoIntegration(transaction_style="url", middleware_spans=False, signals_spans=False),
            LoggingIntegration(level=None),
            ExcepthookIntegration(),
            DedupeIntegration(),
            AtexitIntegration(callback=lambda _pending, _timeout: None),
        ],
        before_send=only_what_is_told,
        **more,
    )


def only_what_is_told(event: Any, hint: Any = None) -> Any:
    """`event` made anew of what may leave: whatever a later version of the package adds stays here."""
    told = {name: event[name] for name in TOLD if name in event}
    if (event.get("transaction_info") or {}).get("source") == "route":  # else it is the path that was asked for
        told["transaction"] = event.get("transaction")
    told["exception"] = {"values": [exception(each) for each in (event.get("exception") or {}).get("values", [])]}
    return told


def exception(said: dict[str, Any]) -> dict[str, Any]:
    frames = (said.get("stacktrace") or {}).get("frames") or []
    plain = [{name: frame[name] for name in TOLD_OF_A_FRAME if name in frame} for frame in frames]
    return {
        "type": said.get("type"),
        "module": said.get("module"),
        "value": LEFT_OUT,
        "stacktrace": {"frames": plain},
    }
