"""How a reader proves what is theirs: the account, a link that was mailed, or the cookie of the browser they wrote with.

Both cookies are for /comments/ only and unreadable to scripts; no public page reads or sets one. The mailed link is
sealed, not only signed: an address must not stand in a log because somebody followed a link.
"""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.utils.encoding import force_bytes

from articles.comments.accounts.who import is_reader
from articles.comments.models import Comment
from articles.comments.own.readers import Reader

PATH = "/comments/"
COOKIE = "own_comments"
BY_MAIL = "own_address"
SALT = "articles.comments.own"
NEWEST = 20  # comments that a browser's cookie knows
COOKIE_AGE = 90 * 24 * 60 * 60  # seconds
LINK_AGE = 24 * 60 * 60  # seconds
LONGEST = 2_000  # characters of a cookie or a link that are looked at


def reader_of(request: HttpRequest) -> Reader:
    """Who asks, by all that they can prove. Reads the session; no query for a guest."""
    user = request.user if request.user.is_authenticated else None
    emails = {address_in(request.COOKIES.get(BY_MAIL, ""))} - {""}
    if user is not None and is_reader(user) and user.email:
        emails.add(user.email.lower())  # nobody signs in as a reader without the code that was mailed there
    return Reader(user=user, emails=frozenset(emails), ids=tuple(ids_in(request)))


def remember(request: HttpRequest, response: HttpResponseBase, comment: Comment) -> None:
    """Let this browser prove later that `comment` is its reader's. For the answer to a successful post, and only there.

    Not for somebody with an account, whose comments nobody else at the same computer must get hold of.
    """
    if comment.user_id is None:
        newest = [comment.pk, *(pk for pk in ids_in(request) if pk != comment.pk)][:NEWEST]
        _set(response, COOKIE, signing.dumps(newest, salt=SALT), COOKIE_AGE)


def ids_in(request: HttpRequest) -> list[int]:
    """The comments this browser's cookie speaks for; none when it is not ours, spoilt or too old."""
    value = request.COOKIES.get(COOKIE, "")
    if not value or len(value) > LONGEST:
        return []
    try:
        found = signing.loads(value, salt=SALT, max_age=COOKIE_AGE, fallback_keys=[*settings.SECRET_KEY_FALLBACKS])
    except signing.BadSignature:
        return []
    return [pk for pk in found if isinstance(pk, int)][:NEWEST] if isinstance(found, list) else []


def link_token(email: str) -> str:
    """What a mailed link ends in. Good for a day."""
    return _seal().encrypt(email.encode()).decode()


def address_in(token: str) -> str:
    """The address that a link was mailed to; "" when we did not make it, or not within the last day."""
    if not token or len(token) > LONGEST:
        return ""
    try:
        return _seal().decrypt(token.encode(), ttl=LINK_AGE).decode()
    except (InvalidToken, ValueError):
        return ""


def remember_address(response: HttpResponseBase, token: str) -> None:
    """Let this browser show what is kept of the address for as long as the link is good."""
    _set(response, BY_MAIL, token, LINK_AGE)


def forget(response: HttpResponseBase) -> None:
    for name in (COOKIE, BY_MAIL):
        response.delete_cookie(name, path=PATH, samesite="Lax")


def _set(response: HttpResponseBase, name: str, value: str, age: int) -> None:
    response.set_cookie(
        name, value, max_age=age, path=PATH, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
    )


def _seal() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(force_bytes(SALT) + b"\x00" + force_bytes(key)).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
