"""System checks of the keys that seal identities: one that is no key, and sealed identities without theirs."""

from __future__ import annotations

from typing import Any

from django.core import checks
from django.db import DatabaseError

from articles.sourcing import sealing
from articles.sourcing.models import Source, SourceIdentity

MAKE_ONE = "Make one with `manage.py make_source_key` and put it first in SOURCE_KEYS; keep the older ones behind it."


def source_keys_are_there(app_configs: Any = None, **options: Any) -> list[checks.CheckMessage]:
    """sourcing.E001 for a malformed key, W001 for identities whose key is missing, W002 for no key and people to protect.

    At most two queries; a database that does not answer, or has no tables yet, is another check's business.
    """
    try:
        ring = sealing.keyring()
    except sealing.SealingRefused as refusal:
        return [checks.Error(str(refusal), hint="Keys are parted by commas, the newest first.", id="sourcing.E001")]
    try:
        return [*locked_out(set(ring)), *nothing_to_seal_with(bool(ring))]
    except DatabaseError:
        return []


def locked_out(known: set[str]) -> list[checks.CheckMessage]:
    missing = SourceIdentity.objects.exclude(key_id__in=known).order_by().values_list("key_id", flat=True)
    names = sorted(set(missing))
    if not names:
        return []
    words = f"{len(missing)} sealed identities cannot be read: SOURCE_KEYS lacks {', '.join(names)}."
    return [
        checks.Warning(
            words,
            hint="Put the key back; nothing is lost. manage.py rotate_source_keys names each key.",
            id="sourcing.W001",
        )
    ]


def nothing_to_seal_with(has_key: bool) -> list[checks.CheckMessage]:
    if has_key or not Source.objects.filter(protected=True).exists():
        return []
    return [
        checks.Warning(
            "There are protected sources and no key to seal who they are.", hint=MAKE_ONE, id="sourcing.W002"
        )
    ]
