"""The newsroom served by forked processes that are there again a moment after they die: `python -m bench.forking PORT 4`.

For the kills of comment_faults.py only. Granian, which serves in production, takes a second to start a worker and ends
when one dies again within five (whoever supervises it starts it anew): too slow to lose seven workers a second.
"""

from __future__ import annotations

import os
import signal
import sys
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server


class Quiet(WSGIRequestHandler):
    def log_message(self, *_words) -> None:
        """Nothing: thousands of requests are asked."""


class Server(WSGIServer):
    request_queue_size = 128

    def server_bind(self) -> None:
        super(WSGIServer, self).server_bind()  # without the look-up of our own name
        self.setup_environ()


def main(port: int, workers: int) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
    from newsroom.wsgi import application

    server = make_server("127.0.0.1", port, application, Server, Quiet)
    running = {forked(server) for _worker in range(workers)}

    def stop(*_signal) -> None:
        for each in running:
            os.kill(each, signal.SIGKILL)
        os._exit(0)

    signal.signal(signal.SIGTERM, stop)
    while True:
        died, _status = os.wait()
        running.discard(died)
        running.add(forked(server))


def forked(server: WSGIServer) -> int:
    if child := os.fork():
        return child
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    server.serve_forever()
    os._exit(0)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
