"""Absolute addresses, made of the site's own address and never of what a request calls the host."""

from __future__ import annotations

from urllib.parse import urljoin

from django.conf import settings


def absolute(path: str) -> str:
    """`path` (or an address that is absolute already, such as a picture's in a bucket) under SITE_URL."""
    return urljoin(f"{settings.SITE_URL}/", path)
