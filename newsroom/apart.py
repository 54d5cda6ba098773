"""The comment form in a process of its own beside each worker, so that a flood of comments keeps no page waiting.

In one Python process one thread runs at a time: a page that is kept, sent in a twentieth of a millisecond, would wait for the
many milliseconds that a comment takes. So a worker hands what concerns the form to a helper: the same application in another
process, which runs while those that send pages have nothing to do, and lives and dies with its worker. What is large, and all
of it while there is no helper, the worker does itself: more slowly, never not at all. It does so too when the helper dies over
a request. A comment is not there twice by that: the key in the form says that it is the same.
"""

from __future__ import annotations

import contextlib
import io
import logging
import os
import queue
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import Any

from newsroom.in_turn import Answer, Application, answer_to, body_of

logger = logging.getLogger(__name__)
FORM = re.compile(r"/comments/[^/]+/post/")
LANES = 2  # requests that a helper answers at once: while one waits for the disk, the other goes on
LONGEST = 20  # seconds that an answer may take: longer than any limit of the application's own
PAUSE = 10  # seconds from one attempt to start a helper to the next, and from the worker's own start to the first
NICE = 19  # how far it steps back where there is no better way
OURS = {"wsgi.version": (1, 0), "wsgi.multithread": True, "wsgi.multiprocess": True, "wsgi.run_once": False}
DIED = (EOFError, OSError)
ROOT = Path(__file__).resolve().parent.parent


class Helper:
    """A process with the application named by `dotted` in it. Takes requests when it has said that it is ready."""

    def __init__(self, dotted: str):
        pairs = [Pipe() for _lane in range(LANES)]
        theirs = [there.fileno() for _here, there in pairs]
        command = [sys.executable, "-m", "newsroom.apart", dotted, *map(str, theirs)]
        self.process = subprocess.Popen(command, cwd=ROOT, pass_fds=theirs, stdin=subprocess.DEVNULL)
        for _here, there in pairs:
            there.close()
        self.lanes: queue.SimpleQueue[Connection] = queue.SimpleQueue()
        for here, _there in pairs:
            self.lanes.put(here)

    def wait_until_ready(self) -> None:
        """Raises one of DIED when it never is."""
        lane = self.lanes.get()
        if not lane.poll(LONGEST):
            raise TimeoutError
        lane.recv()
        self.lanes.put(lane)

    def answer(self, environ: dict[str, str], body: bytes) -> Answer | None:
        """None when the application failed; raises one of DIED when the helper did."""
        lane = self.lanes.get()
        try:
            lane.send((environ, body))
            if not lane.poll(LONGEST):
                raise TimeoutError
            return lane.recv()
        finally:
            self.lanes.put(lane)  # of one that died, too: the next finds out at once

    def end(self) -> None:
        self.process.kill()
        self.process.wait()


class Apart:
    """`application`, which `dotted` names, with its comment form in a helper: started by the first request of any kind that
    comes when the worker is PAUSE seconds old, so that one is there for the first who comment.
    """

    def __init__(self, application: Application, dotted: str):
        self.application, self.dotted = application, dotted
        self.lock = threading.Lock()
        self.helper: Helper | None = None
        self.begun = time.monotonic()  # when a helper was last started: none at first, a start has enough to do

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if self.helper is None:
            self.begin()
        if not FORM.fullmatch(environ["PATH_INFO"]) or (body := body_of(environ)) is None:
            return self.application(environ, start_response)
        answer = self.answered(environ, body)
        if answer is None:
            return self.application({**environ, "wsgi.input": io.BytesIO(body)}, start_response)
        status, headers, content = answer
        start_response(status, headers)
        return [content]

    def answered(self, environ: dict[str, Any], body: bytes) -> Answer | None:
        """What the helper answers; None while there is none, or when it could not."""
        helper = self.helper
        if helper is None:
            return None
        try:
            return helper.answer({name: word for name, word in environ.items() if isinstance(word, str)}, body)
        except DIED:
            logger.exception("The process that takes comments died; this one is dealt with without it.")
            self.forget(helper)
            return None

    def begin(self) -> None:
        """Start a helper, unless one is on its way: it is there for those who come when it is ready."""
        with self.lock:
            if self.helper is not None or time.monotonic() - self.begun < PAUSE:
                return
            self.begun = time.monotonic()
        threading.Thread(target=self.start, name="comments-apart", daemon=True).start()

    def start(self) -> None:
        helper = None
        try:
            helper = Helper(self.dotted)
            helper.wait_until_ready()
        except DIED:
            logger.exception("No process of its own for comments could be started; the worker takes them.")
            if helper is not None:
                helper.end()
        else:
            self.helper = helper

    def forget(self, helper: Helper) -> None:
        with self.lock:
            if self.helper is helper:
                self.helper = None
        helper.end()


def serve(application: Application, lane: Connection) -> None:
    """Answer what comes by `lane` until the worker is gone."""
    with contextlib.suppress(*DIED):
        while True:
            environ, body = lane.recv()
            try:
                answer = answer_to(application, environ | OURS, body)
            except Exception:  # the worker tries it once more, and answers as it answers any failure
                logger.exception("The application failed over a comment.")
                answer = None
            lane.send(answer)


def main(dotted: str, *lanes: str) -> None:
    """The helper. Deaf to what ends the worker: it ends when that one has ended, and does not leave it without an answer."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    os.environ["COMMENTS_APART"] = "0"  # a helper has none of its own
    from django.utils.module_loading import import_string

    application = import_string(dotted)
    step_back()
    connections = [Connection(int(lane)) for lane in lanes]
    threads = [threading.Thread(target=serve, args=(application, lane)) for lane in connections]
    connections[0].send("ready")
    for each in threads:
        each.start()
    for each in threads:
        each.join()


def step_back() -> None:
    """Let whoever sends pages go first. A low priority is not enough on Linux: a process of one goes on for milliseconds while
    another that wakes up waits.
    """
    try:
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
    except (AttributeError, OSError):  # another system than Linux, or a sandbox
        os.nice(NICE)


if __name__ == "__main__":
    main(*sys.argv[1:])
