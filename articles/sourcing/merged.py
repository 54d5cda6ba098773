"""Records of sources that were merged: which record holds what an older revision refers to by a key that is gone."""

from __future__ import annotations

from collections.abc import Iterable

from articles.sourcing.models import SourceAddress


def present_keys(keys: Iterable[int]) -> dict[int, int]:
    """For each of `keys` that was merged into another record, that record's key. One query."""
    rows = SourceAddress.objects.filter(former_key__in=set(keys)).values_list("former_key", "source_id")
    return {former: present for former, present in rows if former is not None}
