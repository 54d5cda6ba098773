"""The key that comes with each form: a random word with the moment it was made, signed, so that its age can be believed.

One hidden field for both: whatever page keeps what was typed keeps the key, and with it the age of the form. At most 64
characters. (Django's own TimestampSigner counts whole seconds, which is too rough for three, and is longer.)
"""

from __future__ import annotations

import base64
import re
import secrets
import time

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

SALT = "articles.comments.form"
KEY = re.compile(r"[A-Za-z0-9_-]{32,64}|[A-Za-z0-9_-]{22}:[0-9a-f]{10,12}:[A-Za-z0-9_-]{28}")
SIGNED = 28  # characters of the signature: 168 bits


def new_key(*, aged: int = 0) -> str:
    """A key for a form, as if it had been opened `aged` seconds ago."""
    made = f"{secrets.token_urlsafe(16)}:{int((time.time() - aged) * 1000):010x}"
    return f"{made}:{_signature(made, settings.SECRET_KEY)}"


def age_of(key: str) -> float | None:
    """Seconds since the form with this key was made; None when we did not make it."""
    made, _colon, signature = key.rpartition(":")
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    if not made or not any(constant_time_compare(signature, _signature(made, each)) for each in keys):
        return None
    return max(0.0, time.time() - int(made.partition(":")[2], 16) / 1000)


def _signature(made: str, secret: str) -> str:
    digest = salted_hmac(SALT, made, secret=secret, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest).decode()[:SIGNED]
