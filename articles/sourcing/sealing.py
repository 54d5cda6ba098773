"""Sealing what protects a person: encryption at rest by keys from the environment (SOURCE_KEYS, newest first).

Fernet (AES-128-CBC with HMAC-SHA-256) of the `cryptography` package. There is no built-in key: without one nothing is
sealed, and what was sealed stays where it is until its key is back. Texts are filled up to whole blocks of 256 bytes, so
that the length of a token does not tell the length of a name.
"""

from __future__ import annotations

import hashlib
import json

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

BLOCK = 256  # bytes
ID_LENGTH = 12  # characters of the digest of a key that name it


class SealingRefused(Exception):
    """Nothing was sealed or unsealed; the text is a sentence that says what to do, and holds nothing that is sealed."""


def make_key() -> str:
    """A new key, as SOURCE_KEYS takes it."""
    return Fernet.generate_key().decode()


def key_id(key: str) -> str:
    """The name of a key: it tells keys apart and gives nothing of them away."""
    return hashlib.sha256(key.encode()).hexdigest()[:ID_LENGTH]


@sensitive_variables()
def keyring() -> dict[str, Fernet]:
    """The keys of the environment by their names, newest first. Raises SealingRefused for one that is no key."""
    ring = {}
    for number, key in enumerate(settings.SOURCE_KEYS, 1):
        try:
            ring[key_id(key)] = Fernet(key)
        except ValueError as error:
            problem = _("Key %d of SOURCE_KEYS is not a key. Make one with: manage.py make_source_key") % number
            raise SealingRefused(problem) from error
    return ring


@sensitive_variables()
def newest() -> tuple[str, Fernet]:
    """The key that seals, with its name. Raises SealingRefused without one."""
    for name, fernet in keyring().items():
        return name, fernet
    raise SealingRefused(
        _(
            "There is no key to seal it with, so nothing was kept. Ask whoever runs the server to make one (manage.py "
            "make_source_key) and to put it into SOURCE_KEYS."
        )
    )


@sensitive_variables()
def seal(record: dict[str, str]) -> tuple[str, str]:
    """`record` as a token, and the name of its key. Raises SealingRefused."""
    name, fernet = newest()
    plain = json.dumps(record, ensure_ascii=False).encode()
    return fernet.encrypt(plain + b" " * (-len(plain) % BLOCK)).decode(), name


@sensitive_variables()
def unseal(token: str, name: str) -> dict[str, str]:
    """What was sealed as `token` with the key called `name`. Raises SealingRefused; the token is as good as before."""
    fernet = keyring().get(name)
    if fernet is None:
        problem = _(
            "It was sealed with the key %s, which is not among SOURCE_KEYS. Nothing is lost: put that key back."
        )
        raise SealingRefused(problem % name)
    try:
        return json.loads(fernet.decrypt(token.encode()))
    except InvalidToken as error:
        problem = _(
            "It does not open with its key %s: the record was damaged. Nothing was changed; look for it in a backup."
        )
        raise SealingRefused(problem % name) from error


@sensitive_variables()
def reseal(token: str, name: str) -> tuple[str, str]:
    """The same record sealed anew with the newest key, and that key's name. Raises SealingRefused."""
    return seal(unseal(token, name))
