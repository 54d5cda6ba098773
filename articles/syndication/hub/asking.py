"""The one request that tells a hub: a few seconds at most, no redirect followed, and never to a machine inside by mistake.

WEBSUB_HUB names a host, and what it resolves to is looked at before anything is sent, and is what is connected to: a name
that leads to an address of a private network, whoever owns the name, is not asked. A loopback address that is written in
the setting itself is meant.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
from urllib.parse import SplitResult, urlencode, urlsplit

PATIENCE = 5.0  # seconds for each step: connecting, sending, waiting
LONGEST = 10.0  # seconds for the request and its answer
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
USER_AGENT = "Newsroom | WebSub/1"


class Untold(Exception):
    """The hub was not told, or would not listen. The message says why, for the log and the desk."""


def tell(hub: str, topic: str) -> None:
    """Say to `hub` that the feed at the absolute address `topic` has news. Raises Untold."""
    parts = urlsplit(hub)
    body = urlencode({"hub.mode": "publish", "hub.url": topic, "hub.topic": topic}).encode("ascii")
    headers = {"Content-Type": "application/x-www-form-urlencoded", "User-Agent": USER_AGENT, "Connection": "close"}
    connection = connection_to(parts)
    # Each step has its limit; this is the limit of them all, for a hub that sends a byte now and then.
    watch = threading.Timer(LONGEST, hang_up, [connection.sock])
    watch.daemon = True
    watch.start()
    try:
        connection.request("POST", (parts.path or "/") + (f"?{parts.query}" if parts.query else ""), body, headers)
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        raise Untold(f"no answer: {type(error).__name__}") from error
    finally:
        watch.cancel()
        connection.close()
    if not 200 <= status < 300:
        raise Untold(f"status {status}")


def connection_to(parts: SplitResult) -> http.client.HTTPConnection:
    """A connection to an address of the hub that was looked at, by its own name. Raises Untold."""
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    address = public_address(host, port)
    if parts.scheme != "https":
        plain = http.client.HTTPConnection(host, port, timeout=PATIENCE)
        plain.sock = connected(address, port)
        return plain
    secure = http.client.HTTPSConnection(host, port, timeout=PATIENCE)
    try:
        secure.sock = ssl.create_default_context().wrap_socket(connected(address, port), server_hostname=host)
    except OSError as error:
        raise Untold(f"no connection: {type(error).__name__}") from error
    return secure


def connected(address: str, port: int) -> socket.socket:
    try:
        return socket.create_connection((address, port), timeout=PATIENCE)
    except OSError as error:
        raise Untold(f"no connection: {type(error).__name__}") from error


def public_address(host: str, port: int) -> str:
    """One of the addresses of `host`, all of which are the internet's. Raises Untold."""
    try:
        found = [str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as error:
        raise Untold(f"no such host: {host}") from error
    if host not in LOOPBACK and not all(ipaddress.ip_address(each.partition("%")[0]).is_global for each in found):
        raise Untold(f"{host} leads to an address of a private network")
    return found[0]


def hang_up(sock: socket.socket) -> None:
    with contextlib.suppress(OSError):  # closed already
        sock.shutdown(socket.SHUT_RDWR)
