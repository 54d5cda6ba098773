"""A web server of a test's own on the loopback address, for as long as the test needs it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer


class Quiet:
    """What a handler of requests is beside, so that it prints nothing."""

    def log_message(self, *args):
        pass


@contextmanager
def listening[Server: HTTPServer](
    handler: type[BaseHTTPRequestHandler], kind: type[Server] = HTTPServer
) -> Iterator[Server]:
    """A server of `kind` on a free port; it has stopped, and its thread has ended, when this ends."""
    server = kind(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
