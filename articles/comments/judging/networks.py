"""Whom a comment came from, as far as counting needs it: a hash that nobody can turn back once the day's key is gone.

No network address is stored or logged anywhere in this package. What is hashed is a shortened prefix, of which many
readers share one; the key is random, lives for a day and is then deleted.
"""

from __future__ import annotations

import hmac
import secrets
from datetime import UTC, date, datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from articles.comments.judging.models import NetworkKey

PREFIX = {4: 24, 6: 48}
_known: dict[date, bytes] = {}


def prefix_of(address: str) -> str:
    """The network of `address`, /24 or /48; "" for none, and for one that is not of the public internet.

    Behind a proxy that we were not told of, every reader has the proxy's address: that must not count as one reader.
    """
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    if not parsed.is_global:
        return ""
    return str(ip_network(f"{parsed}/{PREFIX[parsed.version]}", strict=False))


def hash_of(kind: str, what: str, *, at: datetime) -> str:
    """`what` under the key of the day, parted by `kind`. A query on the first call of a day in each process."""
    return hmac.digest(key_of(at.astimezone(UTC).date()), f"{kind}\x00{what}".encode(), "sha256").hex()[:40]


def key_of(day: date) -> bytes:
    """The key of `day`, made when nobody made it yet; those older than the day before are deleted then."""
    if day not in _known:
        NetworkKey.objects.bulk_create([NetworkKey(day=day, key=secrets.token_bytes(32))], ignore_conflicts=True)
        NetworkKey.objects.filter(day__lt=day - timedelta(days=1)).delete()
        _known.clear()
        _known[day] = bytes(NetworkKey.objects.get(day=day).key)
    return _known[day]
