"""How many requests of a worker are worked on at once, while its other threads send pages that are kept.

A server with two threads answers nothing while two requests wait for the disk, a database or a slow client. One with many
lets as many compute at once, each with connections of its own to the database; and since in one Python process one thread
runs at a time, a page that is kept, sent in a twentieth of a millisecond, would wait for the turns of all of these. So many
threads of the server send, and few of ours work.
"""

from __future__ import annotations

import contextvars
import io
import re
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
Answer = tuple[str, list[tuple[str, str]], bytes]  # status line, headers, content
TURNS = 2  # one computes while the other waits for the database
SMALL = 128 * 1024  # bytes of a body that is read before: any form, no picture


class InTurn:
    """`application`, in which at most TURNS requests are at once. Whoever waits does so without a part of the processor.

    A turn is for work, not for the sending of a slow client: a small body is read before, and what has a large one, or one
    of unknown length, takes no turn. What comes out is whole before any of it is sent.
    """

    def __init__(self, application: Application):
        self.application = application
        self.turns = ThreadPoolExecutor(TURNS, thread_name_prefix="turn")

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        body = body_of(environ)
        if body is None:
            return self.application(environ, start_response)
        here = contextvars.copy_context()  # how long a query may take, for one
        status, headers, content = self.turns.submit(here.run, answer_to, self.application, environ, body).result()
        start_response(status, headers)
        return [content]


def answer_to(application: Application, environ: dict[str, Any], body: bytes) -> Answer:
    """What `application` answers to a request with that body, whole."""
    said: list[Any] = []
    given = {"wsgi.errors": sys.stderr, **environ, "wsgi.input": io.BytesIO(body)}
    answer = application(given, lambda status, headers, _error=None: said.append((status, headers)))
    try:
        content = b"".join(answer)
    finally:
        getattr(answer, "close", lambda: None)()
    return *said[-1], content


def body_of(environ: dict[str, Any]) -> bytes | None:
    """The body of a request, read; None, and nothing read, when it is no SMALL one.

    Less than was announced when the client went away: whoever parses it says so.
    """
    said = environ.get("CONTENT_LENGTH") or "0"
    if "HTTP_TRANSFER_ENCODING" in environ or not re.fullmatch(r"[0-9]{1,6}", said) or int(said) > SMALL:
        return None
    return environ["wsgi.input"].read(int(said)) if int(said) else b""
