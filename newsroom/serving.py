"""The server of production: `python -m newsroom.serving`. Granian, on a socket that outlives it.

systemd holds the socket (deploy/systemd/newsroom.socket) and hands it on: while the server is restarted, connections wait in
it and none is refused. SIGHUP takes one worker after the other anew, with the code that lies there by then, and nobody waits.
Without systemd it binds --socket or --port itself.
"""

from __future__ import annotations

import argparse
import os
import socket
import sys
from pathlib import Path

from granian._granian import SocketHolder
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server.mp import MPServer

FIRST_FD = 3  # of those that systemd hands on (sd_listen_fds)
BACKLOG = 2048  # connections that wait while there is no server; the kernel's somaxconn may be less
THREADS = min(16, 2 * (os.cpu_count() or 1) + 1)  # of a worker; Granian warns of more
KILL_AFTER = 10  # seconds that a worker may take to end what it began
OVERLAP = 5.0  # seconds that a new worker has to load before an old one goes


class Server(MPServer):
    """Granian's, with workers that accept from one shared socket, given or made here."""

    inherited: socket.socket | None = None

    def _init_shared_socket(self) -> None:
        """On TCP too one socket for all: Granian's own way gives each worker one, and connections die with it."""
        listening = self.inherited or self.listen()
        listening.set_inheritable(True)
        self._sso = listening
        self._sfd = listening.fileno()  # type: ignore[assignment]  # granian's own None is for "not yet"
        held = SocketHolder(listening.fileno(), listening.family == socket.AF_UNIX, BACKLOG)  # type: ignore[call-arg]  # its stub forgets
        self._shd = held  # type: ignore[assignment]  # as above

    def listen(self) -> socket.socket:
        if self.bind_uds is None:
            return socket.create_server((self.bind_addr, self.bind_port), backlog=BACKLOG)
        self.bind_uds.unlink(missing_ok=True)
        made = socket.socket(socket.AF_UNIX)
        made.bind(str(self.bind_uds))
        self.bind_uds.chmod(0o660)
        made.listen(BACKLOG)
        return made


def handed_on() -> socket.socket | None:
    """The socket that systemd, or whoever speaks as it does, holds for this process."""
    if os.environ.get("LISTEN_PID") != str(os.getpid()) or os.environ.get("LISTEN_FDS") != "1":
        return None
    return socket.socket(fileno=FIRST_FD)


def server(options: argparse.Namespace) -> Server:
    made = Server(
        "newsroom.wsgi:application",
        address=options.host,
        port=options.port,
        uds=options.socket,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=options.workers,
        blocking_threads=options.threads,
        workers_kill_timeout=KILL_AFTER,
        respawn_failed_workers=True,
        respawn_interval=OVERLAP,
        log_level=LogLevels.warning,
    )
    made.inherited = handed_on()
    return made


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m newsroom.serving", description=__doc__)
    parser.add_argument(
        "--workers", type=int, default=int(os.environ.get("WORKERS") or 2), help="processes (WORKERS; 2)"
    )
    parser.add_argument("--threads", type=int, default=THREADS, help=f"of a worker, to send kept pages ({THREADS})")
    parser.add_argument("--host", default="127.0.0.1", help="where to listen; 0.0.0.0 in a container only")
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000), help="PORT; 8000")
    parser.add_argument("--socket", type=Path, help="a Unix socket instead")
    options = parser.parse_args()
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    server(options).serve()


if __name__ == "__main__":
    main()
