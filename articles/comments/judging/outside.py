"""The outside check: a service that is asked about a comment when nothing of our own objects. Off unless it is set up.

It is asked last, for a second at most in all (looking up the name, connecting and reading), and never while a
transaction is open. It can make a comment wait and no more: so does every failure of it, because a service that is away
must neither let spam through nor lose a comment. What is sent: the name shown, the text and the address of this site.
No e-mail address, no network address: where the protocol wants one, it gets the same one for everybody.
"""

from __future__ import annotations

import http.client
import logging
import socket
import threading
import time
from typing import Protocol
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from articles.comments.judging.cases import Answer, Case

logger = logging.getLogger(__name__)
PATIENCE = 1.0  # seconds, for everything
LONGEST_ANSWER = 64  # bytes; "true" or "false" is what it says
NOBODY = "127.0.0.1"  # in place of a reader's address, which the protocol requires and which is nobody's business
AT_ONCE = 4  # questions under way in one process; beyond them a comment waits without asking
FAILURES, REST = 3, 30.0  # after so many in a row it is not asked for so many seconds
USER_AGENT = "Newsroom | comments/1"


class OutsideCheck(Protocol):
    """A service that judges. `asked` takes PATIENCE at most, raises nothing and changes nothing here."""

    def asked(self, case: Case) -> Answer: ...


class Failed(Exception):
    """There is no answer to go by. The message says why, for moderators."""


class Akismet:
    """Any service that speaks Akismet's `comment-check`: a form is posted, "true" means spam, "false" means none."""

    def __init__(self, url: str, key: str, *, site: str):
        self.url, self.key, self.site = urlsplit(url), key, site
        self._places = threading.BoundedSemaphore(AT_ONCE)
        self._failures, self._rests_until = 0, 0.0

    def asked(self, case: Case) -> Answer:
        try:
            is_spam = self._asked_in_time(self._form(case))
        except Failed as failure:
            self._failures += 1
            if self._failures >= FAILURES and time.monotonic() >= self._rests_until:
                self._rests_until = time.monotonic() + REST
                logger.warning("outside check: %s; comments wait", failure)
            return self._answer(_("no answer: %s") % failure)
        self._failures = 0
        return self._answer(_("says it is spam") if is_spam else "")

    def _answer(self, found: str) -> Answer:
        return Answer(found=found, version=f"akismet 1.1 {self.url.hostname}")

    def _form(self, case: Case) -> bytes:
        fields = {
            "api_key": self.key,
            "blog": self.site,
            "blog_charset": "UTF-8",
            "user_ip": NOBODY,
            "comment_type": "comment",
            "comment_author": case.name,
            "comment_content": case.text,
        }
        return urlencode(fields, errors="replace").encode("ascii")

    def _asked_in_time(self, form: bytes) -> bool:
        """In a thread, because nothing else bounds the look-up of a name. Raises Failed."""
        if time.monotonic() < self._rests_until:
            raise Failed(_("it failed several times just now"))
        if not self._places.acquire(blocking=False):
            raise Failed(_("too many questions at once"))
        question = _Question(self._connection(), self._path(), form, self._places.release)
        question.start()
        question.join(PATIENCE)
        if question.is_alive():
            question.hang_up()
            raise Failed(_("took longer than a second"))
        return _spam_or_not(question.status, question.body)

    def _connection(self) -> http.client.HTTPConnection:
        kind = http.client.HTTPSConnection if self.url.scheme == "https" else http.client.HTTPConnection
        return kind(self.url.hostname or "", self.url.port, timeout=PATIENCE)

    def _path(self) -> str:
        return (self.url.path or "/") + (f"?{self.url.query}" if self.url.query else "")


class _Question(threading.Thread):
    """One request. `http.client` follows no redirect: where the service sends us on, nobody goes."""

    def __init__(self, connection: http.client.HTTPConnection, path: str, form: bytes, done):
        super().__init__(name="outside check", daemon=True)
        self.connection, self.path, self.form, self.done = connection, path, form, done
        self.status, self.body, self.is_over = 0, b"", False

    def run(self) -> None:
        try:
            headers = {"Content-Type": "application/x-www-form-urlencoded", "User-Agent": USER_AGENT}
            self.connection.connect()
            if not self.is_over:
                self.connection.request("POST", self.path, self.form, headers | {"Connection": "close"})
                answer = self.connection.getresponse()
                self.body = answer.read(LONGEST_ANSWER)
                self.status = answer.status
        except (OSError, http.client.HTTPException, ValueError) as error:
            self.body = type(error).__name__.encode()
        finally:
            self.connection.close()
            self.done()

    def hang_up(self) -> None:
        """Ends the thread soon, even when the other side goes on sending a byte a second."""
        self.is_over = True
        if self.connection.sock is not None:
            try:
                self.connection.sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                logger.debug("the connection to the outside check was closed already")


def _spam_or_not(status: int, body: bytes) -> bool:
    if not status and body == TimeoutError.__name__.encode():  # the socket's clock was a moment ahead of ours
        raise Failed(_("took longer than a second"))
    if not status:
        raise Failed(_("no connection (%s)") % body.decode("ascii", "replace"))
    if status != http.client.OK:
        raise Failed(_("status %d") % status)
    match body.strip():
        case b"true":
            return True
        case b"false":
            return False
    raise Failed(_("neither true nor false"))


_in_use: dict[tuple[str, str], Akismet] = {}


def check_in_use() -> OutsideCheck | None:
    """The service that the environment names (OUTSIDE_CHECK_URL, OUTSIDE_CHECK_KEY); None when it names none."""
    if not settings.OUTSIDE_CHECK_URL:
        return None
    named = (settings.OUTSIDE_CHECK_URL, settings.OUTSIDE_CHECK_KEY)
    if named not in _in_use:
        _in_use[named] = Akismet(*named, site=settings.SITE_URL)
    return _in_use[named]


def asked(case: Case) -> Answer | None:
    """What the service in use says; None without one. Asked in a transaction it would keep locks: the comment waits."""
    check = check_in_use()
    if check is None:
        return None
    if connection.in_atomic_block:
        logger.error("the outside check was to be asked within a transaction")
        return Answer(found=_("not asked: a transaction was open"), version="")
    return check.asked(case)
